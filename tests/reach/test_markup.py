"""Every page is strict HTML; nothing needs repairing, nothing refers to what isn't there."""

from __future__ import annotations

import pytest

from tests.databases import Copies
from tests.reach import markup
from tests.reach.demo import Walk
from tests.reach.routes import Routes, open_columns
from tests.reach.states import STATES
from tests.reach.test_pages import FILES, in_state, met
from tests.reach.views import LANGUAGES, Once
from tests.web.expectations import GUARDS
from wiki import paths

FRAME = '<!doctype html><html lang="en"><head><title>Page</title></head><body>@</body></html>'
PLANTED = {
    "end-tag-too-early": "<p>One</div>",
    "stands 2 times": '<p id="a">One</p><p id="a">Two</p>',
    "which is nowhere": '<label for="b">Name</label>',
    "li stands in div": "<div><li>One</li></div>",
    "p stands in ul": "<ul><p>One</p></ul>",
    "div stands in span": "<span><div>One</div></span>",
    "can be pressed inside": '<a href="/a"><button>One</button></a>',
    "no date a machine can read": '<time datetime="2026-03-02T09:30:00.123456">Then</time>',
    "its first choice is one": '<select required><option value="a">A</option></select>',
    "no words in place": '<img src="a.png">',
}


@pytest.mark.parametrize("wrong", PLANTED)
def test_what_is_wrong_is_found(wrong: str) -> None:
    found = markup.faults(FRAME.replace("@", PLANTED[wrong]))

    assert any(wrong in fault for fault in found), found


def test_a_plain_page_has_no_fault() -> None:
    assert markup.faults(FRAME.replace("@", '<h1>Page</h1><a href="/"><p>One</p></a>')) == []


def test_every_page_is_strict_html_for_one_person(routes: Routes) -> None:
    found = {}
    for number, row in enumerate(row for row in GUARDS if row.endswith("GET")):
        columns = open_columns(row)
        view = routes.one(row, columns[number % len(columns)], LANGUAGES[number % 2])
        assert (view is None) == (row in FILES), row
        if view is not None:
            found[view.title] = markup.faults(view.html)

    assert {title: faults for title, faults in found.items() if faults} == {}


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_strict_html(copies: Copies, state: str) -> None:
    assert markup.faults(in_state(copies, state, "en").html) == []


@pytest.mark.sweep("pages")
@pytest.mark.parametrize("row", GUARDS)
def test_every_page_is_strict_html_for_everybody(
    routes: Routes, walk: Walk, once_parsed: Once, row: str
) -> None:
    new = once_parsed.of(met(routes, walk, row))
    found = {view.title: markup.faults(view.html) for view in new}

    assert {title: faults for title, faults in found.items() if faults} == {}


@pytest.mark.sweep("pages")
def test_every_template_of_a_page_is_met(copies: Copies, routes: Routes, walk: Walk) -> None:
    everywhere = {view.template for row in GUARDS for view in met(routes, walk, row)}
    everywhere |= {in_state(copies, state, "en").template for state in STATES}

    assert pages() - everywhere == set()


def pages() -> set[str]:
    """Return the templates of whole pages."""
    rooms = [room for room in paths.templates().iterdir() if room.is_dir()]
    rooms = [
        room for room in rooms if room.name not in ("components", "emails", "export", "layouts")
    ]
    found = [file for room in rooms for file in room.glob("[!_]*.html")]
    return {file.relative_to(paths.templates()).as_posix() for file in found}
