"""A refused form lists everything to put right at once, each by the label of its field."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import SECTION, form, send, speak_english
from wiki.database import Database
from wiki.errors import Invalid
from wiki.models import Account, Document, Text

Visit = Callable[..., Browser]
RENAMING = "/documents/code/en/structure/new?kind=rename"
LINK = re.compile(r'<li><a href="#(field-[^"]*)">([^<]*)</a></li>')
ANY_LINK = re.compile(r'href="#(field-[^"]*)"')


@pytest.fixture(autouse=True)
def written(database: Database, people: Cast) -> None:
    with database.write() as db:
        speak_english(db)
        factories.text(db, db.get_one(Document, people.document.id))


def listed(page: str) -> list[str]:
    """Return what the page lists to put right; each leads to a field that is on the page."""
    found = LINK.findall(page)
    for field, _ in found:
        assert f'id="{field}"' in page
    return [html.unescape(words) for _, words in found]


def links(page: str) -> list[str]:
    """Return the fields that the list of what to put right leads to."""
    return ANY_LINK.findall(page)


def test_a_round_without_anything_names_each_field_in_the_order_of_the_form(
    visit: Visit, people: Cast
) -> None:
    answer = visit(people.sanne).post("/documents/code/rounds", title_en="First round")

    assert answer.status_code == 422
    assert listed(answer.text) == [
        "Name in Dutch: Please fill this in.",
        "First day: Please give a date, such as 2026-03-31.",
        "Last day: Please give a date, such as 2026-03-31.",
    ]
    assert "3 things to put right" in answer.text
    assert 'value="First round"' in answer.text


@pytest.mark.parametrize("length", [5_001, 6_000, 20_000])
def test_a_comment_that_is_too_long_is_refused_and_kept_whole(
    visit: Visit, people: Cast, length: int
) -> None:
    block = {
        "seen": "1",
        "first_block": "0",
        "last_block": "0",
        "quote": "",
        "shown_as": "name",
        "readers": "public",
    }
    noor = visit(people.noor)

    answer = noor.post(f"{SECTION}/threads", source="a" * length, **block)

    assert answer.status_code == 422
    assert listed(answer.text) == ["Your comment: This is too long: use at most 5000 characters."]
    assert "a" * length in answer.text
    assert noor.post(f"{SECTION}/threads", source="a" * 5_000, **block).status_code == 303


def test_no_box_of_several_lines_cuts_off_what_is_pasted(visit: Visit, people: Cast) -> None:
    noor = visit(people.noor)
    for address in (f"{SECTION}?block=0", f"{SECTION}/proposals/new?first=0"):
        page = noor.get(address).text

        assert "<textarea" in page
        assert not re.search(r"<textarea[^>]*maxlength", page)


def test_signing_in_with_nothing_names_both_fields(visit: Visit) -> None:
    answer = visit().post("/sign-in", email="", password="")

    assert listed(answer.text) == [
        "Mail address: Please fill this in.",
        "Password: Please fill this in.",
    ]


def test_a_decision_names_what_is_not_chosen_and_what_is_not_said(
    visit: Visit, people: Cast
) -> None:
    address = send(visit(people.noor))

    answer = visit(people.mirjam).post(f"{address}/decision", preview="yes", outcome="adopted")

    assert listed(answer.text) == [
        "Which changes to take: Please choose at least one change, or give another outcome.",
        "Reason: Please fill this in.",
    ]


def test_a_decision_without_an_outcome_is_not_told_what_another_outcome_would_need(
    visit: Visit, people: Cast
) -> None:
    address = send(visit(people.noor))

    answer = visit(people.mirjam).post(f"{address}/decision", preview="yes")

    assert listed(answer.text) == [
        "Outcome: Please choose one of the options.",
        "Reason: Please fill this in.",
    ]


@pytest.mark.parametrize("path", ["words", "proposals"])
@pytest.mark.parametrize("fields", [("base",), ("first_block",), ("base", "block_count")])
def test_broken_hidden_fields_are_told_once_as_a_page_out_of_date_that_keeps_the_words(
    visit: Visit, people: Cast, path: str, fields: tuple[str, ...]
) -> None:
    block = {"base": "1", "first_block": "9", "block_count": "9", "words": "Mine."}
    broken = block | dict.fromkeys(fields, "?")
    others = {"summary": "Because.", "why": "Because.", "shown_as": "name", "readers": "public"}

    answer = visit(people.claire).post(f"{SECTION}/{path}", **broken, **others)

    assert answer.status_code == 422
    assert "One thing to put right" in answer.text
    assert "This page is out of date" in answer.text
    assert links(answer.text) == []
    assert re.search(r"readonly>\sMine\.</textarea>", answer.text)
    assert re.search(r"readonly>\sBecause\.</textarea>", answer.text)


def test_a_comment_from_a_broken_page_is_told_so_and_keeps_its_words(
    visit: Visit, people: Cast
) -> None:
    block = {"seen": "?", "first_block": "0", "last_block": "0"}

    answer = visit(people.noor).post(
        f"{SECTION}/threads", **block, source="My comment.", shown_as="name", readers="public"
    )

    assert answer.status_code == 422
    assert "This page is out of date" in answer.text
    assert links(answer.text) == []
    assert "My comment.</textarea>" in answer.text


def test_a_new_title_that_is_too_long_is_not_told_as_none(
    visit: Visit, people: Cast, database: Database
) -> None:
    with database.write() as db:
        document = db.get_one(Document, people.document.id)
        made = factories.section(db, document, key="care", texts={"en": "One.", "nl": "Een."})

    fields = {
        "section": made.id,
        "why": "Clearer.",
        "shown_as": "name",
        "readers": "public",
        "title-nl": "x" * 301,
    }
    answer = visit(people.noor).post(RENAMING, kind="rename", **fields)

    assert listed(answer.text) == ["Title in Dutch: This is too long: use at most 300 characters."]


def test_an_error_told_at_a_field_of_the_form_keeps_the_errors_of_the_others() -> None:
    error = Invalid("after", "too_long", limit=1)
    error.others = (Invalid("why", "missing"), Invalid("after", "unchanged"))

    told = error.renamed(after="words", another="never")

    assert (told.field, told.key, told.values) == ("words", "too_long", {"limit": 1})
    assert [(one.field, one.key) for one in told.others] == [
        ("why", "missing"),
        ("words", "unchanged"),
    ]
    assert error.field == "after"


def test_a_structure_without_a_title_or_a_reason_names_them(visit: Visit, people: Cast) -> None:
    answer = visit(people.noor).post(
        "/documents/code/en/structure/new", kind="add", words="Words.", after="start"
    )

    assert listed(answer.text) == [
        "Title in English: Please fill this in.",
        "Why (helps the decision): Please fill this in.",
        "Shown as: Please choose one of the options.",
    ]


def test_the_first_thing_wrong_with_a_field_is_the_one_told(visit: Visit, people: Cast) -> None:
    answer = visit(people.claire).post(
        "/documents/code/en/sections/respect/words",
        base="1", first_block="0", block_count="1", words="x" * 60_001, save="yes",
    )  # fmt: skip

    assert listed(answer.text) == [
        "Your words: This is too long: use at most 60000 characters.",
        "Summary: Please fill this in.",
    ]


@pytest.mark.parametrize("email", ["nobody", "a" * 255])
def test_inviting_names_the_role_the_address_and_the_language_at_once(
    visit: Visit, people: Cast, email: str
) -> None:
    answer = visit(people.sanne).post("/documents/code/invitations", email=email)

    assert answer.status_code == 422
    labels = [line.partition(":")[0] for line in listed(answer.text)]
    assert labels == ["Role", "Mail address", "Language of the new account"]


def test_a_new_wording_names_words_and_a_reason_that_are_too_long(
    visit: Visit, people: Cast
) -> None:
    browser = visit(people.noor)
    address = send(browser)

    answer = browser.post(f"{address}/wording", **form("x" * 60_001, why="x" * 5_001))

    assert listed(answer.text) == [
        "Your words: This is too long: use at most 60000 characters.",
        "Why (helps the decision): This is too long: use at most 5000 characters.",
    ]


def test_attaching_to_other_words_names_the_paragraph_and_the_words(
    visit: Visit, people: Cast, database: Database
) -> None:
    with database.write() as db:
        talk = factories.thread(db, db.query(Text).one(), by=db.get_one(Account, people.noor.id))
        db.flush()
        address = f"/documents/code/threads/{talk.id}/placement"

    answer = visit(people.mirjam).post(address, seen="1", quote="x" * 5_001)

    assert [line.partition(":")[0] for line in listed(answer.text)] == [
        "Which paragraph is it about now?",
        "Only about these words of it",
    ]


def test_going_back_names_first_what_somebody_can_put_right(visit: Visit, people: Cast) -> None:
    answer = visit(people.claire).post(f"{SECTION}/history/1/restoration", seen="?", summary="")

    assert listed(answer.text) == ["Why: Please fill this in."]
