"""What somebody finds, in a form that reads well: found words stand in square brackets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tests import factories
from wiki.domain import proposals, search
from wiki.domain.search import Found, Group, Hit, Hits
from wiki.domain.viewers import Viewer
from wiki.models import Account, Document, Proposal, Text
from wiki.text import asked


@dataclass(frozen=True)
class Search:
    """Somebody who searches a document."""

    db: Session
    viewer: Viewer
    document: Document

    def find(self, words: str, *, language: str = "en") -> Found:
        """Return what is found at first."""
        return search.find(self.db, self.viewer, words, document=self.document, language=language)

    def texts(self, words: str, *, language: str = "en") -> list[str]:
        """Return the words around what is found in texts, in order."""
        found = self.find(words, language=language)
        return [excerpt(hit) for hit in found.groups[Group.TEXTS].listed]

    def comments(self, words: str) -> set[str]:
        """Return the words around what is found in comments."""
        return self.said(self.find(words).groups[Group.COMMENTS])

    def suggestions(self, words: str) -> set[str]:
        """Return the words around what is found in suggestions."""
        return self.said(self.find(words).groups[Group.SUGGESTIONS])

    def said(self, hits: Hits) -> set[str]:
        """Return the words around hits."""
        return {excerpt(hit) for hit in hits.listed}

    def everything(self, words: str) -> set[str]:
        """Return the words around all that is found at first, of every kind."""
        groups = self.find(words).groups.values()
        return {words for hits in groups for words in self.said(hits)}

    def pages(self, words: str) -> list[Sequence[Hit]]:
        """Return all pages of what is found in texts."""
        pages, after = [], None
        while True:
            found = search.find(
                self.db,
                self.viewer,
                words,
                document=self.document,
                language="en",
                show=Group.TEXTS,
                after=after,
            )
            hits = found.groups[Group.TEXTS]
            pages.append(hits.listed)
            after = hits.after
            if after is None:
                return pages

    def alike(self, words: str) -> str:
        """Return what may have been meant."""
        return search.alike(
            self.db, self.viewer, asked.read(words), document=self.document, language="en"
        )

    def reword(self, proposal: Proposal, text: Text, new: str, *, why: str, by: Account) -> None:
        """Give a proposal another wording."""
        wanted = [factories.rewording(text, "in the morning", new)]
        proposals.revise(self.db, proposal, wanted, why=why, by=by, at=factories.AT)


def searching(db: Session, viewer: Viewer, document: Document) -> Search:
    """Return somebody who searches a document."""
    return Search(db, viewer, document)


def excerpt(hit: Hit) -> str:
    """Return the words around a hit."""
    return "".join(f"[{part.text}]" if part.is_found else part.text for part in hit.excerpt)
