"""Going back to the answer to a form shows it again with what was typed, until one signs out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.pages.reader import Reader
from tests.cast import Cast

pytestmark = pytest.mark.browser

NEW = "/documents/code/en/sections/speaking-up/proposals/new?first=0&last=0"
OTHER = "Anyone may speak up, always."
SHOW, SEND = "Show the change", "Send suggestion"


def begins(reader: Reader, words: str) -> None:
    """Write other words for the first paragraph."""
    reader.opens(NEW)
    reader.words_in_the_box()
    reader.writes_instead(words)
    reader.writes("It is shorter.", in_="Why")


def typed(reader: Reader) -> list[str]:
    """Return what stands in the two boxes."""
    why = reader.page.locator("textarea[name=why]")
    return [reader.words_in_the_box(), why.input_value()]


@pytest.mark.parametrize("scripts", [True, False])
def test_going_back_to_a_preview_and_to_the_form_before_it_loses_nothing(
    comes: Callable[..., Reader], people: Cast, scripts: bool
) -> None:
    noor = comes(people.noor, scripts=scripts)
    begins(noor, OTHER)
    noor.presses(SHOW)
    noor.sees_the_change(removed="Everybody", added="Anyone")
    noor.follows("Help")

    noor.page.go_back()

    noor.sees_the_change(removed="Everybody", added="Anyone")
    assert typed(noor) == [OTHER, "It is shorter."]
    noor.page.go_back()
    assert noor.page.url.endswith(NEW)
    assert typed(noor) == [OTHER, "It is shorter."]


def test_going_back_from_what_was_sent_shows_the_preview_again(
    comes: Callable[..., Reader], people: Cast
) -> None:
    noor = comes(people.noor, scripts=False)
    begins(noor, OTHER)
    noor.presses(SHOW)
    noor.presses(SEND)
    noor.sees("Thank you.")

    noor.page.go_back()

    assert typed(noor) == [OTHER, "It is shorter."]


def test_going_back_to_a_refusal_shows_it_again_with_what_was_typed(
    comes: Callable[..., Reader], people: Cast
) -> None:
    noor = comes(people.noor, scripts=False)
    unchanged = "Everybody may speak up when something is not right."
    begins(noor, unchanged)
    noor.presses(SEND)
    noor.sees("Nothing was changed yet.")
    noor.follows("Help")

    noor.page.go_back()

    noor.sees("Nothing was changed yet.")
    assert typed(noor) == [unchanged, "It is shorter."]
    noor.complaints.clear()  # the browser reports the refusal itself


def test_nothing_typed_is_kept_on_the_device_after_signing_out(
    comes: Callable[..., Reader], people: Cast
) -> None:
    noor = comes(people.noor, scripts=False)
    begins(noor, OTHER)
    noor.presses(SHOW)
    noor.page.locator(".menu > summary").click()
    noor.presses("Sign out")
    noor.page.locator("header").get_by_role("link", name="Sign in", exact=True).wait_for()

    with pytest.raises(Exception, match="ERR_CACHE_MISS"):
        noor.page.go_back()

    noor.does_not_see(OTHER)
