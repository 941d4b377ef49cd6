"""Suggesting other words for a table: what its signs are for is said above the box."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import SECTION, move_on
from wiki.database import Database
from wiki.models import Text

Visit = Callable[..., Browser]
TABLE = "| Who | Where |\n|---|---|\n| Adviser | Room 2 |\n"
OF_TABLES = "| stands between its cells"
OF_LISTS = "becomes a bullet"


@pytest.mark.parametrize(
    ("asked", "of_tables", "of_lists"),
    [
        ("first=0", True, False),
        ("first=1", False, True),
        ("first=0&last=1", True, True),
        ("place=0", False, True),
    ],
)
def test_what_the_signs_of_a_table_are_for_is_said_where_one_is_written(
    visit: Visit,
    people: Cast,
    text: Text,
    database: Database,
    asked: str,
    of_tables: bool,
    of_lists: bool,
) -> None:
    move_on(database, people.claire, "We listen", f"{TABLE}\nWe listen")

    page = visit(people.noor).get(f"{SECTION}/proposals/new?{asked}").text

    hint = re.search(r'id="hint-words">(.*?)</p>', page, re.S)
    assert hint
    assert hint.start() < page.index("<textarea")
    assert (OF_TABLES in hint[1], OF_LISTS in hint[1]) == (of_tables, of_lists)
