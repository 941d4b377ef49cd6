"""Pieces of pages that are remembered: by their values, and by nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from jinja2 import DictLoader, UndefinedError
from markupsafe import Markup

from wiki.web import languages


@pytest.fixture
def fragment(app: Flask) -> Callable[..., Markup]:
    app.jinja_env.loader = DictLoader(
        {
            "greeting.html": "<p>{{ _('Paragraph') }} {{ name }}</p>",
            "spy": "{{ viewer.display_name }}",
        }
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


def test_a_fragment_knows_nothing_of_who_asks(app: Flask, fragment: Callable[..., Markup]) -> None:
    with app.test_request_context(), pytest.raises(UndefinedError):
        fragment("spy")
