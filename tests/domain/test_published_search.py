"""Words are found in what is published, however they are spelled, and nowhere else."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import published, published_search, releases, structure, texts
from wiki.domain.published_search import Hit
from wiki.models import EditKind, Text

SOURCE = "We greet colleagues.\n\n## At night\n\nNobody need answer *messages* at night.\n"


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    """Give the text of a section, with a defined word, that was released."""
    made = factories.text(db, cast.document, SOURCE)
    fields = {"language": "en", "term": "colleague", "definition": "Who works here."}
    structure.change_term(
        db, made.section, EditKind.ADD_TERM, fields, by=cast.claire, at=factories.AT
    )
    releases.make(db, cast.document, "For all", by=cast.sanne, at=factories.AT)
    return made


def found(db: Session, cast: Cast, typed: str, language: str = "en") -> list[Hit]:
    newest = releases.latest(db, cast.document)
    assert newest is not None
    chapters = published.chapters(db, newest, language)
    return published_search.find(chapters, language, typed)


def places(hits: list[Hit]) -> list[tuple[int | None, int | None]]:
    return [(hit.section, hit.paragraph) for hit in hits]


def test_paragraphs_titles_and_defined_words_are_found_in_the_order_of_the_code(
    db: Session, cast: Cast, text: Text
) -> None:
    assert places(found(db, cast, "night")) == [(1, 2), (1, 3)]
    assert places(found(db, cast, "respect")) == [(1, None)]
    assert places(found(db, cast, "colleague")) == [(1, 1), (None, None)]


@pytest.mark.parametrize(
    ("typed", "paragraphs"),
    [
        ("MESSAGE night", [3]),
        ("answering", [3]),
        ('"need answer"', [3]),
        ('"answer need"', []),
        ("gree", [1]),
        ("greet night", []),
        ("", []),
        ("?!", []),
        ("works", []),
    ],
)
def test_all_words_must_stand_in_a_paragraph_in_any_of_their_forms(
    db: Session, cast: Cast, text: Text, typed: str, paragraphs: list[int]
) -> None:
    here = [hit.paragraph for hit in found(db, cast, typed) if hit.section]

    assert here == paragraphs


def test_what_was_found_is_marked_in_the_words_around_it(
    db: Session, cast: Cast, text: Text
) -> None:
    [hit] = found(db, cast, "messages")

    assert [tuple(part) for part in hit.excerpt] == [
        ("Nobody need answer ", False),
        ("messages", True),
        (" at night.", False),
    ]


def test_words_that_are_not_published_are_not_found(db: Session, cast: Cast, text: Text) -> None:
    prepared = texts.prepare(db, text, SOURCE + "\nUnpublished.\n")
    texts.revise(db, text, prepared, by=None, at=factories.AT)

    assert found(db, cast, "unpublished") == []
    assert found(db, cast, "night", "nl") == []
