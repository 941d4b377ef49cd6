"""Editors see what they may want to look at in the texts as they stand."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from tests.factories import AT
from wiki.domain import checks, clauses, sections, structure
from wiki.domain.checks import Check, Where
from wiki.errors import NotAllowed
from wiki.models import ClauseKind, EditKind

LONG = "We " + "really " * 30 + "listen.\n"


def check(db: Session, cast: Cast, language: str = "en") -> Check:
    return checks.look_through(db, cast.document, language, viewer=cast.claire)


def rules(found: Check) -> list[tuple[str, str, int]]:
    return [(one.rule, one.where.section_key, one.where.number) for one in found.found]


def test_texts_without_anything_to_look_at_are_told_so(db: Session, cast: Cast) -> None:
    factories.text(db, cast.document)

    assert check(db, cast) == Check([], [])


def test_what_is_found_says_where_it_is_and_the_words(db: Session, cast: Cast) -> None:
    factories.section(db, cast.document, key="other", texts={"en": f"# Other\n\n{LONG}"})

    [found] = check(db, cast).found

    assert (found.rule, found.where) == ("long_sentence", Where("other", 1, 2))
    assert (found.words, found.told) == (LONG.strip(), ("32",))


def test_a_value_needs_behaviour_until_a_paragraph_has_that_kind(db: Session, cast: Cast) -> None:
    text = factories.text(db, cast.document, "We care.\n\nWe greet everyone.\n")
    value, behaviour = (block.id for block in text.blocks)
    kinds = {value: ClauseKind.VALUE}
    clauses.set_kinds(db, text, kinds, by=cast.claire, at=AT)
    assert rules(check(db, cast)) == [("value_without_behaviour", "respect", 1)]

    kinds |= {behaviour: ClauseKind.DESIRED_BEHAVIOUR}
    clauses.set_kinds(db, text, kinds, by=cast.claire, at=AT)

    assert rules(check(db, cast)) == []


def test_terms_that_nobody_uses_are_told(db: Session, cast: Cast) -> None:
    section = factories.section(db, cast.document, texts={"en": "We greet everyone.\n"})
    for term in ("greet", "rest"):
        fields = {"language": "en", "term": term, "definition": "So."}
        structure.change_term(db, section, EditKind.ADD_TERM, fields, by=cast.claire, at=AT)

    assert [one.term for one in check(db, cast).unused] == ["rest"]


def test_languages_are_compared_with_each_other(db: Session, cast: Cast) -> None:
    texts = {"en": "Hello.\n\nYou must say so.\n", "nl": "Hallo.\n\nJe mag het zeggen.\n"}
    factories.section(db, cast.document, texts=texts)

    [english], [dutch] = check(db, cast).found, check(db, cast, "nl").found

    assert (english.told, english.other_language) == (("must", "may"), "nl")
    assert (dutch.told, dutch.other_language) == (("may", "must"), "en")
    assert english.other == dutch.where == Where("respect", 1, 2)


def test_a_removed_section_is_not_looked_through(db: Session, cast: Cast) -> None:
    factories.section(db, cast.document, key="other", texts={"en": LONG})
    sections.find(db, cast.document, "other").removed_at = AT

    assert rules(check(db, cast)) == []


def test_only_editors_and_the_lead_have_it_looked_through(db: Session, cast: Cast) -> None:
    for somebody in (cast.noor, cast.mirjam):
        with pytest.raises(NotAllowed):
            checks.look_through(db, cast.document, "en", viewer=somebody)
