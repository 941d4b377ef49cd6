"""An edit keeps where it was: the numbers its writer saw, and what a section was called."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import blocks, edit_places, proposals
from wiki.domain.edit_places import EditPlace
from wiki.domain.edits import WordsEdit
from wiki.models import EditKind

SOURCE = "---\na: b\n---\n# One\n\nTwo.\n\n[x]: https://example.org\n\n- Three\n"
PLACES = {
    "a heading": (1, 1, EditPlace(None, 1, 1, 2, is_new=False)),
    "all that is seen": (1, 4, EditPlace(None, 1, 3, None, is_new=False)),
    "what isn't seen": (0, 1, EditPlace(None, None, None, 1, is_new=False)),
    "a paragraph and what isn't seen": (2, 2, EditPlace(1, 2, 2, 3, is_new=False)),
    "before the first": (0, 0, EditPlace(None, None, None, 1, is_new=True)),
    "between two": (2, 0, EditPlace(1, None, None, 2, is_new=True)),
    "after the last": (5, 0, EditPlace(3, None, None, None, is_new=True)),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_place_has_the_numbers_that_readers_see(name: str) -> None:
    first, count, expected = PLACES[name]

    assert edit_places.of(blocks.split(SOURCE), first, count) == expected


def test_a_place_in_an_empty_text_has_no_numbers() -> None:
    assert edit_places.of([], 0, 0) == EditPlace(None, None, None, None, is_new=True)


def test_an_edit_keeps_the_numbers_of_the_revision_it_was_written_on(
    db: Session, cast: Cast
) -> None:
    text = factories.text(db, cast.document)
    above = WordsEdit(text, text.head, 0, 0, "Hello.\n\n")
    late = factories.proposal(db, text, by=cast.noor)
    first = factories.proposal(db, text, by=cast.noor, wanted=[above])

    factories.adopted(db, first, by=cast.mirjam)

    [edit] = proposals.current(late).edits
    db.refresh(edit)
    assert edit_places.kept(edit) == EditPlace(None, 1, 1, 2, is_new=False)


def test_an_edit_of_a_section_keeps_what_it_was_called(db: Session, cast: Cast) -> None:
    text = factories.text(db, cast.document)
    titles = {"en": "Kindness"}
    renamed = factories.structural(EditKind.RENAME_SECTION, text.section, titles=titles)
    proposal = factories.proposal(db, text, by=cast.noor, wanted=[renamed])

    factories.adopted(db, proposal, by=cast.mirjam)

    [edit] = proposals.current(proposal).edits
    assert edit.fields is not None
    assert edit.fields["titles_before"] == {"en": "Respect"}
    assert edit_places.kept(edit) is None
