"""What somebody typed outlives every refusal, be it one word or a box ticked among several."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import html5lib
import pytest
from flask import Flask, request

from tests.architecture.sources import ROOT
from tests.cast import Cast
from tests.web.browsing import Browser
from wiki import errors as refusals
from wiki.database import Busy, Full
from wiki.domain.permissions import Permission
from wiki.web import forms
from wiki.web.access import public, requires

Visit = Callable[..., Browser]
FIELD = re.compile(r'form_field\("(?P<name>[\w-]+)"(?P<more>.*?)\) ?\}\}', re.S)
KIND = re.compile(r'kind="([a-z-]+)"')
TYPED = ("text", "email", "search", "textarea")
REFUSALS = (
    refusals.NotAllowed("document:read"),
    refusals.Invalid("source", "missing"),
    refusals.Stale("whatever"),
    refusals.TooMany("too_many_tries", seconds=61),
    Busy(),
    Full(),
    ZeroDivisionError(),
)
SENT = {
    "source": "Why?",
    "take": ["1", "3"],
    "outcome": "adopted",
    "form_key": "AnAccidentalKey",
    "password": "unspeakable",
}


def add(app: Flask, view: Callable[[], object]) -> None:
    app.add_url_rule("/thing", "thing", view, methods=["GET", "POST"])  # type: ignore[type-var]


def refuse(app: Flask, error: Exception) -> None:
    @public
    def view() -> object:
        raise error

    add(app, view)


def fields(page: str, *tags: str) -> list[tuple[str, str]]:
    """Return the names and values of the fields on a page, in their order."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    found = (one for one in tree.iter() if one.tag in tags)
    return [(one.get("name", ""), one.get("value") or (one.text or "")) for one in found]


def typed_in() -> Iterator[str]:
    """Give the beginning of the name of every field of the site that people type in."""
    for path in (ROOT / "templates").rglob("*.html"):
        for found in FIELD.finditer(path.read_text(encoding="utf-8")):
            kind = KIND.search(found["more"])
            if (kind[1] if kind else "text") in TYPED and "readonly" not in found["more"]:
                yield found["name"]


@pytest.mark.parametrize("error", REFUSALS, ids=lambda error: type(error).__name__)
def test_one_word_is_kept_where_people_can_read_it(
    app: Flask, browser: Browser, error: Exception
) -> None:
    refuse(app, error)

    answer = browser.post("/thing", **SENT)

    words = [value.strip("\n") for _, value in fields(answer.text, "textarea")]
    assert words == ["Why?"]
    assert "unspeakable" not in answer.text


def test_a_box_ticked_among_several_is_sent_again_with_the_others(
    app: Flask, browser: Browser
) -> None:
    refuse(app, Busy())

    answer = browser.post("/thing", **SENT)

    again = [one for one in fields(answer.text, "input", "textarea") if one[0] in SENT]
    assert sorted(again) == [
        ("form_key", "AnAccidentalKey"),
        ("outcome", "adopted"),
        ("source", "Why?"),
        ("take", "1"),
        ("take", "3"),
    ]


def test_signing_in_on_the_way_loses_none_of_several_ticked_boxes(
    app: Flask, browser: Browser, people: Cast
) -> None:
    @requires(Permission.OWN_ACCOUNT)
    def view() -> object:
        return ",".join(request.form.getlist("take"))

    add(app, view)
    stopped = browser.post("/thing", **SENT)
    assert stopped.status_code == 401

    kept = [one for one in fields(stopped.text, "input", "textarea") if one[0].startswith("kept.")]

    assert sorted((name, value.strip("\n")) for name, value in kept) == [
        ("kept.action", "/thing"),
        ("kept.unseen.form_key", "AnAccidentalKey"),
        ("kept.unseen.outcome", "adopted"),
        ("kept.unseen.take", "1"),
        ("kept.unseen.take", "3"),
        ("kept.words.source", "Why?"),
    ]
    again: dict[str, list[str]] = {}
    for name, value in kept:
        again.setdefault(name, []).append(value)
    failed = browser.post("/sign-in", email="nobody@example.org", password="wrong", **again)
    still = [one for one in fields(failed.text, "input", "textarea") if one[0].startswith("kept.")]
    assert sorted(still) == sorted(kept)


def test_words_that_wait_for_signing_in_are_readable_where_that_is_refused(
    app: Flask, browser: Browser
) -> None:
    refuse(app, Busy())

    answer = browser.post("/thing", **{"kept.words.source": "Why?", "kept.unseen.round": "one"})

    waiting = fields(answer.text, "textarea")
    assert [(name, value.strip("\n")) for name, value in waiting] == [("kept.words.source", "Why?")]
    assert ("kept.unseen.round", "one") in fields(answer.text, "input")


def test_every_field_that_people_type_in_is_known_as_one() -> None:
    names = set(typed_in())

    assert {"source", "summary", "why", "reason"} <= names
    assert [name for name in names if not forms.is_words(name, "Why?")] == []
