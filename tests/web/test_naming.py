"""As whom one is shown: said beside each form and after sending, and remembered in this browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import SECTION, form, words_of
from wiki.database import Database
from wiki.models import Document, Readers, Text

Visit = Callable[..., Browser]

FORMS = (
    f"{SECTION}?block=0",
    f"{SECTION}/proposals/new?first=0",
    "/documents/code/en/structure/new",
)
PLACE = {"seen": "1", "first_block": "0", "last_block": "0"}
COMMENT = PLACE | {"readers": "public"}
KEPT = "Your name stands on no page"


def ticked(page: str) -> list[str]:
    return re.findall(r'name="shown_as" value="(\w+)" checked', page)


def say(browser: Browser, shown_as: str) -> str:
    """Comment, and return the page it leads to."""
    sent = browser.post(
        f"{SECTION}/threads", **COMMENT, source=f"Shown as {shown_as}?", shown_as=shown_as
    )
    assert sent.status_code == 303, sent.text
    return words_of(browser.get(str(sent.location).partition("#")[0]).text)


@pytest.mark.parametrize("address", FORMS)
def test_who_sent_something_as_a_role_finds_the_role_ticked_in_the_next_form(
    visit: Visit, people: Cast, text: Text, address: str
) -> None:
    noor = visit(people.noor)
    assert ticked(noor.get(address).text) == ["name"]

    say(noor, "role")

    assert ticked(noor.get(address).text) == ["role"]


def test_who_sends_the_next_one_by_name_finds_the_name_ticked_again(
    visit: Visit, people: Cast, text: Text
) -> None:
    noor = visit(people.noor)
    say(noor, "role")
    say(noor, "name")

    assert ticked(noor.get(FORMS[0]).text) == ["name"]


def test_nobody_finds_what_somebody_else_chose(visit: Visit, people: Cast, text: Text) -> None:
    say(visit(people.noor), "role")

    assert ticked(visit(people.bram).get(FORMS[0]).text) == ["name"]


def test_it_is_forgotten_with_signing_out(visit: Visit, people: Cast, text: Text) -> None:
    noor = visit(people.noor)
    say(noor, "role")
    noor.post("/sign-out")

    assert ticked(noor.sign_in(people.noor).get(FORMS[0]).text) == ["name"]


def test_who_sends_something_as_a_role_is_told_that_their_name_is_nowhere(
    visit: Visit, people: Cast, text: Text
) -> None:
    noor = visit(people.noor)

    assert f"It is shown as by a participant. {KEPT}" in say(noor, "role")
    assert KEPT not in say(noor, "name")


def test_a_suggestion_sent_as_a_role_says_so_too(visit: Visit, people: Cast, text: Text) -> None:
    noor = visit(people.noor)

    sent = noor.post(f"{SECTION}/proposals", **form() | {"shown_as": "role"})

    assert KEPT in words_of(noor.get(str(sent.location)).text)


@pytest.mark.parametrize(
    ("readers", "who"),
    [
        (Readers.PUBLIC, "everyone on the web: nobody has to sign in"),
        (Readers.SIGNED_IN, "everyone with an account on this website."),
        (Readers.MEMBERS, "everyone who has a role in this document."),
    ],
)
def test_the_choice_says_who_sees_a_name_and_which_role_it_is(
    visit: Visit, people: Cast, text: Text, database: Database, readers: Readers, who: str
) -> None:
    with database.write() as db:
        db.get_one(Document, people.document.id).readers = readers

    page = visit(people.noor).get(FORMS[0]).text

    assert f"Your name can be seen by {who}" in words_of(page)
    assert "My role only: a participant" in words_of(page)
    assert 'href="/help/who-sees-what">Who sees what</a>' in page


def test_the_lead_of_a_document_for_its_groups_reads_that_those_who_work_on_it_see_a_name(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    with database.write() as db:
        db.get_one(Document, people.document.id).readers = Readers.GROUPS

    page = words_of(visit(people.sanne).get(FORMS[0]).text)

    assert "Your name can be seen by those who work on this document: facilitators" in page
