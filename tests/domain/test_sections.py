"""The sections around one: as many as a page shows, whatever the length of the document."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import sections
from wiki.domain.sections import MOST_AROUND
from wiki.models import Document, EditKind

LONG = MOST_AROUND + 9


def document_of(db: Session, count: int) -> Document:
    document = factories.document(db, languages=["en"])
    for number in range(1, count + 1):
        factories.section(db, document, key=f"s{number}", texts={"en": "Words."})
    return document


def numbers(db: Session, document: Document, key: str) -> list[int]:
    return [one.number for one in sections.around(db, document, "en", key).entries]


def contents(db: Session, document: Document) -> list[tuple[str, int, str]]:
    entries = sections.contents(db, document, "en")
    return [(one.key, one.number, one.title) for one in entries]


def test_a_short_document_is_shown_whole_from_every_section(db: Session) -> None:
    document = document_of(db, 5)

    for key in ("s1", "s5", ""):
        found = sections.around(db, document, "en", key)
        assert found.is_whole
        assert found.entries == contents(db, document)


@pytest.mark.parametrize(
    ("key", "first"), [("", 1), ("s1", 1), ("s16", 1), ("s17", 2), ("s25", 10), (f"s{LONG}", 10)]
)
def test_of_a_long_document_those_around_are_shown(db: Session, key: str, first: int) -> None:
    document = document_of(db, LONG)

    found = sections.around(db, document, "en", key)

    assert not found.is_whole
    assert numbers(db, document, key) == list(range(first, first + MOST_AROUND))
    assert found.entries == contents(db, document)[first - 1 : first - 1 + MOST_AROUND]


def test_removed_sections_are_not_counted(db: Session, cast: Cast) -> None:
    for number in range(1, LONG + 1):
        factories.section(db, cast.document, key=f"s{number}", texts={"en": "Words."})
    text = sections.find_text(db, cast.document, "s2", "en")
    removal = factories.structural(EditKind.REMOVE_SECTION, text.section)
    proposal = factories.proposal(db, text, by=cast.noor, wanted=[removal])
    factories.adopted(db, proposal, by=cast.mirjam)
    db.flush()

    found = sections.around(db, cast.document, "en", f"s{LONG}")

    assert found.entries[-1].number == LONG - 1
    assert len(found.entries) == MOST_AROUND


def test_a_section_is_unwritten_in_a_language_without_words_and_in_one_without_a_text(
    db: Session, cast: Cast
) -> None:
    titles = {"en": "Empty", "nl": "Leeg"}
    for key, words in (
        ("whole", {"en": "Words.", "nl": "Woorden."}),
        ("english", {"en": "Words."}),
    ):
        factories.section(db, cast.document, key=key, texts=words)
    factories.section(
        db, cast.document, key="empty", titles=titles, texts={"en": "Words.", "nl": ""}
    )
    factories.section(db, cast.document, key="bare", texts={})

    assert sections.unwritten(db, cast.document) == [
        (2, "english", "English", "nl", "en"),
        (3, "empty", "Leeg", "nl", "nl"),
        (4, "bare", "bare", "en", ""),
        (4, "bare", "bare", "nl", ""),
    ]
