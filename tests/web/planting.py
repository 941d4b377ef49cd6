"""A word of its own in every private thing, with who may find it."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from tests import factories
from wiki import clock
from wiki.domain import comments, editing, holds, outlooks, releases, sections, threads
from wiki.domain.invitations import create as invite
from wiki.models import (
    Account,
    Comment,
    Document,
    Outcome,
    Proposal,
    Role,
    ShownAs,
    Term,
    Text,
    Thread,
)

LONG_AGO = date(2020, 1, 1)

OF_A_DOCUMENT = (
    "title",
    "heading",
    "text",
    "term",
    "comment",
    "answer",
    "wanted",
    "why",
    "reason",
    "round",
    "release",
    "summary",
)
"""What of a document holds a word of its own."""

OUT_OF_SIGHT = ("heldthread", "heldcomment", "heldwanted", "heldwhy", "heldreason")


def word(what: str, where: str = "") -> str:
    """Return a word that stands nowhere else, with nothing in it that other words end or begin."""
    return f"kanarie{where}{what}vogel".replace("_", "")


class Garden:
    """A document in which every private thing gets its word."""

    def __init__(self, db: Session, document: Document, where: str) -> None:
        self.db, self.document, self.where, self.at = db, document, where, clock.now()

    def plant(self, by: Account, lead: Account, moderator: Account) -> None:
        """Put a word in all that OF_A_DOCUMENT names."""
        self.document.titles = {"en": self._word("title"), "nl": self._word("title")}
        text = self._section()
        thread = self._thread(text, by, self._word("comment"))
        self._reply(thread, by, self._word("answer"))
        self._proposal(text, by, self._word("wanted"), self._word("why"))
        asked = self._thread(text, by, "Is this so?")
        threads.answer(
            self.db,
            asked,
            outcome=Outcome.ANSWERED,
            reason=self._word("reason"),
            by=moderator,
            at=self.at,
        )
        releases.make(self.db, self.document, self._word("release"), by=lead, at=self.at)
        self._edit_with_summary(text, lead)
        self._round(lead)

    def hold(self, by: Account, among: Account, moderator: Account) -> None:
        """Put a word in all that OUT_OF_SIGHT names."""
        text = sections.find_text(self.db, self.document, "canary", "en")
        reason = self._word("heldreason")
        thread = self._thread(text, by, self._word("heldthread"))
        threads.hold(self.db, thread, reason=reason, by=moderator, at=self.at)
        talk = self._thread(text, among, "What do you think?")
        said = self._reply(talk, by, self._word("heldcomment"))
        holds.hold(self.db, said, reason=reason, by=moderator, at=self.at)
        wanted = self._proposal(text, by, self._word("heldwanted"), self._word("heldwhy"))
        holds.hold(self.db, wanted.contribution, reason=reason, by=moderator, at=self.at)

    def withdraw(self, by: Account) -> None:
        """Put a word in a comment that is then withdrawn."""
        text = sections.find_text(self.db, self.document, "canary", "en")
        thread = self._thread(text, by, "Well?")
        said = self._reply(thread, by, self._word("withdrawn"))
        comments.withdraw(self.db, said, by=by, at=self.at)

    def speak_by_role(self, by: Account, moderator: Account) -> None:
        """Let somebody whose name is a word speak by role in every way, and be adopted."""
        text = sections.find_text(self.db, self.document, "canary", "en")
        thread = self._thread(text, by, "By role.", shown_as=ShownAs.ROLE)
        self._reply(thread, by, "Again by role.", shown_as=ShownAs.ROLE)
        proposal = factories.proposal(
            self.db,
            text,
            "needs no answer",
            "never needs an answer",
            by=by,
            shown_as=ShownAs.ROLE,
            at=self.at,
        )
        factories.adopted(self.db, proposal, by=moderator, at=self.at)

    def invite(self, by: Account) -> None:
        """Invite somebody whose address is a word."""
        email = f"{self._word('invited')}@example.org"
        invite(self.db, self.document, Role.READER, email=email, language="en", by=by, at=self.at)

    def _word(self, what: str) -> str:
        return word(what, self.where)

    def _round(self, lead: Account) -> None:
        made = factories.round_(
            self.db, self.document, by=lead, opens_on=LONG_AGO, closes_on=LONG_AGO
        )
        made.titles = {"en": self._word("round"), "nl": self._word("round")}

    def _section(self) -> Text:
        source = f"{self._word('text')} is here.\n\nWe listen.\n\nA message needs no answer.\n"
        made = factories.section(
            self.db,
            self.document,
            key="canary",
            titles={language: self._word("heading") for language in ("en", "nl")},
            texts={"en": source, "nl": source},
            at=self.at,
        )
        made.terms.append(Term(language="en", term="Bird", definition=self._word("term")))
        self.db.flush()
        return sections.find_text(self.db, self.document, "canary", "en")

    def _thread(
        self, text: Text, by: Account, words: str, shown_as: ShownAs = ShownAs.NAME
    ) -> Thread:
        made = factories.thread(
            self.db, text, by=by, on="We listen", words=words, shown_as=shown_as, at=self.at
        )
        self.db.flush()
        return made

    def _reply(
        self, thread: Thread, by: Account, words: str, shown_as: ShownAs = ShownAs.NAME
    ) -> Comment:
        made = comments.reply(
            self.db, thread.contribution, words, shown_as=shown_as, by=by, at=self.at
        )
        self.db.flush()
        return made

    def _proposal(self, text: Text, by: Account, wanted: str, why: str) -> Proposal:
        made = factories.proposal(
            self.db, text, "We listen", f"We {wanted} listen", by=by, why=why, at=self.at
        )
        self.db.flush()
        return made

    def _edit_with_summary(self, text: Text, lead: Account) -> None:
        after = text.source.replace("A message", "Every message")
        seen = outlooks.onto_head(self.db, text, text.source, after)
        editing.save(self.db, seen, summary=self._word("summary"), by=lead, at=self.at)
