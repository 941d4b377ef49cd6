"""Pieces of pages that are remembered: by their values, and by nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask, render_template
from jinja2 import DictLoader
from markupsafe import Markup

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from wiki.database import Database
from wiki.models import Readers
from wiki.web import fragments, languages

OF_THE_REQUEST = (
    "can",
    "config",
    "csrf_token",
    "form_key",
    "g",
    "get_flashed_messages",
    "reacting_is_open",
    "reacting_opens_on",
    "request",
    "session",
    "viewer",
)


def spy(name: str) -> str:
    return f"{{{{ {name} is defined }}}}"


def macro(name: str) -> str:
    return f"{{% macro tell() %}}{spy(name)}{{% endmacro %}}"


def importing(name: str) -> str:
    return f"{{% from 'macro-{name}.html' import tell %}}{{{{ tell() }}}}"


@pytest.fixture
def fragment(app: Flask) -> Callable[..., Markup]:
    app.jinja_env.loader = DictLoader(
        {
            "greeting.html": "<p>{{ _('Paragraph') }} {{ name }}</p>",
        }
        | {f"spy-{name}.html": spy(name) for name in OF_THE_REQUEST}
        | {f"macro-{name}.html": macro(name) for name in OF_THE_REQUEST}
        | {f"importing-{name}.html": importing(name) for name in OF_THE_REQUEST}
    )
    return app.jinja_env.globals["fragment"]  # type: ignore[return-value]


def test_the_same_values_are_written_once(app: Flask, fragment: Callable[..., Markup]) -> None:
    with app.test_request_context():
        assert fragment("greeting.html", name="Noor") is fragment("greeting.html", name="Noor")
        assert fragment("greeting.html", name="Bram") == "<p>Paragraph Bram</p>"


def test_each_language_has_its_own(app: Flask, fragment: Callable[..., Markup]) -> None:
    with app.test_request_context():
        languages.speak("en")
        english = fragment("greeting.html", name="Noor")
        languages.speak("nl")
        assert fragment("greeting.html", name="Noor") == "<p>Alinea Noor</p>" != english


def test_a_site_below_a_path_has_its_own(app: Flask, fragment: Callable[..., Markup]) -> None:
    with app.test_request_context():
        above = fragment("greeting.html", name="Noor")
    with app.test_request_context(base_url="http://localhost/wiki"):
        assert fragment("greeting.html", name="Noor") is not above


def test_values_are_escaped(app: Flask, fragment: Callable[..., Markup]) -> None:
    with app.test_request_context():
        assert fragment("greeting.html", name="<b>") == "<p>Paragraph &lt;b&gt;</p>"


@pytest.mark.parametrize("name", OF_THE_REQUEST)
@pytest.mark.parametrize("page", ["spy-{}.html", "importing-{}.html"])
def test_a_fragment_knows_nothing_of_who_asks(
    app: Flask, fragment: Callable[..., Markup], name: str, page: str
) -> None:
    with app.test_request_context():
        assert render_template(f"spy-{name}.html") == "True"
        assert fragment(page.format(name)) == "False"


def test_markup_is_refused_since_it_equals_the_words_it_is_written_with(
    app: Flask, fragment: Callable[..., Markup]
) -> None:
    with app.test_request_context(), pytest.raises(TypeError):
        fragment("greeting.html", name=Markup("<b>Noor</b>"))


def test_what_is_remembered_has_a_bound(app: Flask, fragment: Callable[..., Markup]) -> None:
    remembered = app.extensions["wiki_fragments"].remembered
    with app.test_request_context():
        for number in range(20):
            fragment("greeting.html", name=f"{number}" * (fragments.CHARACTERS // 12))
        whole = fragment("greeting.html", name="x" * 2 * fragments.CHARACTERS)

    assert len(whole) > fragments.CHARACTERS
    assert remembered.currsize <= fragments.CHARACTERS


def test_values_weigh_as_much_as_what_is_written_with_them(
    app: Flask, fragment: Callable[..., Markup]
) -> None:
    remembered = app.extensions["wiki_fragments"].remembered
    with app.test_request_context():
        fragment("greeting.html", name="Noor", unseen=(("x" * 1000,), 3, None))

    assert 1000 < remembered.currsize < 1100


def test_asking_for_a_form_at_every_paragraph_gives_a_visitor_nothing_new_to_remember(
    visit: Callable[..., Browser], app: Flask, people: Cast, database: Database
) -> None:
    with database.write() as db:
        document = factories.document(db, key="open", readers=Readers.PUBLIC)
        factories.text(db, document, source="One.\n\nTwo.\n\nThree.\n")
    remembered = app.extensions["wiki_fragments"].remembered
    visitor, path = visit(), "/documents/open/en/sections/respect"
    assert visitor.get(path).status_code == 200
    before = remembered.currsize

    for position in range(3):
        visitor.get(f"{path}?block={position}")

    assert remembered.currsize == before > 0
