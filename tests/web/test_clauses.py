"""Editors say what each paragraph is, and readers see it."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.cast import Cast
from tests.web.browsing import Browser
from wiki.models import Text

Visit = Callable[..., Browser]
SECTION = "/documents/code/en/sections/respect"
FIELD = re.compile(r'name="(kind-[a-z0-9]+)"')


def test_an_editor_gives_a_paragraph_a_kind_that_readers_see(
    visit: Visit, people: Cast, text: Text
) -> None:
    claire = visit(people.claire)
    fields = FIELD.findall(claire.get(f"{SECTION}/clauses").text)

    answer = claire.post(f"{SECTION}/clauses", **{fields[0]: "value", fields[1]: ""})

    assert answer.status_code == 303
    page = visit(people.noor).get(SECTION).text
    assert re.findall(r'class="block__kind">([^<]*)<', page) == ["Value"]
    assert 'value="value" selected' in claire.get(f"{SECTION}/clauses").text


def test_a_kind_that_is_none_is_refused_at_its_field(
    visit: Visit, people: Cast, text: Text
) -> None:
    claire = visit(people.claire)
    field = FIELD.findall(claire.get(f"{SECTION}/clauses").text)[0]

    answer = claire.post(f"{SECTION}/clauses", **{field: "law"})

    assert answer.status_code == 422
    assert f'id="error-{field}"' in answer.text


def test_paragraphs_that_are_gone_meanwhile_change_nothing(
    visit: Visit, people: Cast, text: Text
) -> None:
    claire = visit(people.claire)

    answer = claire.post(f"{SECTION}/clauses", **{"kind-gone": "value"})

    assert answer.status_code == 409
    assert "block__kind" not in visit(people.noor).get(SECTION).text
