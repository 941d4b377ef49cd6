"""What a paragraph is to the code is said by editors, and stays with the paragraph."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from tests.factories import AT
from wiki.domain import bundles, clauses, reading, releases, texts
from wiki.domain.accounts import OPERATOR
from wiki.domain.arrivals import Incoming, IncomingText
from wiki.errors import Invalid, NotAllowed, Stale
from wiki.export import from_database, markdown
from wiki.models import Clause, ClauseKind, Text
from wiki.text import frontmatter

WORDS = "Care for each other.\n\nWe greet everyone.\n\nSay so at once.\n"
VALUE, DESIRED = ClauseKind.VALUE, ClauseKind.DESIRED_BEHAVIOUR


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    return factories.text(db, cast.document, WORDS)


def classify(db: Session, cast: Cast, text: Text, *kinds: ClauseKind) -> None:
    ids = [block.id for block in text.blocks]
    clauses.set_kinds(db, text, dict(zip(ids, kinds, strict=False)), by=cast.claire, at=AT)


def shown(db: Session, cast: Cast) -> list[ClauseKind | None]:
    db.expire_all()
    found = reading.read(db, cast.document, "respect", "en", viewer=cast.noor)
    return [one.kind for one in found.paragraphs]


def test_a_reader_sees_the_kind_of_a_paragraph(db: Session, cast: Cast, text: Text) -> None:
    classify(db, cast, text, VALUE, DESIRED)

    assert shown(db, cast) == [VALUE, DESIRED, None]


def test_kinds_that_are_set_again_take_the_place_of_those_before(
    db: Session, cast: Cast, text: Text
) -> None:
    classify(db, cast, text, VALUE, DESIRED)
    classify(db, cast, text, DESIRED)

    assert shown(db, cast) == [DESIRED, None, None]
    assert len(db.scalars(select(Clause)).all()) == 1


def test_a_kind_stays_with_its_paragraph_when_the_text_changes(
    db: Session, cast: Cast, text: Text
) -> None:
    classify(db, cast, text, VALUE, DESIRED)
    source = "First of all.\n\nCare for all others.\n\nSay so at once.\n"

    texts.revise(db, text, texts.prepare(db, text, source), by=None, at=AT)

    assert shown(db, cast) == [None, VALUE, None]


def test_only_editors_and_the_lead_give_kinds(db: Session, cast: Cast, text: Text) -> None:
    with pytest.raises(NotAllowed):
        clauses.set_kinds(db, text, {}, by=cast.noor, at=AT)


def test_a_kind_of_a_paragraph_that_is_gone_is_refused(db: Session, cast: Cast, text: Text) -> None:
    gone = text.blocks[0].id
    texts.revise(db, text, texts.prepare(db, text, "Say so at once.\n"), by=None, at=AT)

    with pytest.raises(Stale, match="text_moved_on"):
        clauses.set_kinds(db, text, {gone: VALUE}, by=cast.claire, at=AT)


def exported(db: Session, cast: Cast, *, of_release: int | None = None) -> bytes:
    release = releases.get(db, cast.document, of_release) if of_release else None
    made = from_database.manuscript(db, cast.document, "en", release=release, on=date(2026, 1, 1))
    return markdown.section_file(made.sections[0], with_facts=True)


def bring_in(db: Session, file: bytes, *, key: str = "code", replace: bool = False) -> None:
    facts, source = frontmatter.parse(file.decode())
    assert facts is not None
    given = Incoming(key, {"en": "Code"}, [IncomingText("respect.en.md", facts, source)])
    bundles.bring_in(db, given, by=OPERATOR, at=AT, summary="Brought in.", replace=replace)


def test_what_is_exported_comes_in_again_with_its_kinds(
    db: Session, cast: Cast, text: Text
) -> None:
    classify(db, cast, text, VALUE, DESIRED)
    file = exported(db, cast)
    assert b"clauses:\n  - paragraph: 1\n    kind: value\n" in file
    classify(db, cast, text)

    bring_in(db, file, replace=True)

    assert shown(db, cast) == [VALUE, DESIRED, None]
    assert exported(db, cast) == file


def test_other_kinds_are_not_overwritten_unasked(db: Session, cast: Cast, text: Text) -> None:
    file = exported(db, cast)
    classify(db, cast, text, VALUE)

    with pytest.raises(Invalid, match="texts_differ"):
        bring_in(db, file)


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ("paragraph: 1\n    kind: law", "no_such_kind"),
        ("paragraph: 4\n    kind: value", "no_such_paragraph"),
        ("paragraph: 1\n    kind: value\n  - paragraph: 1\n    kind: example", "twice"),
    ],
)
def test_kinds_that_can_not_be_are_refused_by_the_name_of_the_file(
    db: Session, row: str, key: str
) -> None:
    head = f"---\nkey: respect\ntitle: Respect\nlanguage: en\nclauses:\n  - {row}\n---\n"

    with pytest.raises(Invalid, match=key) as refused:
        bring_in(db, f"{head}{WORDS}".encode(), key="another")
    assert refused.value.values["file"] == "respect.en.md"


def test_a_release_keeps_the_kinds_it_was_made_with(db: Session, cast: Cast, text: Text) -> None:
    classify(db, cast, text, VALUE)
    file = exported(db, cast)
    releases.make(db, cast.document, "First", by=cast.sanne, at=AT)

    classify(db, cast, text, DESIRED)

    assert exported(db, cast, of_release=1) == file != exported(db, cast)
    releases.make(db, cast.document, "Second", by=cast.sanne, at=AT)
