"""Everybody at every page and form: nobody comes further than tests/web/expectations.py says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.databases import Copies
from tests.web import guarded
from tests.web.expectations import COLUMNS, EVERYBODY, GUARDS, MAY_READ, MAY_SEE_HELD
from tests.web.guarded import OF_A_DOCUMENT, OF_THINGS, Site, said
from wiki.models import Readers

MISSING = "no-such-document"
OTHER_KINDS = [kind for kind in Readers if kind is not Readers.MEMBERS]


@pytest.fixture(scope="module")
def site(copies: Copies) -> Iterator[Site]:
    with copies.lent() as address, guarded.opened(address) as site:
        yield site


def expected(rule: Rule, row: str, kind: Readers, person: str) -> str:
    """Return what a person should meet, as the table says it."""
    letter = GUARDS[row].letter(person)
    hidden = "document" in rule.arguments and person not in MAY_READ[kind]
    if letter in "oO" and (not hidden or letter == "O"):
        return "open"
    if letter == "s":
        return "sign in"
    return "hidden" if hidden else "refused"


class Trial:
    """One person at one page or form."""

    def __init__(self, site: Site, row: str, kind: Readers, person: str) -> None:
        self.site, self.row, self.person = site, row, person
        self.rule, self.guard, self.place = site.rules[row], GUARDS[row], site.places[kind]
        self.method = row.split()[1]

    def outcome(self, *, is_open: bool, **others: str) -> str:
        """Return what the person meets; "changed" where a row changed that should not have."""
        before = self.site.state()
        address = self.site.address(self.rule, self.place, **others)
        response = self._answer(address, undone=is_open and self.method == "POST")
        met = self._kind(response, address)
        return met if self.site.state() == before else f"{met}, and changed"

    def _answer(self, address: str, *, undone: bool = False) -> TestResponse:
        known, of_page = self.place.values, self.rule.endpoint
        sent = self.guard.fields or {}
        fields = {name: known.get(f"{of_page}.{name}", value) for name, value in sent.items()}
        return self.site.visit(self.person, self.method, address, fields, undone=undone)

    def _kind(self, response: TestResponse, address: str) -> str:
        status = response.status_code
        if status == 401 or (status == 303 and "/sign-in?next=" in response.location):
            return "sign in"
        if status == 404:
            return "hidden" if self._is_as_if_missing(response, address) else "404, and tells more"
        if status == 403:
            return "refused"
        return "open" if status == self.guard.status else f"status {status}"

    def _is_as_if_missing(self, response: TestResponse, address: str) -> bool:
        missing = guarded.ids_of_nothing(self.rule) or {"document": MISSING}
        nowhere = self.site.address(self.rule, self.place, **missing)
        return said(response, address) == said(self._answer(nowhere), nowhere)


def test_every_page_and_form_has_a_row_and_every_row_a_page(site: Site) -> None:
    assert site.rules.keys() - GUARDS.keys() == set()
    assert GUARDS.keys() - site.rules.keys() == set()
    assert all(len(guard.letters) == len(COLUMNS) for guard in GUARDS.values())
    assert all((guard.fields is None) == row.endswith("GET") for row, guard in GUARDS.items())


@pytest.mark.parametrize("row", GUARDS)
def test_everybody_meets_what_the_table_says(site: Site, row: str) -> None:
    assert_as_expected(site, row, Readers.MEMBERS)


@pytest.mark.sweep("pages")
@pytest.mark.parametrize("kind", OTHER_KINDS)
@pytest.mark.parametrize("row", GUARDS)
def test_everybody_meets_what_the_table_says_on_other_documents(
    site: Site, row: str, kind: Readers
) -> None:
    assert_as_expected(site, row, kind)


def assert_as_expected(site: Site, row: str, kind: Readers) -> None:
    wanted = {who: expected(site.rules[row], row, kind, who) for who in sorted(EVERYBODY)}

    met = {
        who: Trial(site, row, kind, who).outcome(is_open=wanted[who] == "open") for who in wanted
    }

    assert met == wanted


@pytest.mark.parametrize("who", ["visitor", "otis", "noor", "sanne"])
def test_what_is_held_is_not_there_for_others(site: Site, who: str) -> None:
    assert_held_is_not_there(site, who)


@pytest.mark.sweep("pages")
@pytest.mark.parametrize("who", sorted(EVERYBODY - MAY_SEE_HELD))
def test_what_is_held_is_not_there_for_anybody_else(site: Site, who: str) -> None:
    assert_held_is_not_there(site, who)


def assert_held_is_not_there(site: Site, who: str) -> None:
    """Others than its author and moderators meet what they meet where there is nothing."""
    place = site.places[Readers.PUBLIC]
    met = {
        row: Trial(site, row, Readers.PUBLIC, who).outcome(is_open=False, **place.held)
        for row in rows_about(site, OF_THINGS)
    }

    assert met == {row: "sign in" if GUARDS[row].letter(who) == "s" else "hidden" for row in met}


def test_what_is_held_stays_open_to_its_author_and_the_moderators(site: Site) -> None:
    place = site.places[Readers.MEMBERS]
    pages = [row for row in rows_about(site, OF_THINGS) if row.endswith("show GET")]
    met = {
        Trial(site, row, Readers.MEMBERS, who).outcome(is_open=True, **place.held)
        for row in pages
        for who in MAY_SEE_HELD
    }

    assert len(pages) == 2
    assert met == {"open"}


def test_things_of_one_document_are_not_there_on_another(site: Site) -> None:
    elsewhere = site.places[Readers.SIGNED_IN].values
    foreign = {name: elsewhere[name] for name in OF_A_DOCUMENT}
    met = {
        (row, who): Trial(site, row, Readers.PUBLIC, who).outcome(is_open=False, **foreign)
        for row in rows_about(site, OF_A_DOCUMENT)
        for who in ("bram", "claire", "sanne")
    }

    assert set(met.values()) == {"hidden"}, met


def test_a_page_answers_head_as_it_answers_get_without_the_page(site: Site) -> None:
    place = site.places[Readers.MEMBERS]
    for row in (row for row in site.rules if row.endswith("GET")):
        address = site.address(site.rules[row], place)
        for who in ("visitor", "sanne"):
            page, bare = site.visit(who, "GET", address), site.visit(who, "HEAD", address)

            assert (bare.status_code, bare.data) == (page.status_code, b""), (row, who)


def test_other_methods_are_refused_without_a_change(site: Site) -> None:
    before = site.state()
    for address, offered in methods_by_address(site).items():
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - offered:
            assert site.visit("sanne", method, address).status_code == 405, (method, address)
        assert set(site.visit("visitor", "OPTIONS", address).allow) - {"HEAD", "OPTIONS"} == offered

    assert site.state() == before


def methods_by_address(site: Site) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row, rule in site.rules.items():
        address = site.address(rule, site.places[Readers.MEMBERS])
        found.setdefault(address, set()).add(row.split()[1])
    return found


def rows_about(site: Site, arguments: tuple[str, ...]) -> list[str]:
    """Return the rows whose addresses name one of these."""
    return [row for row in GUARDS if site.rules[row].arguments & {*arguments}]
