"""After sending something the thanks are in sight, also where the page begins further down."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.pages.person import PHONE
from tests.browser.pages.reader import Reader
from tests.cast import Cast

pytestmark = pytest.mark.browser

SECTION = "/documents/code/en/sections/speaking-up"


def bottom(found: Locator) -> float:
    """Return where the lower edge of something is on the screen, in pixels."""
    box = found.bounding_box()
    assert box
    return box["y"] + box["height"]


@pytest.mark.parametrize("width", [320, 360])
def test_thanks_for_a_comment_stand_below_it_on_a_phone_and_can_be_closed(
    comes: Callable[..., Reader], people: Cast, width: int
) -> None:
    device = {**PHONE, "viewport": {"width": width, "height": 640}}
    noor = comes(people.noor, device=device, scripts=False)
    noor.opens(f"{SECTION}?block=2")
    noor.says("Who is that?")

    thanks = noor.page.get_by_role("status")
    comment = noor.page.locator(":target")
    expect(thanks).to_be_in_viewport(ratio=1)
    expect(thanks).to_contain_text("Thank you.")
    expect(thanks).to_have_count(1)
    assert bottom(comment) <= noor.page.locator(".flashes").bounding_box()["y"]
    assert noor.fits_the_screen()
    noor.page.get_by_text("Close this message").click()
    expect(thanks).to_be_hidden()


def test_thanks_make_room_for_the_next_comment(comes: Callable[..., Reader], people: Cast) -> None:
    noor = comes(people.noor, device=PHONE)
    noor.opens(f"{SECTION}?block=2")
    noor.says("Who is that?")
    thanks = noor.page.get_by_role("status")
    expect(thanks).to_be_in_viewport(ratio=1)

    noor.page.locator("#block-2 [data-react]").click()
    expect(thanks).to_be_hidden()
    noor.says("And when?")

    expect(thanks).to_be_in_viewport(ratio=1)


def test_on_a_low_screen_thanks_lie_over_nothing(
    comes: Callable[..., Reader], people: Cast
) -> None:
    noor = comes(people.noor, device={"viewport": {"width": 320, "height": 256}}, scripts=False)
    noor.opens(f"{SECTION}?block=2")
    noor.says("Who is that?")

    expect(noor.page.locator(":target")).to_be_in_viewport()
    expect(noor.page.get_by_role("status")).not_to_be_in_viewport()
