"""Words to take out that are written otherwise: nothing says they went where they stayed."""

from __future__ import annotations

import unicodedata

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import proposals, redaction
from wiki.domain.redaction import Wanted
from wiki.errors import Invalid
from wiki.models import EditKind, Proposal, Section
from wiki.text.redaction import MARKS


def test_where_words_only_stand_otherwise_that_is_seen_and_nothing_is_taken_out(
    db: Session, cast: Cast
) -> None:
    factories.text(db, cast.document, "Ask Jan **Jansen**, or JAN JANSEN.\n")
    wanted = Wanted("Jan Jansen")

    seen = redaction.preview(db, cast.document, wanted, by=cast.sanne)

    assert (seen.counts, seen.otherwise) == ({}, {"Jan **Jansen": 1, "JAN JANSEN": 1})
    with pytest.raises(Invalid, match="redaction_finds_nothing"):
        redaction.redact(
            db, cast.document, wanted, reason="Asked for", by=cast.sanne, at=factories.AT
        )


def test_words_typed_in_parts_of_letters_are_those_that_texts_hold(db: Session, cast: Cast) -> None:
    factories.text(db, cast.document, "Ask José.\n")
    wanted = Wanted(unicodedata.normalize("NFD", "José"))

    seen = redaction.preview(db, cast.document, wanted, by=cast.sanne)

    assert seen.counts["revision"] == 1


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("Pietersen", "Pie&shy;tersen"),
        ("Jan-Willem", "Jan&hyphen;Willem"),
        ("Jan Jansen", "Jan&ensp;Jansen"),
        ("Jan Jansen", "Jan][1] Jansen"),
    ],
)
def test_what_reads_as_the_words_is_seen_and_goes_when_it_is_typed_like_that(
    db: Session, cast: Cast, words: str, written: str
) -> None:
    source = f"R&amp;D and {words} asked {'[' if '][' in written else ''}{written}.\n\n[1]: /x\n"
    text = factories.text(db, cast.document, source)

    seen = redaction.preview(db, cast.document, Wanted(words), by=cast.sanne)

    assert seen.otherwise == {written: 1}
    typed = Wanted(written)
    redaction.redact(db, cast.document, typed, reason="§", by=cast.sanne, at=factories.AT)
    assert written not in text.source


def suggested_section(db: Session, cast: Cast) -> tuple[Section, Proposal]:
    """Return a section, and the suggestion of another one behind it."""
    text = factories.text(db, cast.document)
    before = text.section
    wanted = factories.structural(
        EditKind.ADD_SECTION,
        key="the-pietersen-case",
        titles={"en": "The Pietersen case"},
        texts={"en": "What Pietersen said.\n"},
        after=before.id,
    )
    return before, factories.proposal(db, text, by=cast.noor, wanted=[wanted])


def test_the_address_that_a_suggested_section_would_have_is_told(db: Session, cast: Cast) -> None:
    suggested_section(db, cast)

    seen = redaction.preview(db, cast.document, Wanted("Pietersen"), by=cast.sanne)

    assert [(one.kind, one.name) for one in seen.stays] == [("address", "the-pietersen-case")]


def test_where_a_suggested_section_would_stand_is_no_word(db: Session, cast: Cast) -> None:
    before, proposal = suggested_section(db, cast)
    pairs = (before.id[at : at + 2] for at in range(len(before.id)))
    letters = next(pair for pair in pairs if not any(pair in mark for mark in MARKS.values()))
    factories.section(db, cast.document, key="other", texts={"en": f"It holds {letters}.\n"})
    wanted = Wanted(letters, inside=True)

    redaction.redact(db, cast.document, wanted, reason="§", by=cast.sanne, at=factories.AT)

    [edit] = proposals.current(proposal).edits
    assert edit.fields
    assert edit.fields["after"] == before.id
