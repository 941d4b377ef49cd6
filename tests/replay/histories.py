"""Real histories: what was really accepted is suggested, adopted and followed, step by step."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

import pdfua

from tests import factories
from tests.cast import Cast, gather
from tests.replay import passages
from wiki.database import Database
from wiki.domain import (
    bundles,
    decisions,
    edits,
    proposals,
    revisions,
    sections,
    threads,
    verification,
)
from wiki.domain.accounts import OPERATOR
from wiki.export import bundle, from_database, incoming, markdown, pdf
from wiki.models import Outcome, Proposal, ShownAs, Text
from wiki.text import gate

FEWEST_REVISIONS = 10
SHORTEST = 1_000
"""Characters of a first text: below that, ten comments would all hang on the same few words."""

LONG = 10_000
FEWEST_HISTORIES = 12
DUTCH = "MinBZK/"


class Wrong(Exception):
    """The replay did not give what really happened; the text says where."""


@dataclass(frozen=True)
class History:
    """A real file: where it is from, and its texts in order."""

    name: str
    language: str
    texts: Sequence[str]

    def length(self) -> int:
        """Return the characters of its longest text."""
        return max(map(len, self.texts))


@dataclass
class Replayed:
    """How a replay went."""

    name: str
    steps: int = 0
    places: dict[str, int] = field(default_factory=dict)
    cautions: int = 0


def usable(rows: Iterable[dict[str, Any]]) -> Iterator[History]:
    """Yield the files with enough revisions whose texts the gate leaves unchanged."""
    for (repository, path), found in groupby(rows, key=itemgetter("repo", "path")):
        texts = [row["text"] for row in sorted(found, key=itemgetter("rev"))]
        is_enough = len(texts) >= FEWEST_REVISIONS and len(texts[0]) >= SHORTEST
        if is_enough and all(map(passes_the_gate, texts)):
            language = "nl" if repository.startswith(DUTCH) else "en"
            yield History(f"{repository}: {path}", language, texts)


def varied(histories: Iterable[History]) -> list[History]:
    """Return the first history of each repository, and the longest text of all."""
    everything = list(histories)
    first: dict[str, History] = {}
    for history in everything:
        first.setdefault(history.name.split(":")[0], history)
    longest = max(everything, key=History.length)
    others = [history for history in first.values() if history is not longest]
    return [*others, longest]


def replay(database: Database, history: History) -> Replayed:
    """Play a history through the program. Raises Wrong where it does not end as it really did."""
    done = Replayed(history.name)
    cast, text_id = _begin(database, history)
    _comment(database, text_id, cast)
    for number, wanted in enumerate(history.texts[1:], start=1):
        if wanted != history.texts[number - 1]:
            done.steps += 1
            done.cautions += _step(database, text_id, wanted, cast, number)
    _check_end(database, text_id, history, done)
    return done


def passes_the_gate(text: str) -> bool:
    """Tell whether the gate lets a text in as it is."""
    try:
        return gate.accept(text.encode(), bundle.LONGEST_TEXT) == text
    except (gate.Refused, UnicodeEncodeError):
        return False


def _begin(database: Database, history: History) -> tuple[Cast, str]:
    """Import the first text as the single section of a document of its own."""
    read = bundle.read(history.texts[0].encode(), name="text.md")
    code = incoming.document(read, name="text.md", key="real", language=history.language)
    with database.write() as db:
        document = bundles.bring_in(
            db, code, by=OPERATOR, at=factories.AT, summary="Imported"
        ).document
        text = sections.find_text(db, document, code.texts[0].facts.key, history.language)
        if text.source != history.texts[0]:
            raise Wrong(f"{history.name}: the import changed the text")
        return gather(db, document), text.id


def _comment(database: Database, text_id: str, cast: Cast) -> None:
    with database.write() as db:
        text = db.get_one(Text, text_id)
        for number, passage in enumerate(passages.chosen(text), start=1):
            threads.open_thread(
                db,
                text,
                passage,
                f"Question {number}: what is meant here?",
                seen=text.head,
                shown_as=ShownAs.NAME,
                by=db.merge(cast.noor),
                at=factories.AT,
            )


def _step(database: Database, text_id: str, wanted: str, cast: Cast, number: int) -> int:
    """Suggest the next real text and adopt it as somebody else; return the number of cautions."""
    at = factories.AT + timedelta(hours=number)
    with database.write() as db:
        text = db.get_one(Text, text_id)
        edit = edits.between(text, text.head, text.source, wanted)
        proposal_id = proposals.submit(
            db,
            text.section.document,
            [edit],
            language=text.language,
            why="As it was really written.",
            shown_as=ShownAs.NAME,
            by=db.merge(cast.claire),
            at=at,
        ).id
    with database.read() as db:
        seen = decisions.outlook(db, db.get_one(Proposal, proposal_id))
    with database.write() as db:
        decisions.decide(
            db,
            db.get_one(Proposal, proposal_id),
            outcome=Outcome.ADOPTED,
            reason="It was really accepted.",
            seen=seen,
            cautions_read=True,
            by=db.merge(cast.mirjam),
            at=at,
        )
    with database.read() as db:
        text = db.get_one(Text, text_id)
        if text.source != wanted:
            raise Wrong(f"revision {number} is not the real one")
        if damaged := revisions.damaged(db, text):
            raise Wrong(f"revision {number}: states {damaged} are damaged")
    return sum(len(one.cautions) for one in seen)


def _check_end(database: Database, text_id: str, history: History, done: Replayed) -> None:
    with database.read() as db:
        text = db.get_one(Text, text_id)
        done.places = passages.judged(db, text)
        document = text.section.document
        if findings := verification.verify(db).findings:
            raise Wrong(f"verification: {findings[0]}")
        manuscript = from_database.manuscript(db, document, history.language, on=factories.TODAY)
    if markdown.one_file(manuscript) != history.texts[-1].encode():
        raise Wrong("the Markdown export is not the last real text")
    if errors := _checker_errors(pdf.to_pdf(manuscript)):
        raise Wrong(f"the PDF: {errors[0]}")


def _checker_errors(raw: bytes) -> list[str]:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(raw)
        file.flush()
        found = pdfua.validate(file.name).findings
    return [one.message for one in found if one.severity is pdfua.Severity.ERROR]
