"""One's own account: pages and mail as one likes them, and where one is signed in."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy import update

from tests.cast import Cast
from tests.web.browsing import Browser
from wiki import clock
from wiki.database import Database
from wiki.models import Account, Job, MailFrequency, Theme

Visit = Callable[..., Browser]


def ends(page: str) -> list[str]:
    """Return where the buttons that end a sign-in send their form."""
    return re.findall(r'action="(/account/sign-ins/\w{26}/end)"', page)


def is_in(browser: Browser) -> bool:
    return browser.get("/account").status_code == 200


def test_language_and_look_are_kept_for_here_and_for_the_next_device(
    visit: Visit, people: Cast, database: Database
) -> None:
    here = visit(people.noor)

    assert here.post("/account/pages", language="nl", theme="dark").status_code == 303
    assert '<html lang="nl" data-theme="dark">' in here.get("/account").text
    with database.read() as db:
        noor = db.get_one(Account, people.noor.id)
    assert (noor.language, noor.theme) == ("nl", Theme.DARK)


def test_the_look_chosen_at_the_foot_of_a_page_is_kept_with_the_account(
    visit: Visit, people: Cast, database: Database
) -> None:
    visit(people.noor).post("/preferences/theme", theme="light")

    with database.read() as db:
        assert db.get_one(Account, people.noor.id).theme is Theme.LIGHT


def test_a_name_that_looks_like_anothers_is_refused_and_stays_typed(
    visit: Visit, people: Cast, database: Database
) -> None:
    answer = visit(people.noor).post("/account/name", name="Sanne Hoekstra")

    assert answer.status_code == 422
    assert "one that looks like it" in answer.text
    assert 'value="Sanne Hoekstra"' in answer.text
    with database.read() as db:
        assert db.get_one(Account, people.noor.id).display_name == "Noor Haddad"


def test_how_often_mail_comes_is_chosen(visit: Visit, people: Cast, database: Database) -> None:
    assert visit(people.noor).post("/account/mails", mails="daily").status_code == 303

    with database.read() as db:
        assert db.get_one(Account, people.noor.id).mails is MailFrequency.DAILY


def test_where_no_mail_is_sent_none_is_promised(visit: Visit, people: Cast) -> None:
    noor = visit(people.noor)
    noor.post("/account/mails", mails="daily")

    page = noor.get("/account").text

    assert "It holds as soon as this site sends mail." in page
    assert "You get mail as you chose." not in page


@pytest.mark.parametrize(
    ("form", "fields"),
    [("pages", {"language": "fr", "theme": "dark"}), ("pages", {"language": "en"}), ("mails", {})],
)
def test_what_is_no_choice_is_refused(
    visit: Visit, people: Cast, form: str, fields: dict[str, str]
) -> None:
    assert visit(people.noor).post(f"/account/{form}", **fields).status_code == 422


def test_one_sign_in_is_ended_and_the_others_stay(visit: Visit, people: Cast) -> None:
    here, phone, library = (visit(people.noor) for _ in range(3))
    page = here.get("/account").text

    assert page.count("<strong>This device</strong>") == 1
    assert page.count("<strong>Another device or browser</strong>") == 2
    for address in ends(page)[:1]:
        here.post(address)

    assert is_in(here)
    assert [is_in(phone), is_in(library)].count(True) == 1


def test_all_others_are_ended_at_once(visit: Visit, people: Cast) -> None:
    here, phone, library = (visit(people.noor) for _ in range(3))

    here.post("/account/sign-ins/end-others")

    assert [is_in(one) for one in (here, phone, library)] == [True, False, False]


def test_nobody_ends_the_sign_in_of_somebody_else(visit: Visit, people: Cast) -> None:
    noors, other = visit(people.noor), visit(people.noor)
    address = ends(noors.get("/account").text)[0]

    visit(people.sanne).post(address)

    assert is_in(other)


def test_administrators_see_that_mail_does_not_arrive_and_nobody_else_does(
    visit: Visit, people: Cast, mailing: object, database: Database
) -> None:
    with database.write() as db:
        at = clock.now()
        db.add(
            Job(kind="mail.sign_in", key="x", payload={}, due_at=at, failure="SMTPDataError 451")
        )
        db.flush()
        db.execute(update(Job).values(given_up_at=at))
    seen = {
        who: Browser(mailing, database).sign_in(getattr(people, who)).get("/account").text  # type: ignore[arg-type]
        for who in ("ada", "noor")
    }

    assert "SMTPDataError 451" in seen["ada"]
    assert "SMTPDataError" not in seen["noor"]
