"""Defined words lead to their definitions wherever texts use them, whatever changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from tests.factories import AT
from wiki.domain import decisions, defining, redaction, sections, structure, terms, texts
from wiki.domain.redaction import Wanted
from wiki.domain.terms import Place
from wiki.errors import Invalid, NotAllowed, NotFound, Stale
from wiki.models import Block, EditKind, Outcome, Proposal, Revision, Section, Term
from wiki.text import term_marks

MORE = "Respect is where it begins.\n\nRespect and *respect* again.\n"
LATER = AT + timedelta(days=1)


@pytest.fixture
def one(db: Session, cast: Cast) -> Section:
    factories.section(db, cast.document, key="two", texts={"en": MORE, "nl": "Respect dus.\n"})
    return factories.section(db, cast.document, key="one", texts={"en": "No respect, no work.\n"})


def change(db: Session, cast: Cast, section: Section, kind: EditKind, **fields: str) -> None:
    fields = {"language": "en", "term": "respect"} | fields
    structure.change_term(db, section, kind, fields, by=cast.claire, at=AT)


def define(db: Session, cast: Cast, section: Section, meaning: str = "Care.", **more: str) -> None:
    change(db, cast, section, EditKind.ADD_TERM, definition=meaning, **more)


def links(db: Session, cast: Cast, key: str, language: str = "en") -> list[int]:
    """Return how many links to definitions the blocks of a text hold."""
    db.expire_all()
    text = sections.find_text(db, cast.document, key, language)
    return [block.marked_html.count('class="term"') for block in text.blocks]


def test_texts_that_use_a_term_lead_to_it_as_soon_as_it_is_defined(
    db: Session, cast: Cast, one: Section
) -> None:
    before = db.scalar(select(func.count()).select_from(Revision))

    define(db, cast, one)

    assert (links(db, cast, "one"), links(db, cast, "two")) == ([1], [1, 1])
    assert links(db, cast, "two", "nl") == [0]
    assert db.scalar(select(func.count()).select_from(Revision)) == before


def test_a_removed_term_leaves_no_link(db: Session, cast: Cast, one: Section) -> None:
    define(db, cast, one)

    change(db, cast, one, EditKind.REMOVE_TERM)

    assert (links(db, cast, "one"), links(db, cast, "two")) == ([0], [0, 0])


def test_the_terms_of_a_removed_section_hold_no_longer(
    db: Session, cast: Cast, one: Section
) -> None:
    define(db, cast, one)
    text = sections.find_text(db, cast.document, "two", "en")
    wanted = [factories.structural(EditKind.REMOVE_SECTION, one)]

    factories.adopted(db, factories.proposal(db, text, by=cast.noor, wanted=wanted), by=cast.mirjam)

    assert links(db, cast, "two") == [0, 0]
    assert terms.listed(db, cast.document, "en") == []


def test_a_text_that_is_revised_keeps_its_links(db: Session, cast: Cast, one: Section) -> None:
    define(db, cast, one)
    text = sections.find_text(db, cast.document, "two", "en")

    texts.revise(db, text, texts.prepare(db, text, f"{MORE}\nMore respect.\n"), by=None, at=AT)

    assert links(db, cast, "two") == [1, 1, 1]


def test_a_passage_that_is_talked_about_is_marked_inside_the_link(
    db: Session, cast: Cast, one: Section
) -> None:
    text = sections.find_text(db, cast.document, "two", "en")
    factories.thread(db, text, by=cast.noor, on="Respect is")

    define(db, cast, one)

    html = db.scalars(select(Block.marked_html).where(Block.marked_html.contains("<mark"))).one()
    assert "data-thread" in html.partition('class="term"')[2].partition("</a>")[0]


def test_of_two_definitions_a_text_has_that_of_its_own_section_else_the_first(
    db: Session, cast: Cast, one: Section
) -> None:
    two = sections.find(db, cast.document, "two")
    factories.section(db, cast.document, key="three", texts={"en": "Respect.\n"})
    define(db, cast, one, "Care.")
    define(db, cast, two, "Fear.")

    def leads_to(key: str) -> str:
        text = sections.find_text(db, cast.document, key, "en")
        [term_id] = term_marks.linked(text.blocks[0].marked_html)
        return db.get_one(Term, term_id).definition

    assert [leads_to(key) for key in ("two", "one", "three")] == ["Fear.", "Care.", "Fear."]


def test_every_use_is_told_with_its_place_and_the_words_around(
    db: Session, cast: Cast, one: Section
) -> None:
    assert terms.uses(db, cast.document, "en", ["respect"]) == {
        "respect": [
            Place("two", 1, "Two", 0, 1, "", "Respect", " is where it begins."),
            Place("two", 1, "Two", 1, 2, "", "Respect", " and respect again."),
            Place("two", 1, "Two", 1, 2, "Respect and ", "respect", " again."),
            Place("one", 2, "One", 0, 1, "No ", "respect", ", no work."),
        ]
    }


def test_long_words_around_are_cut_between_words(db: Session, cast: Cast) -> None:
    words = "very " * 30
    factories.text(db, cast.document, f"{words}kind {words}.\n")

    [use] = terms.uses(db, cast.document, "en", ["kind"])["kind"]

    assert use.before.startswith("… very")
    assert use.after.endswith("very …")
    assert max(len(use.before), len(use.after)) <= terms.AROUND + 2


def test_only_editors_and_the_lead_change_a_term_at_once(
    db: Session, cast: Cast, one: Section
) -> None:
    fields = {"language": "en", "term": "respect", "definition": "Care."}
    for somebody in (cast.noor, cast.mirjam):
        with pytest.raises(NotAllowed):
            structure.change_term(db, one, EditKind.ADD_TERM, fields, by=somebody, at=AT)
    with pytest.raises(NotFound):
        structure.change_term(db, one, EditKind.ADD_TERM, fields, by=cast.otis, at=AT)


def test_a_definition_that_says_the_same_and_a_term_that_is_gone_are_refused(
    db: Session, cast: Cast, one: Section
) -> None:
    define(db, cast, one)

    with pytest.raises(Invalid, match="unchanged"):
        change(db, cast, one, EditKind.CHANGE_TERM, definition="Care.")
    change(db, cast, one, EditKind.REMOVE_TERM)
    with pytest.raises(Stale, match="term_is_gone"):
        change(db, cast, one, EditKind.REMOVE_TERM)


def test_words_written_before_a_term_was_defined_otherwise_come_with_a_caution(
    db: Session, cast: Cast, one: Section
) -> None:
    define(db, cast, one)
    text = sections.find_text(db, cast.document, "two", "en")
    early = factories.proposal(db, text, "it begins", "we start", by=cast.noor, at=AT)
    fields = {"language": "en", "term": "respect", "definition": "Fear."}
    structure.change_term(db, one, EditKind.CHANGE_TERM, fields, by=cast.claire, at=LATER)
    late = factories.proposal(db, text, "again", "anew", by=cast.noor, at=LATER)

    assert cautions(db, early) == ["term_redefined"] * 3
    assert cautions(db, late) == []
    with pytest.raises(Invalid, match="read_the_cautions"):
        decisions.decide(
            db,
            early,
            outcome=Outcome.ADOPTED,
            reason="Good.",
            seen=decisions.outlook(db, early),
            by=cast.mirjam,
            at=LATER,
        )


def test_a_term_defined_otherwise_by_the_same_decision_comes_with_a_caution(
    db: Session, cast: Cast, one: Section
) -> None:
    define(db, cast, one)
    text = sections.find_text(db, cast.document, "one", "en")
    fields = {"language": "en", "term": "respect", "definition": "Fear."}
    wanted = [
        factories.rewording(text, "no work", "no day"),
        factories.structural(EditKind.CHANGE_TERM, one, **fields),
    ]
    proposal = factories.proposal(db, text, by=cast.noor, wanted=wanted, at=LATER)

    assert cautions(db, proposal) == ["term_redefined"]
    assert cautions(db, proposal, frozenset({1})) == []
    factories.adopted(db, proposal, by=cast.mirjam, at=LATER)
    assert terms.listed(db, cast.document, "en")[0].definition == "Fear."


def cautions(db: Session, proposal: Proposal, chosen: frozenset[int] | None = None) -> list[str]:
    [seen] = decisions.outlook(db, proposal, chosen=chosen)
    return [one.key for one in seen.cautions]


def test_a_term_that_words_are_taken_out_of_leaves_no_link_where_its_forms_stay(
    db: Session, cast: Cast, one: Section
) -> None:
    define(db, cast, one, term="works")
    assert links(db, cast, "one") == [1]

    redaction.redact(db, cast.document, Wanted("works"), reason="Asked.", by=cast.sanne, at=LATER)

    assert links(db, cast, "one") == [0]


def test_an_older_database_in_which_no_term_is_marked_gets_its_marks(
    db: Session, cast: Cast, one: Section
) -> None:
    define(db, cast, one)
    db.execute(update(Block).values(marked_html=Block.html))
    assert links(db, cast, "two") == [0, 0]

    defining.remark_all(db)

    assert links(db, cast, "two") == [1, 1]
