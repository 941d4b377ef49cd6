"""Suggesting another structure: sections added, renamed, moved and removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import seal_of, speak_english, words_of
from wiki.database import Database
from wiki.domain import structure
from wiki.models import Document, Proposal, Section, Text

Visit = Callable[..., Browser]
NEW = "/documents/code/en/structure/new"
ADDED = {"kind": "add", "title-en": "Field work", "title-nl": "Veldwerk", "words": "Take care."}


@pytest.fixture
def ids(database: Database, people: Cast) -> dict[str, str]:
    """Give the ids of three sections by their keys."""
    with database.write() as db:
        speak_english(db)
        document = db.get_one(Document, people.document.id)
        texts = {"en": "Words.\n", "nl": "Woorden.\n"}
        made = [factories.section(db, document, key=key, texts=texts) for key in ("a", "b", "c")]
        return {one.key: one.id for one in made}


def send(browser: Browser, **fields: str) -> str:
    answer = browser.post(NEW, why="It is missing.", shown_as="name", readers="public", **fields)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def take(browser: Browser, address: str) -> Any:
    """Take a suggestion whole, its result read."""
    decision = {"outcome": "adopted", "take": "1", "reason": "Good."}
    page = browser.post(f"{address}/decision", preview="yes", **decision)
    return browser.post(f"{address}/decision", save="yes", seal=seal_of(page.text), **decision)


def order(database: Database, people: Cast) -> list[str]:
    with database.read() as db:
        document = db.get_one(Document, people.document.id)
        return [one.key for one in structure.standing_sections(db, document)]


@pytest.mark.parametrize("kind", ["add", "rename", "move", "remove", "nonsense"])
def test_each_kind_of_change_has_its_form(
    visit: Visit, people: Cast, ids: dict[str, str], kind: str
) -> None:
    page = visit(people.noor).get(f"{NEW}?kind={kind}").text

    assert f'name="kind" value="{"add" if kind == "nonsense" else kind}"' in page
    assert "This is not a reporting channel." in page
    assert ("Title in Dutch" in page) == (kind in ("add", "rename", "nonsense"))


def test_a_section_is_suggested_read_in_a_sentence_and_added(
    visit: Visit, people: Cast, ids: dict[str, str], database: Database
) -> None:
    browser = visit(people.noor)
    address = send(browser, **ADDED, after=ids["a"])

    page = words_of(browser.get(address).text)
    assert "Adds the section “Field work”, after “A”." in page
    assert "Take care." in page
    assert take(visit(people.mirjam), address).status_code == 303

    assert order(database, people) == ["a", "field-work", "b", "c"]
    with database.read() as db:
        titles = {text.language: text.title for text in db.scalars(_texts("field-work"))}
    assert titles == {"en": "Field work", "nl": "Veldwerk"}


def test_a_title_left_blank_in_the_other_language_is_the_same_there(
    visit: Visit, people: Cast, ids: dict[str, str], database: Database
) -> None:
    address = send(visit(people.noor), **{**ADDED, "title-nl": ""}, after="start")
    take(visit(people.mirjam), address)

    with database.read() as db:
        assert {text.title for text in db.scalars(_texts("field-work"))} == {"Field work"}
    assert order(database, people)[0] == "field-work"


def test_a_section_that_lacks_one_language_gets_another_title_in_the_one_it_has(
    visit: Visit, people: Cast, ids: dict[str, str], database: Database
) -> None:
    with database.write() as db:
        document = db.get_one(Document, people.document.id)
        alone = factories.section(db, document, key="alone", texts={"en": "Words.\n"}).id

    titles = {"title-en": "By itself", "title-nl": "Op zichzelf"}
    take(visit(people.mirjam), send(visit(people.noor), kind="rename", section=alone, **titles))

    with database.read() as db:
        assert [(one.language, one.title) for one in db.scalars(_texts("alone"))] == [
            ("en", "By itself")
        ]


def test_two_sections_of_one_title_get_two_keys(
    visit: Visit, people: Cast, ids: dict[str, str], database: Database
) -> None:
    moderator = visit(people.mirjam)
    take(moderator, send(visit(people.noor), **ADDED, after=ids["c"]))
    take(moderator, send(visit(people.noor), **ADDED, after=ids["c"]))

    assert order(database, people)[3:] == ["field-work-2", "field-work"]


def test_sections_of_one_title_suggested_side_by_side_can_both_be_adopted(
    visit: Visit, people: Cast, ids: dict[str, str], database: Database
) -> None:
    moderator = visit(people.mirjam)
    first, second = (
        send(visit(somebody), **ADDED, after=ids["c"]) for somebody in (people.noor, people.bram)
    )

    take(moderator, first)
    take(moderator, second)

    assert order(database, people)[3:] == ["field-work-2", "field-work"]


def test_a_section_is_renamed(
    visit: Visit, people: Cast, ids: dict[str, str], database: Database
) -> None:
    browser = visit(people.noor)
    address = send(browser, kind="rename", section=ids["b"], **{"title-en": "Better"})

    assert "Renames the section “B” to “Better”." in words_of(browser.get(address).text)
    take(visit(people.mirjam), address)

    with database.read() as db:
        assert {text.title for text in db.scalars(_texts("b"))} == {"Better", "B"}


def test_a_section_is_moved(
    visit: Visit, people: Cast, ids: dict[str, str], database: Database
) -> None:
    browser = visit(people.noor)
    address = send(browser, kind="move", section=ids["a"], after=ids["c"])

    assert "Moves the section “A” after “C”." in words_of(browser.get(address).text)
    take(visit(people.mirjam), address)

    assert order(database, people) == ["b", "c", "a"]


def test_a_section_is_removed(
    visit: Visit, people: Cast, ids: dict[str, str], database: Database
) -> None:
    browser = visit(people.noor)
    address = send(browser, kind="remove", section=ids["b"])

    assert "Removes the section “B”." in words_of(browser.get(address).text)
    take(visit(people.mirjam), address)

    assert order(database, people) == ["a", "c"]
    assert browser.get(address).status_code == 200


def test_what_the_structure_no_longer_allows_is_told_and_nothing_changes(
    visit: Visit, people: Cast, ids: dict[str, str], database: Database
) -> None:
    moderator = visit(people.mirjam)
    first, second = (
        send(visit(somebody), kind="remove", section=ids["b"])
        for somebody in (people.noor, people.bram)
    )
    take(moderator, first)

    answer = take(moderator, second)

    assert answer.status_code == 409
    assert "Good." in answer.text or "section" in words_of(answer.text)
    assert order(database, people) == ["a", "c"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({**ADDED, "title-en": ""}, "title-en"),
        ({**ADDED, "words": " "}, "words"),
        ({**ADDED, "after": "nowhere"}, "after"),
        ({"kind": "rename", "title-en": "Better", "section": "none"}, "section"),
        ({"kind": "rename", "title-en": "B", "section": "b"}, "title-en"),
        ({"kind": "move", "section": "b", "after": "a"}, "after"),
        ({"kind": "move", "section": "a", "after": "start"}, "after"),
        ({"kind": "move", "section": "b", "after": "b"}, "after"),
    ],
)
def test_what_would_change_nothing_or_cannot_be_is_named_and_kept(
    visit: Visit,
    people: Cast,
    ids: dict[str, str],
    database: Database,
    fields: dict[str, str],
    field: str,
) -> None:
    chosen = {"after": ids["a"], **fields}
    sent = {name: ids.get(value, value) for name, value in chosen.items()}

    answer = visit(people.noor).post(
        NEW, why="My reasons.", shown_as="name", readers="public", **sent
    )

    assert answer.status_code == 422
    assert f"#field-{field}" in answer.text
    assert "My reasons." in answer.text
    with database.read() as db:
        assert db.scalar(select(func.count()).select_from(Proposal)) == 0


def test_a_change_of_structure_that_does_not_exist_is_told_at_no_field_and_the_words_kept(
    visit: Visit, people: Cast
) -> None:
    answer = visit(people.noor).post(
        NEW, why="My reasons.", shown_as="name", readers="public", kind="explode"
    )

    assert answer.status_code == 422
    assert "Please choose one of the options." in answer.text
    assert 'href="#field-' not in answer.text
    assert "My reasons." in answer.text


def test_ones_own_suggestion_of_a_section_can_be_worded_anew(
    visit: Visit, people: Cast, ids: dict[str, str]
) -> None:
    browser = visit(people.noor)
    address = send(browser, **ADDED, after=ids["a"])
    assert "Take care." in browser.get(f"{address}/wording").text

    fields = {"title-en": "Field work and travel", "title-nl": "Veldwerk", "words-en": "Be safe."}
    answer = browser.post(f"{address}/wording", send="yes", why="It is missing.", **fields)

    assert answer.status_code == 303
    page = words_of(browser.get(address).text)
    assert "Field work and travel" in page
    assert "Be safe." in page


@pytest.mark.parametrize(("who", "status"), [("henk", 200), ("otis", 404), ("ada", 404)])
def test_those_who_take_part_suggest_a_structure(
    visit: Visit, people: Cast, ids: dict[str, str], who: str, status: int
) -> None:
    assert visit(getattr(people, who)).get(NEW).status_code == status


def _texts(key: str) -> Any:
    return select(Text).join(Section).where(Section.key == key)
