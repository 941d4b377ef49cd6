"""Changes that depend on each other are taken together, or not at all."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import belonging, decisions, edits, structure
from wiki.domain.belonging import Group, Why, together
from wiki.models import EditKind, Proposal, Section, Text

WORDS = (
    "Ask the adviser early. It is fine to bring a friend. See [Help](help).\n\n"
    "The adviser tells nobody.\n\n"
    "Advisers listen in the morning.\n"
)


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    return factories.text(db, cast.document, WORDS)


def suggested(db: Session, text: Text, after: str, cast: Cast, *others: object) -> Proposal:
    words = edits.between(text, 1, text.source, after)
    return factories.proposal(db, text, by=cast.noor, wanted=[words, *others])  # type: ignore[list-item]


def define(db: Session, text: Text, term: str, cast: Cast) -> None:
    fields = {"language": text.language, "term": term, "definition": "Who listens."}
    structure.change_term(
        db, text.section, EditKind.ADD_TERM, fields, by=cast.claire, at=factories.AT
    )


def groups_of(db: Session, proposal: Proposal) -> list[Group]:
    return belonging.of(db, [proposal])[proposal.id]


def test_one_half_of_a_move_brings_the_other(db: Session, cast: Cast) -> None:
    text = factories.text(db, cast.document)
    first, *others = text.source.split("\n\n")
    moved = "\n\n".join([*others, first]).replace("\n\nMessages", "\n\nMails", 1)
    proposal = suggested(db, text, moved, cast)

    (group,) = groups_of(db, proposal)
    rest = {one.number for one in decisions.changes(proposal)} - group.numbers

    assert group.why is Why.MOVE
    assert len(group.numbers) == 2
    assert all(together([group], {half}) == group.numbers for half in group.numbers)
    assert together([group], rest) == rest
    assert rest


def test_a_term_gets_its_other_name_everywhere_or_nowhere(
    db: Session, cast: Cast, text: Text
) -> None:
    define(db, text, "adviser", cast)
    after = text.source.replace("dviser", "uditor").replace("in the morning", "well")
    proposal = suggested(db, text, after, cast)

    (group,) = groups_of(db, proposal)

    assert group == (Why.TERM, frozenset({1, 2, 3}))
    assert together([group], {4}) == {4}
    assert together([group], {2, 4}) == {1, 2, 3, 4}


def test_words_that_no_term_is_made_of_change_one_by_one(
    db: Session, cast: Cast, text: Text
) -> None:
    proposal = suggested(db, text, text.source.replace("dviser", "uditor"), cast)

    assert groups_of(db, proposal) == []


def test_the_definition_under_another_name_goes_with_the_words(
    db: Session, cast: Cast, text: Text
) -> None:
    define(db, text, "adviser", cast)
    fields = {"language": "en", "term": "auditor", "definition": "Who listens."}
    proposal = suggested(
        db,
        text,
        text.source.replace("The adviser", "The auditor"),
        cast,
        factories.structural(EditKind.REMOVE_TERM, text.section, language="en", term="adviser"),
        factories.structural(EditKind.ADD_TERM, text.section, **fields),
    )

    assert groups_of(db, proposal) == [(Why.TERM, frozenset({1, 2, 3}))]


def test_a_section_goes_with_the_links_to_it(db: Session, cast: Cast, text: Text) -> None:
    section: Section = factories.text(db, cast.document, "We help.\n", key="help").section
    after = text.source.replace(" See [Help](help).", "").replace("in the morning", "well")
    proposal = suggested(
        db, text, after, cast, factories.structural(EditKind.REMOVE_SECTION, section)
    )

    (group,) = groups_of(db, proposal)

    assert group == (Why.SECTION, frozenset({1, 3}))
    assert together([group], {2}) == {2}


def test_a_link_to_a_section_that_comes_waits_for_it(db: Session, cast: Cast, text: Text) -> None:
    fields = {"key": "care", "titles": {"en": "Care"}, "texts": {"en": "We care.\n"}}
    proposal = suggested(
        db,
        text,
        text.source.replace("nobody.", "nobody. Read [Care](care)."),
        cast,
        factories.structural(EditKind.ADD_SECTION, None, **fields),
    )

    assert groups_of(db, proposal) == [(Why.SECTION, frozenset({1, 2}))]
