"""Sections and terms come, go, move and change their names by decisions, and nothing is lost."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import decisions, edits, histories, sections, structure
from wiki.domain.edits import StructureEdit, WordsEdit
from wiki.errors import Invalid, NotFound, Stale
from wiki.models import EditKind, Revision, Section, Term, Text


@pytest.fixture(autouse=True)
def code(db: Session, cast: Cast) -> None:
    for key in ("one", "two", "three"):
        factories.section(db, cast.document, key=key, texts={"en": f"{key}.\n", "nl": "ook.\n"})


def adopt(db: Session, cast: Cast, *wanted: StructureEdit) -> None:
    text = sections.find_text(db, cast.document, "one", "en")
    proposal = factories.proposal(db, text, by=cast.noor, wanted=wanted)
    factories.adopted(db, proposal, by=cast.mirjam)


def section(db: Session, cast: Cast, key: str) -> Section:
    return sections.find(db, cast.document, key)


def order(db: Session, cast: Cast) -> list[str]:
    standing = structure.standing_sections(db, cast.document)
    assert [one.position for one in standing] == list(range(1, len(standing) + 1))
    return [one.key for one in standing]


NEW = {"key": "new", "titles": {"en": "New", "nl": "Nieuw"}, "texts": {"en": "New.\n"}}


def test_a_section_is_added_last_without_more(db: Session, cast: Cast) -> None:
    adopt(db, cast, StructureEdit(EditKind.ADD_SECTION, None, NEW))

    assert order(db, cast) == ["one", "two", "three", "new"]
    assert sections.find_text(db, cast.document, "new", "en").source == "New.\n"
    assert sections.find_text(db, cast.document, "new", "nl").source == ""


def test_the_words_of_an_added_section_are_credited_to_who_suggested_them(
    db: Session, cast: Cast
) -> None:
    adopt(db, cast, StructureEdit(EditKind.ADD_SECTION, None, NEW))

    (credit,) = histories.credits_of(db, sections.find_text(db, cast.document, "new", "en"))
    assert credit.contribution is not None
    assert credit.contribution.account_id == cast.noor.id
    assert len(histories.of_proposal(db, credit.contribution.id)) == 2


def test_a_section_is_added_after_another_or_at_a_place(db: Session, cast: Cast) -> None:
    one = section(db, cast, "one")
    adopt(db, cast, StructureEdit(EditKind.ADD_SECTION, None, {**NEW, "after": one.id}))
    first = {**NEW, "key": "first", "position": 1}
    adopt(db, cast, StructureEdit(EditKind.ADD_SECTION, None, first))

    assert order(db, cast) == ["first", "one", "new", "two", "three"]


def test_a_key_is_taken_once_even_by_a_removed_section(db: Session, cast: Cast) -> None:
    adopt(db, cast, factories.structural(EditKind.REMOVE_SECTION, section(db, cast, "two")))

    with pytest.raises(Invalid, match="key_is_taken"):
        factories.section(db, cast.document, key="two")


def test_two_suggestions_of_a_section_of_one_key_are_both_adopted(db: Session, cast: Cast) -> None:
    for _ in range(3):
        adopt(db, cast, StructureEdit(EditKind.ADD_SECTION, None, NEW))

    assert order(db, cast) == ["one", "two", "three", "new", "new-2", "new-3"]


def test_a_key_must_fit_an_address(db: Session, cast: Cast) -> None:
    for key in ("New", "a b", "../x", "é"):
        with pytest.raises(Invalid, match="key_shape"):
            adopt(db, cast, StructureEdit(EditKind.ADD_SECTION, None, {**NEW, "key": key}))


def test_a_removed_section_is_gone_and_its_texts_and_history_stay(db: Session, cast: Cast) -> None:
    text = sections.find_text(db, cast.document, "two", "en")

    adopt(db, cast, factories.structural(EditKind.REMOVE_SECTION, text.section))

    assert order(db, cast) == ["one", "three"]
    with pytest.raises(NotFound):
        section(db, cast, "two")
    assert db.get_one(Text, text.id).source == "two.\n"
    assert db.scalars(select(Revision).filter_by(text_id=text.id)).one().number == 1


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        (1, ["two", "one", "three"]),
        (2, ["one", "two", "three"]),
        (3, ["one", "three", "two"]),
        (99, ["one", "three", "two"]),
    ],
)
def test_a_section_moves_to_a_place(
    db: Session, cast: Cast, position: int, expected: list[str]
) -> None:
    two = section(db, cast, "two")

    adopt(db, cast, factories.structural(EditKind.MOVE_SECTION, two, position=position))

    assert order(db, cast) == expected


def test_a_section_moves_to_after_another_wherever_that_stands_by_then(
    db: Session, cast: Cast
) -> None:
    after_one = {"after": section(db, cast, "one").id, "position": 2}
    adopt(db, cast, StructureEdit(EditKind.ADD_SECTION, None, {**NEW, "position": 1}))

    adopt(
        db,
        cast,
        factories.structural(EditKind.MOVE_SECTION, section(db, cast, "three"), **after_one),
    )

    assert order(db, cast) == ["new", "one", "three", "two"]


def test_another_title_is_a_revision_with_the_same_words(db: Session, cast: Cast) -> None:
    titles = {"en": "The first", "nl": "Het eerste"}
    one = section(db, cast, "one")
    wanted = factories.structural(EditKind.RENAME_SECTION, one, titles=titles)
    proposal = factories.proposal(
        db, sections.find_text(db, cast.document, "one", "en"), by=cast.noor, wanted=[wanted]
    )

    made = factories.adopted(db, proposal, by=cast.mirjam)

    assert {(one.number, one.title, one.proposal_id) for one in made} == {
        (2, "The first", proposal.id),
        (2, "Het eerste", proposal.id),
    }
    assert {one.summary for one in made} == {"Better."}
    text = sections.find_text(db, cast.document, "one", "en")
    assert (text.title, text.source) == ("The first", "one.\n")


def test_terms_are_defined_changed_and_taken_away(db: Session, cast: Cast) -> None:
    one = section(db, cast, "one")
    word = {"language": "en", "term": "respect"}

    def terms() -> list[tuple[str, str]]:
        return [(term.term, term.definition) for term in db.scalars(select(Term))]

    adopt(db, cast, factories.structural(EditKind.ADD_TERM, one, **word, definition="Listening."))
    assert terms() == [("respect", "Listening.")]
    adopt(db, cast, factories.structural(EditKind.CHANGE_TERM, one, **word, definition="Care."))
    assert terms() == [("respect", "Care.")]
    adopt(db, cast, factories.structural(EditKind.REMOVE_TERM, one, **word))
    assert terms() == []
    with pytest.raises(Stale, match="term_is_gone"):
        adopt(db, cast, factories.structural(EditKind.REMOVE_TERM, one, **word))


def test_what_the_structure_no_longer_allows_is_refused(db: Session, cast: Cast) -> None:
    two = section(db, cast, "two")
    text = sections.find_text(db, cast.document, "two", "en")
    moving = factories.structural(EditKind.MOVE_SECTION, two, position=1)
    proposal = factories.proposal(db, text, by=cast.noor, wanted=[moving])
    adopt(db, cast, factories.structural(EditKind.REMOVE_SECTION, two))

    with pytest.raises(Stale, match="section_is_gone"):
        factories.adopted(db, proposal, by=cast.mirjam)


def test_words_of_a_section_that_was_removed_meanwhile_are_refused(db: Session, cast: Cast) -> None:
    text = sections.find_text(db, cast.document, "two", "en")
    proposal = factories.proposal(db, text, "two.", "2.", by=cast.noor)
    adopt(db, cast, factories.structural(EditKind.REMOVE_SECTION, text.section))

    with pytest.raises(Stale, match="section_is_gone"):
        factories.adopted(db, proposal, by=cast.mirjam)


def test_an_edit_of_structure_is_one_change(db: Session, cast: Cast) -> None:
    text = sections.find_text(db, cast.document, "one", "en")
    wanted: list[WordsEdit | StructureEdit] = [
        edits.between(text, 1, text.source, "ONE.\n"),
        factories.structural(EditKind.MOVE_SECTION, text.section, position=3),
    ]
    proposal = factories.proposal(db, text, by=cast.noor, wanted=wanted)

    assert [(one.number, one.change is None) for one in decisions.changes(proposal)] == [
        (1, False),
        (2, True),
    ]
