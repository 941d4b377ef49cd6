"""A word in every private thing; every page and file is opened as everybody, to look for it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests import factories
from tests.databases import Copies
from tests.export import printed
from tests.web import guarded
from tests.web.expectations import EVERYBODY, MAY_READ, MAY_SEE_HELD
from tests.web.guarded import Site
from tests.web.planting import OF_A_DOCUMENT, OUT_OF_SIGHT, Garden, word
from wiki import clock
from wiki.domain import documents, sign_ins
from wiki.models import Account, Membership, Readers, Role

KINDS = (Readers.PUBLIC, Readers.MEMBERS)
THEIRS = "theirs"
VISITORS = {*EVERYBODY, "tomasz", "shadow"}
INVITES = {"sanne", "ada"}
"""Who sees the addresses that were invited to a document, and the names of its members."""

A_FEW = {"visitor", "otis", "ada", "noor", "bram", "sanne"}
"""Who looks in an ordinary run; in a sweep everybody does."""

PRINTS = {"visitor", "tomasz"}
"""Who opens files as PDF too: making one takes a while."""

LINK = re.compile(r'href="(/[^"#]*)')
NUMBERED = re.compile(r"=(\d+|[a-z2-7]{26})(?=&|$)")
"""Which of many equal things a page is about: one of them is opened."""

CANARY = re.compile(r"kanarie[a-z]+?vogel")
MOST_PAGES = 1_000

SEARCHES = ("?", "/hits?", "?show=texts&", "?show=comments&", "?show=suggestions&")
SEARCHED = ("heading", "text", "comment", "answer", "wanted", "why", "reason")
SEARCHED += ("heldthread", "heldcomment", "heldwanted", "heldwhy", "withdrawn")
"""What holds a word that can be searched, as far as one may see it."""


@pytest.fixture(scope="module")
def site(copies: Copies) -> Iterator[Site]:
    with copies.lent() as address, guarded.opened(address, KINDS) as site:
        with site.database.write() as db:
            plant(db, site)
        yield site


def plant(db: Session, site: Site) -> None:
    """Put words in a public document, in one of its members, and in one of Tomasz alone."""
    who = {name: db.merge(account) for name, account in site.cast.everyone().items() if account}
    shadow = factories.account(db, word("name"), email=f"{word('address')}@example.org")
    for kind in KINDS:
        document = documents.known(db, site.places[kind].values["document"])
        shadow.memberships.append(Membership(document=document, role=Role.PARTICIPANT))
        db.flush()
        garden = Garden(db, document, kind.value)
        garden.plant(who["noor"], who["sanne"], who["mirjam"])
        garden.hold(who["bram"], who["noor"], who["mirjam"])
        garden.withdraw(who["bram"])
        garden.speak_by_role(shadow, who["mirjam"])
        garden.invite(who["sanne"])
    plant_apart(db, who["tomasz"], who["mirjam"])
    site.secrets["shadow"] = sign_ins.begin(db, shadow, on=clock.now().date())


def plant_apart(db: Session, tomasz: Account, mirjam: Account) -> None:
    document = factories.document(db, key=THEIRS)
    roles = (Role.LEAD, Role.PARTICIPANT)
    tomasz.memberships += [Membership(document=document, role=role) for role in roles]
    passing = Membership(document=document, role=Role.MODERATOR)
    mirjam.memberships.append(passing)
    db.flush()
    Garden(db, document, THEIRS).plant(tomasz, tomasz, mirjam)
    db.flush()
    mirjam.memberships.remove(passing)


def allowed() -> dict[str, set[str]]:
    """Return who may find each word."""
    everywhere = {word("name"): {"shadow"} | INVITES, word("address"): {"shadow"}}
    for kind in KINDS:
        readers = (MAY_READ[kind] & VISITORS) | {"tomasz", "shadow"}
        everywhere |= {word(what, kind.value): readers for what in OF_A_DOCUMENT}
        everywhere |= {word(what, kind.value): MAY_SEE_HELD for what in OUT_OF_SIGHT}
        everywhere[word("invited", kind.value)] = INVITES
        everywhere[word("withdrawn", kind.value)] = set()
    return everywhere | {word(what, THEIRS): {"tomasz"} for what in OF_A_DOCUMENT}


@pytest.mark.parametrize("who", sorted(A_FEW))
def test_people_find_the_private_words_they_may_see_and_no_others(site: Site, who: str) -> None:
    assert crawled(site, who) == may_find(who)


@pytest.mark.sweep("pages")
@pytest.mark.parametrize("who", sorted(VISITORS - A_FEW))
def test_everybody_else_finds_the_words_they_may_see_and_no_others(site: Site, who: str) -> None:
    assert crawled(site, who) == may_find(who)


@pytest.mark.parametrize("who", sorted(A_FEW))
def test_people_search_the_private_words_they_may_see_and_no_others(site: Site, who: str) -> None:
    assert searched(site, who) - titles() == may_find(who) & searchable()


@pytest.mark.sweep("pages")
@pytest.mark.parametrize("who", sorted(VISITORS - A_FEW))
def test_everybody_else_searches_the_words_they_may_see_and_no_others(site: Site, who: str) -> None:
    assert searched(site, who) - titles() == may_find(who) & searchable()


def searched(site: Site, who: str) -> set[str]:
    """Return the words somebody finds by looking for what they all begin with."""
    found = set[str]()
    for key in keys(site):
        for page in SEARCHES:
            response = site.visit(who, "GET", f"/documents/{key}/en/search{page}q=kanarie")
            found |= set(CANARY.findall(words_of(response)))
    return found


def searchable() -> set[str]:
    return {word(what, where) for what in SEARCHED for where in (*KINDS, THEIRS)}


def titles() -> set[str]:
    """Return the words in the names of documents and people, which stand on every page."""
    return {word("title", where) for where in (*KINDS, THEIRS)} | {word("name")}


def may_find(who: str) -> set[str]:
    return {each for each, people in allowed().items() if who in people}


def crawled(site: Site, who: str) -> set[str]:
    """Return the words somebody finds by following every link and trying every address."""
    waiting, seen, found = ["/", *guesses(site)], set[str](), set[str]()
    while waiting:
        address = waiting.pop()
        kind = NUMBERED.sub("=1", address)
        if kind in seen or address.startswith("/assets/"):
            continue
        seen.add(kind)
        assert len(seen) < MOST_PAGES, "the pages go on without an end"
        response = site.visit(who, "GET", address)
        said = words_of(response)
        found |= set(CANARY.findall(said))
        waiting += [link for link in links(said) if is_worth_opening(link, who)]
    return found


def guesses(site: Site) -> list[str]:
    """Return the address of every page about every thing, also of those that no link leads to.

    Those behind the secret of an invitation are left out: they are for whoever holds the link.
    """
    pages = [rule for row, rule in site.rules.items() if row.endswith("GET")]
    apart = {"document": THEIRS, "section": "canary"}
    guessed = {
        site.address(rule, place, **each)
        for rule in pages
        for place in site.places.values()
        for each in ({}, place.held, apart)
        if "secret" not in rule.arguments
    }
    files = {f"/documents/{key}/en/files/{key}-{which}" for key in keys(site) for which in FILES}
    return sorted(guessed | files)


FILES = [f"{which}.{form}" for which in ("draft", "1", "2") for form in ("md", "zip")]


def keys(site: Site) -> list[str]:
    return [*(place.values["document"] for place in site.places.values()), THEIRS]


def links(page: str) -> list[str]:
    return LINK.findall(page)


def is_worth_opening(link: str, who: str) -> bool:
    return not link.endswith(".pdf") or (who in PRINTS and link.endswith("/en/files/public-1.pdf"))


def words_of(response: TestResponse) -> str:
    """Return everything an answer says, also inside a zip or a PDF."""
    said = f"{response.headers}"
    match response.mimetype:
        case "application/pdf":
            return said + "".join(printed.pages(response.data)).replace("-", "")
        case "application/zip":
            with zipfile.ZipFile(io.BytesIO(response.data)) as folder:
                return said + "".join(folder.read(name).decode() for name in folder.namelist())
        case _:
            return said + unescape(response.data.decode(errors="replace"))


@pytest.mark.parametrize("form", ["md", "zip", "pdf"])
def test_files_hold_the_text_and_nothing_of_the_talk(site: Site, form: str) -> None:
    response = site.visit("visitor", "GET", f"/documents/public/en/files/public-draft.{form}")

    found = set(CANARY.findall(words_of(response)))

    assert found == {word(what, "public") for what in ("title", "heading", "text", "term")}
