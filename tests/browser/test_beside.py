"""Before and after beside each other where there is room, in one column where there is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.pages.person import DESKTOP, PHONE
from tests.browser.pages.reader import Reader
from tests.cast import Cast
from wiki.database import Database
from wiki.models import Account, Text

pytestmark = pytest.mark.browser

Comes = Callable[..., Reader]


@pytest.fixture
def suggestion(database: Database, people: Cast) -> str:
    """Give the address of a suggestion to say a word otherwise."""
    with database.write() as db:
        text = next(one for one in db.query(Text) if one.language == "en")
        noor = db.get_one(Account, people.noor.id)
        made = factories.proposal(db, text, old="Everybody", new="Everyone", by=noor)
        return f"/documents/code/proposals/{made.id}"


@pytest.mark.parametrize("scripts", [True, False])
def test_before_and_after_stand_beside_each_other(
    comes: Comes, people: Cast, suggestion: str, scripts: bool
) -> None:
    bram = comes(people.bram, scripts=scripts)
    bram.opens(suggestion)
    bram.follows("Side by side")

    gone = bram.page.locator("td del").bounding_box()
    come = bram.page.locator("td ins").bounding_box()
    assert gone is not None
    assert come is not None
    assert gone["x"] + gone["width"] < come["x"]
    assert abs(gone["y"] - come["y"]) < 2


def test_on_a_phone_it_is_one_column_and_nothing_lies_beside_the_screen(
    comes: Comes, people: Cast, suggestion: str
) -> None:
    bram = comes(people.bram, device=PHONE)
    bram.opens(f"{suggestion}?view=beside")

    expect(bram.page.locator("table")).to_be_hidden()
    expect(bram.page.locator(".redline ins:visible")).to_have_text("added: Everyone")
    assert bram.fits_the_screen()


def test_keys_lead_to_what_went_and_then_to_what_came(
    comes: Comes, people: Cast, suggestion: str
) -> None:
    bram = comes(people.bram, device=DESKTOP)
    bram.opens(f"{suggestion}?view=beside")

    bram.page.keyboard.press("n")
    expect(bram.page.locator("td del")).to_be_focused()
    bram.page.keyboard.press("n")
    expect(bram.page.locator("td ins")).to_be_focused()
