"""Accounts from the command line, and how it answers."""

from __future__ import annotations

import io
import re

import pytest

from tests.cli.commands import Site
from tests.web.browsing import Browser
from wiki import settings
from wiki.app import create_app
from wiki.database import Database

LINK = re.compile(r"http://127\.0\.0\.1:8000(/invitations/\S+)")


def test_a_command_that_is_not_understood_ends_with_two(site: Site) -> None:
    for arguments in ((), ("nonsense",), ("user",), ("export",), ("user", "grant", "a@b.c")):
        assert site.run(*arguments) == 2
        assert "usage:" in site.err
        assert "--help` explains" in site.err


def test_help_and_version_end_well(site: Site) -> None:
    assert "serve" in site.done("--help")
    assert "Conduct Wiki" in site.done("--version")


@pytest.mark.parametrize(
    "arguments",
    [("serve",), ("verify",), ("user", "list"), ("backup", "b"),
     ("import", "content/employee-code"),
     ("export", "--format", "zip", "--output", "x"), ("user", "add", "a@b.org", "--name", "A")],
)  # fmt: skip
def test_before_init_every_command_says_to_run_it(site: Site, arguments: tuple[str, ...]) -> None:
    assert "run `python -m wiki init` first" in site.refused(*arguments)


def test_a_bad_setting_is_told_in_a_sentence(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIKI_PORT", "eighty")

    assert "WIKI_PORT is 'eighty'" in site.refused("init")


def test_the_link_of_the_first_administrator_opens_the_site(site: Site) -> None:
    said = site.done("init", "--email", "ada@example.org", "--name", "Ada")

    found = LINK.search(said)
    assert found
    database = Database(f"sqlite:///{site.database}")
    browser = Browser(create_app(settings.read(), database), database)
    answer = browser.post(f"{found[1]}/password", password="seven quiet rivers")
    assert answer.status_code == 303
    assert "ada@example.org" in browser.get("/account").text
    database.close()
    assert "administrator" in site.done("user", "list")


def test_init_can_be_repeated(site: Site) -> None:
    assert "Make the first administrator" in site.done("init")
    site.done("init", "--email", "ada@example.org")

    assert site.done("init") == "The database is ready.\n"


def test_people_are_added_given_roles_and_closed(prepared: Site) -> None:
    prepared.done("user", "add", "noor@example.org", "--name", "Noor Haddad", "--language", "nl")
    prepared.done("user", "grant", "noor@example.org", "our-code", "moderator")
    assert "moderator of our-code" in prepared.done("user", "list")

    prepared.done("user", "revoke", "noor@example.org", "our-code", "moderator")
    prepared.done("user", "disable", "noor@example.org")
    listed = prepared.done("user", "list")
    assert "moderator" not in listed
    assert "closed" in listed

    prepared.done("user", "enable", "noor@example.org")
    assert "closed" not in prepared.done("user", "list")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("disable", "nobody@example.org"), "There is no account with this address."),
        (("grant", "noor@example.org", "no-such", "reader"), "There is no document with this key."),
        (("add", "noor@example.org", "--name", "N"), "There is an account with this address"),
        (("add", "not an address", "--name", "N"), "Please give a mail address"),
        (("add", "b@example.org", "--name", " "), "Please fill this in."),
    ],
)
def test_what_can_not_be_done_is_told_with_its_reason(
    prepared: Site, arguments: tuple[str, ...], reason: str
) -> None:
    prepared.done("user", "add", "noor@example.org", "--name", "Noor")

    assert reason in prepared.refused("user", *arguments)


def test_a_password_can_be_piped_in_and_a_weak_one_is_refused(
    prepared: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared.done("user", "add", "noor@example.org", "--name", "Noor")

    monkeypatch.setattr("sys.stdin", io.StringIO("password123\n"))
    assert "Many people use" in prepared.refused("user", "password", "--type", "noor@example.org")
    monkeypatch.setattr("sys.stdin", io.StringIO("seven quiet rivers\n"))
    prepared.done("user", "password", "--type", "noor@example.org")


def test_a_new_password_goes_by_a_link(prepared: Site) -> None:
    prepared.done("user", "add", "noor@example.org", "--name", "Noor")

    assert LINK.search(prepared.done("user", "password", "noor@example.org"))
