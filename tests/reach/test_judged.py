"""What was judged by hand stays true, and what is wrong on a page is found."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from playwright.sync_api import Browser

from tests.architecture.stylesheet import FOLDER, Tokens, contrast
from tests.reach.examiner import DESKTOP, LOOKS, Examiner, Look, examining
from tests.reach.shelf import Shelf
from tests.reach.views import View
from tests.serving import serving

PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Page</title>
<style>body { background: white; color: black }</style></head>
<body><main><h1>Page</h1>@</main></body></html>"""
LONG = "Everybody may speak, and nobody is laughed at for how they say it. " * 3
PLANTED = {
    "image-alt": '<img src="data:," width="20" height="20">',
    "label": '<input name="q">',
    "color-contrast": '<p style="color: #aaa">Too faint</p>',
    "heading-order": "<h4>Too deep</h4>",
    "target-size": '<a href="/a" style="font-size: 6px">a</a><a href="/b">b</a>',
    "unjudged color-contrast": '<p style="background: linear-gradient(white, black)">Ramp</p>',
    "scrolls both ways": '<p style="width: 600px">Wide</p>',
    "lies beside the screen": '<p style="position: absolute; left: -50px; margin: 0">Out</p>',
    "is cut off": f'<p style="height: 2em; overflow: hidden">{LONG}</p>',
    "is cut off: p (1280 px), spaced out": '<p style="height: 1.3em; overflow: hidden">Line</p>',
    "covers the screen": '<p style="position: fixed; height: 200px">Over all</p>',
    "moves": '<p style="transition: color 2s">Slow</p>',
    "has no edge": '<button style="border: 0">Press</button>',
}


BY_DAY = Look(DESKTOP, "light")
FAINT_BY_NIGHT = """<style>:root { color-scheme: light dark }</style>
<p style="background: white; color: light-dark(black, #ccc)">Faint by night</p>"""
UNNAMED_ON_A_PHONE = """<style>@media (min-width: 50rem) { img { display: none } }</style>
<img src="data:," width="20" height="20">"""


@pytest.fixture(scope="module")
def planted(chromium: Browser):
    shelf = Shelf(lambda _environ, start: start("404 Not Found", []) or [b""])
    with serving(shelf) as address, examining(chromium, address) as examiner:
        yield shelf, examiner


def troubles(
    planted: tuple[Shelf, Examiner], html: str, looks: Iterable[Look] = (BY_DAY,)
) -> list[str]:
    shelf, examiner = planted
    page = View("planted", "en", "", PAGE.replace("@", html))
    return examiner.troubles(shelf.lay(page), looks)


@pytest.mark.browser
@pytest.mark.parametrize("wrong", PLANTED)
def test_what_is_planted_is_found(planted, wrong: str) -> None:
    assert any(wrong in trouble for trouble in troubles(planted, PLANTED[wrong]))


@pytest.mark.browser
def test_what_is_wrong_by_night_only_is_found_on_every_screen(planted) -> None:
    found = troubles(planted, FAINT_BY_NIGHT, LOOKS)

    assert {one.split("(")[-1] for one in found} == {"1280 px, dark)", "360 px, dark)"}


@pytest.mark.browser
def test_what_is_wrong_on_a_phone_only_is_found(planted) -> None:
    found = troubles(planted, UNNAMED_ON_A_PHONE, LOOKS)

    assert [one for one in found if "image-alt" in one and "360 px" in one]
    assert not [one for one in found if "1280 px" in one]


@pytest.mark.browser
def test_a_plain_page_has_no_trouble(planted) -> None:
    assert troubles(planted, f"<p>{LONG}</p><button>Send</button>") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_shadow_of_a_table_keeps_words_readable(scheme: str) -> None:
    tokens = Tokens((FOLDER / "tokens.css").read_text(encoding="utf-8"))
    paper, shadow = (tokens.colour(name, scheme) for name in ("--paper", "--muted"))
    darkest = mixed(shadow, paper, 0.4)

    assert contrast(tokens.colour("--ink", scheme), darkest) >= 4.5


def mixed(one: str, other: str, part: float) -> str:
    """Return a colour over another one, as much of it as this part."""
    pairs = ((int(one[n : n + 2], 16), int(other[n : n + 2], 16)) for n in (1, 3, 5))
    return "#" + "".join(f"{round(front * part + back * (1 - part)):02x}" for front, back in pairs)
