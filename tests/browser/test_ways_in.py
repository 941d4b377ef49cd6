"""What one can do with a paragraph is seen without pointing at it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.pages.person import DESKTOP
from tests.browser.pages.reader import Reader
from tests.cast import Cast

pytestmark = pytest.mark.browser

LOOKS = """(link) => {
  const { color, fontSize, textDecorationLine, textDecorationColor } = getComputedStyle(link);
  return [color, fontSize, textDecorationLine, textDecorationColor];
}"""


@pytest.mark.parametrize("way", ["data-react", "data-suggest"])
def test_reacting_and_suggesting_look_like_the_other_small_links(
    comes: Callable[..., Reader], people: Cast, way: str
) -> None:
    noor = comes(people.noor, device=DESKTOP)
    noor.opens("/documents/code/en/sections/speaking-up")
    small = noor.page.locator("main .facts a, main .quiet a").first.evaluate(LOOKS)

    assert noor.page.locator(f".block [{way}]").first.evaluate(LOOKS) == small
