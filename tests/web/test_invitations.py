"""The life of an invitation, from making the link to being in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from tests.cast import Cast
from tests.web.browsing import Browser
from wiki import clock
from wiki.database import Database
from wiki.domain import accounts, invitations
from wiki.domain.accounts import OPERATOR
from wiki.models import Account, Invitation, Role

PASSWORD = "seven quiet rivers"
INDEX = "/documents/code/invitations"


@pytest.fixture
def invite(visit: Callable[..., Browser], people: Cast) -> Callable[..., str]:
    """Give what makes an invitation and returns its path."""

    def make(**fields: str) -> str:
        given = {"role": "participant", "email": "", "language": "en", **fields}
        page = visit(people.sanne).post(INDEX, **given).text
        found = re.search(r'value="http://127\.0\.0\.1:8000(/invitations/[^"]+)"', page)
        assert found, page
        return found[1]

    return make


def join(browser: Browser, path: str, **fields: str):
    given = {"name": "Yara", "email": "yara@example.org", "password": PASSWORD, **fields}
    return browser.post(f"{path}/account", **given)


def account_named(database: Database, name: str) -> Account | None:
    with database.read() as db:
        account = db.scalar(select(Account).where(Account.display_name == name))
        if account is not None:
            db.refresh(account, ["memberships"])
        return account


def test_somebody_new_chooses_a_name_and_a_password_and_is_in(
    browser: Browser, invite: Callable[..., str], people: Cast, database: Database
) -> None:
    path = invite()

    assert "You are invited" in browser.get(path).text
    assert join(browser, path).status_code == 303

    assert browser.get("/account").status_code == 200
    yara = account_named(database, "Yara")
    assert yara is not None
    assert yara.roles_on(people.document.id) == {Role.PARTICIPANT}
    assert not yara.is_administrator


def test_opening_the_link_any_number_of_times_does_not_use_it_up(
    browser: Browser, invite: Callable[..., str], database: Database
) -> None:
    path = invite()
    for method in ("GET", "HEAD", "GET"):
        assert browser.client.open(path, method=method).status_code == 200

    assert join(browser, path).status_code == 303


def test_a_link_works_once(visit: Callable[..., Browser], invite: Callable[..., str]) -> None:
    path = invite()
    join(visit(), path)

    late = visit()

    assert late.get(path).status_code == 410
    assert "no longer works" in late.get(path).text
    assert join(late, path, name="Zoë", email="zoe@example.org").status_code == 409
    assert late.get("/account").status_code == 303


def test_a_link_ends_after_two_weeks(
    browser: Browser, invite: Callable[..., str], database: Database
) -> None:
    path = invite()
    with database.write() as db:
        ended = Invitation.expires_at.type.process_bind_param
        assert ended
        invitation = db.scalars(select(Invitation)).one()
        db.execute(update(Invitation).values(expires_at=invitation.expires_at - timedelta(days=15)))

    assert browser.get(path).status_code == 410
    assert join(browser, path).status_code == 409
    assert account_named(database, "Yara") is None


def test_the_invited_read_the_language_they_were_invited_in_unless_they_chose_one(
    visit: Callable[..., Browser], invite: Callable[..., str]
) -> None:
    path = invite(language="nl")

    assert '<html lang="nl"' in visit().get(path).text
    chooser = visit()
    chooser.post("/preferences/language", language="en")
    assert '<html lang="en"' in chooser.get(path).text


def test_who_joins_keeps_the_language_they_chose(
    visit: Callable[..., Browser], invite: Callable[..., str], database: Database
) -> None:
    path, chooser = invite(language="nl"), visit()
    chooser.post("/preferences/language", language="en")

    join(chooser, path)

    joined = account_named(database, "Yara")
    assert joined is not None
    assert joined.language == "en"


def test_a_link_can_be_taken_back(
    visit: Callable[..., Browser], invite: Callable[..., str], people: Cast, database: Database
) -> None:
    path = invite()
    with database.read() as db:
        number = db.scalars(select(Invitation.id)).one()

    visit(people.sanne).post(f"{INDEX}/{number}/withdrawal")

    assert visit().get(path).status_code == 404


def test_somebody_signed_in_gets_the_role_by_a_button(
    visit: Callable[..., Browser], invite: Callable[..., str], people: Cast, database: Database
) -> None:
    path = invite(role="moderator")
    otis = visit(people.otis)

    assert "Otis Bell" in otis.get(path).text
    assert otis.post(f"{path}/membership").status_code == 303

    with database.read() as db:
        assert db.get_one(Account, people.otis.id).roles_on(people.document.id) == {Role.MODERATOR}


def test_an_address_given_by_the_one_who_invites_can_not_be_changed(
    browser: Browser, invite: Callable[..., str], database: Database
) -> None:
    path = invite(email="Yara.Smit@Example.org")

    join(browser, path, email="somebody@else.example")

    yara = account_named(database, "Yara")
    assert yara is not None
    assert yara.email == "yara.smit@example.org"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "a" * 81}, "name"),
        ({"name": "a\x00"}, "name"),
        ({"name": "Noor HADDAD"}, "name"),
        ({"name": "Moderator"}, "name"),
        ({"email": "not an address"}, "email"),
        ({"email": "noor@example.org"}, "email"),
        ({"password": "short"}, "password"),
        ({"password": "password123"}, "password"),
        ({"password": "yara-2026!"}, "password"),
        ({"password": "a" * 301}, "password"),
    ],
)
def test_what_is_wrong_is_named_and_the_link_stays_open(
    browser: Browser, invite: Callable[..., str], fields: dict[str, str], field: str
) -> None:
    path = invite()

    refused = join(browser, path, **fields)

    assert refused.status_code == 422
    assert f'id="error-{field}"' in refused.text
    assert join(browser, path).status_code == 303


@pytest.mark.parametrize("name", ["noor", "mirjam", "claire", "henk", "joost"])
def test_others_than_the_lead_can_not_invite(
    visit: Callable[..., Browser], people: Cast, name: str
) -> None:
    browser = visit(getattr(people, name))

    assert browser.get(INDEX).status_code == 403
    assert browser.post(INDEX, role="lead", email="", language="en").status_code == 403


def test_who_may_not_read_the_document_does_not_learn_that_it_exists(
    visit: Callable[..., Browser], people: Cast
) -> None:
    assert visit(people.otis).get(INDEX).status_code == 404


def test_an_administrator_can_invite_without_reading(
    visit: Callable[..., Browser], people: Cast
) -> None:
    assert visit(people.ada).get(INDEX).status_code == 200


def test_the_link_is_shown_once_and_kept_as_a_hash(
    visit: Callable[..., Browser], invite: Callable[..., str], people: Cast, database: Database
) -> None:
    secret = invite().rsplit("/", 1)[1]

    assert secret not in visit(people.sanne).get(INDEX).text
    with database.read() as db:
        row = db.scalars(select(Invitation)).one()
    assert secret not in (row.id, row.secret_hash)


def sent(visit: Callable[..., Browser], people: Cast) -> list[str]:
    """Send the same form twice; return the links that show."""
    sanne = visit(people.sanne)
    form = {"role": "participant", "language": "en", "form_key": "one"}
    pages = [sanne.post(INDEX, **form).text for _ in range(2)]
    return [link for page in pages for link in links(page)]


def links(page: str) -> list[str]:
    """Return the links of invitations that a page shows."""
    return re.findall(r'value="(http://[^"]+/invitations/[\w-]+)"', page)


def test_the_form_sent_twice_makes_one_invitation_and_shows_its_link_again(
    visit: Callable[..., Browser], people: Cast, database: Database
) -> None:
    first, second = sent(visit, people)

    assert first == second
    with database.read() as db:
        assert db.scalar(select(func.count()).select_from(Invitation)) == 1


@pytest.mark.parametrize(
    "other", [{"role": "lead"}, {"language": "nl"}, {"email": "yara@example.org"}], ids=str
)
def test_other_fields_under_the_same_key_make_another_invitation_with_a_link_of_its_own(
    visit: Callable[..., Browser], people: Cast, database: Database, other: dict[str, str]
) -> None:
    link = sent(visit, people)[0]
    form = {"role": "participant", "language": "en", "form_key": "one", **other}

    answer = visit(people.sanne).post(INDEX, **form)

    assert answer.status_code == 200
    assert len(links(answer.text)) == 1
    assert links(answer.text) != [link]
    with database.read() as db:
        assert db.scalar(select(func.count()).select_from(Invitation)) == 2


def test_the_page_with_a_link_is_kept_nowhere(visit: Callable[..., Browser], people: Cast) -> None:
    answer = visit(people.sanne).post(INDEX, role="participant", email="", language="en")

    assert "/invitations/" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_form_sent_again_does_not_bring_back_what_was_taken_back(
    visit: Callable[..., Browser], people: Cast, database: Database
) -> None:
    sent(visit, people)
    with database.write() as db:
        db.delete(db.scalars(select(Invitation)).one())
    form = {"role": "participant", "language": "en", "form_key": "one"}

    browser = visit(people.sanne)
    answer = browser.post(INDEX, **form)

    assert answer.status_code == 303
    shown = browser.get(answer.location).text
    assert "De link van dit formulier werkt niet meer." in shown
    assert links(shown) == []


def test_two_people_never_get_one_link(visit: Callable[..., Browser], people: Cast) -> None:
    form = {"role": "participant", "language": "en", "form_key": "one"}
    secrets = set()
    for key, who in (("one", people.sanne), ("two", people.sanne), ("one", people.ada)):
        page = visit(who).post("/documents/code/invitations", **{**form, "form_key": key}).text
        secrets |= set(re.findall(r'value="http://[^"]+/invitations/([^"]+)"', page))

    assert len(secrets) == 2


@pytest.mark.parametrize("who", ["visitor", "otis"])
def test_accepting_by_a_form_sent_twice_says_nothing_else_the_second_time(
    visit: Callable[..., Browser], invite: Callable[..., str], people: Cast, who: str
) -> None:
    path = invite()
    browser = visit(people.everyone()[who])
    end = "/membership" if who == "otis" else "/account"
    fields = {"name": "Yara", "email": "yara@example.org", "password": PASSWORD, "form_key": "one"}

    answers = [browser.post(f"{path}{end}", **fields) for _ in range(2)]

    assert [(one.status_code, one.location) for one in answers] == [(303, "/")] * 2


class TestChoosingAPassword:
    @pytest.fixture
    def path(self, people: Cast, database: Database) -> str:
        with database.write() as db:
            account = db.get_one(Account, people.noor.id)
            _, secret = invitations.create_for_account(
                db, account, by=OPERATOR, at=people.document.created_at
            )
            db.execute(update(Invitation).values(expires_at=Invitation.expires_at))
            invitation = db.scalars(select(Invitation)).one()
            invitation.expires_at += timedelta(days=3650)
        return f"/invitations/{secret}"

    def test_the_link_of_an_account_sets_its_password_once(
        self, visit: Callable[..., Browser], people: Cast, path: str
    ) -> None:
        elsewhere, here = visit(people.noor), visit()

        assert here.post(f"{path}/password", password=PASSWORD).status_code == 303

        assert "noor@example.org" in here.get("/account").text
        assert elsewhere.get("/account").status_code == 303
        assert visit().post(f"{path}/password", password=PASSWORD).status_code == 409

    def test_it_makes_no_account_and_gives_no_role(
        self, visit: Callable[..., Browser], people: Cast, path: str, database: Database
    ) -> None:
        assert join(visit(), path).status_code == 404
        assert visit(people.otis).post(f"{path}/membership").status_code == 404
        assert account_named(database, "Yara") is None

    def test_choosing_by_a_form_sent_twice_is_done_once_without_a_complaint(
        self, visit: Callable[..., Browser], people: Cast, path: str
    ) -> None:
        here = visit()
        fields = {"password": PASSWORD, "form_key": "one"}

        answers = [here.post(f"{path}/password", **fields) for _ in range(2)]

        assert [(one.status_code, one.location) for one in answers] == [(303, "/")] * 2


def username_on(page: str) -> list[str]:
    """Return what a password manager would take as the name to keep a password under."""
    fields = re.findall(r"<input[^>]*>", page)
    named = [field for field in fields if 'autocomplete="username"' in field]
    return re.findall(r'value="([^"]*)"', " ".join(named))


def test_every_form_for_a_new_password_says_whose_it_is(
    visit: Callable[..., Browser],
    invite: Callable[..., str],
    people: Cast,
    database: Database,
) -> None:
    with database.write() as db:
        noor = db.get_one(Account, people.noor.id)
        accounts.open_for_demo(noor)
        _, secret = invitations.create_for_account(db, noor, by=OPERATOR, at=clock.now())

    invited = visit().get(invite(email="yara@example.org")).text
    renewing = visit().get(f"/invitations/{secret}").text
    changing = visit(people.noor).get("/account").text

    assert username_on(invited) == ["yara@example.org"]
    assert username_on(renewing) == username_on(changing) == [people.noor.email]
