"""A table wider than a phone is scrolled by itself; a shadow says where more of it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from wiki import paths
from wiki.assets import Assets
from wiki.text import render

pytestmark = pytest.mark.browser

COLUMNS = "| When | Who | Where | How | Why |\n|---|---|---|---|---|\n| a | b | c | d | e |\n"
PAGE = """<!doctype html><html lang="en" data-theme="{theme}"><style>{css}</style>
<body><main class="sheet"><div class="prose">{table}</div></main></body></html>"""


@pytest.fixture(params=["light", "dark"])
def phone(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Give a narrow page with a wide table."""
    css = Assets(paths.static()).named("wiki.css").body.decode()
    page = chromium.new_page(viewport={"width": 320, "height": 640})
    table = render.to_html(COLUMNS, "en")
    page.set_content(PAGE.format(theme=request.param, css=css, table=table))
    yield page
    page.close()


def shadows(page: Page) -> tuple[bool, bool]:
    """Tell whether the left and the right edge of the table look other than the paper does."""
    box = page.locator("table").bounding_box()
    assert box
    below, right = box["y"] + box["height"], box["x"] + box["width"]

    def strip(x: float, y: float) -> bytes:
        return page.screenshot(clip={"x": x, "y": y, "width": 3, "height": 3})

    paper = strip(box["x"], below + 8)
    return strip(box["x"], below - 7) != paper, strip(right - 4, below - 7) != paper


@pytest.mark.parametrize(
    ("scrolled", "expected"), [(0, (False, True)), (0.5, (True, True)), (1, (True, False))]
)
def test_a_shadow_is_at_each_side_where_more_of_a_table_is(
    phone: Page, scrolled: float, expected: tuple[bool, bool]
) -> None:
    phone.locator("table").evaluate(
        "(table, part) => { table.scrollLeft = part * (table.scrollWidth - table.clientWidth) }",
        scrolled,
    )

    assert shadows(phone) == expected
    assert phone.evaluate("document.documentElement.scrollWidth") == 320
