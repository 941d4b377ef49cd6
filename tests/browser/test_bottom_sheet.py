"""On a phone the talk about a paragraph opens from the bottom, and closing it leads back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests import factories
from tests.browser.pages.person import PHONE
from tests.browser.pages.reader import Reader
from tests.cast import Cast
from wiki.database import Database
from wiki.models import Account, Text

pytestmark = pytest.mark.browser

Comes = Callable[..., Reader]
LONG = 12
QUOTE = "can *help* you"


@pytest.fixture(autouse=True)
def talk(database: Database, people: Cast) -> None:
    """Have people talk about the first paragraph, and much about the last one."""
    with database.write() as db:
        text = next(one for one in db.query(Text) if one.language == "en")
        noor = db.get_one(Account, people.noor.id)
        factories.thread(db, text, by=noor, on="something is not right", words="Such as?")
        for number in range(LONG):
            factories.thread(db, text, by=noor, on=QUOTE, words=f"Who is that, {number}?")


def reads(comes: Comes, people: Cast, **options: object) -> Reader:
    """Have bram open the section on a phone."""
    bram = comes(people.bram, device=PHONE, **options)
    bram.opens_the_section("speaking-up")
    return bram


def sheet(reader: Reader) -> Locator:
    """Return what opens from the bottom."""
    return reader.page.get_by_role("dialog")


def test_it_opens_below_the_words_it_is_about_and_escape_leads_back(
    comes: Comes, people: Cast
) -> None:
    bram = reads(comes, people)
    bram.page.locator("#threads-2 > summary").scroll_into_view_if_needed()
    height = bram.page.evaluate("scrollY")

    bram.page.locator("#threads-2 > summary").click()

    expect(sheet(bram)).to_have_accessible_name("12 comments on paragraph 1.3")
    expect(sheet(bram).get_by_role("button", name="Close")).to_be_focused()
    expect(sheet(bram).get_by_text("Who is that, 11?")).to_be_attached()
    words = bram.page.locator("[data-visible] mark[data-lit]").first.bounding_box()
    over = sheet(bram).bounding_box()
    assert words is not None
    assert over is not None
    assert 0 <= words["y"] < words["y"] + words["height"] <= over["y"]
    assert bram.fits_the_screen()

    bram.page.keyboard.press("Escape")

    expect(sheet(bram)).to_be_hidden()
    expect(bram.page.locator("#threads-2 > summary")).to_be_focused()
    bram.page.wait_for_function(f"scrollY === {height}")
    expect(bram.page.locator("#threads-2 .thread")).to_have_count(LONG)
    expect(bram.page.locator("mark[data-lit]")).to_have_count(0)


def test_tapping_words_that_are_talked_about_opens_what_is_said_of_them(
    comes: Comes, people: Cast
) -> None:
    bram = reads(comes, people)

    bram.page.locator("[data-visible] mark", has_text="something is not right").tap()

    expect(sheet(bram)).to_have_accessible_name("1 comment on paragraph 1.1")
    expect(sheet(bram).get_by_text("Such as?")).to_be_in_viewport()
    bram.presses("Close")
    expect(sheet(bram)).to_be_hidden()
    expect(bram.page.locator("#threads-0 > summary")).to_be_focused()


def test_on_a_tablet_they_open_beside_their_paragraph(comes: Comes, people: Cast) -> None:
    bram = comes(people.bram)
    bram.page.set_viewport_size({"width": 800, "height": 700})
    bram.opens_the_section("speaking-up")

    bram.page.locator("[data-visible] mark", has_text="something is not right").click()

    expect(sheet(bram)).to_be_hidden()
    expect(bram.page.locator("#block-0").get_by_text("Such as?")).to_be_in_viewport()


def test_the_focus_stays_in_it_until_the_button_closes_it(comes: Comes, people: Cast) -> None:
    bram = reads(comes, people)
    bram.page.locator("#threads-0 > summary").click()

    for _ in range(4):
        bram.page.keyboard.press("Tab")
        assert not bram.page.evaluate("document.activeElement.closest('.block, header, footer')")
    bram.presses("Close")

    expect(sheet(bram)).to_be_hidden()
    bram.page.locator("#threads-0 > summary").click()
    expect(sheet(bram).get_by_text("Such as?")).to_be_visible()


def test_a_press_above_it_closes_it_and_its_way_on_leads_to_the_next_talk(
    comes: Comes, people: Cast
) -> None:
    bram = reads(comes, people)
    bram.page.locator("#threads-0 > summary").click()
    bram.page.mouse.click(180, 20)
    expect(sheet(bram)).to_be_hidden()

    bram.page.locator("#threads-0 > summary").click()
    bram.follows("Next comments or suggestions: 1.3")

    expect(sheet(bram)).to_be_hidden()
    bram.page.wait_for_url("**/speaking-up#block-2")
    expect(bram.page.locator("#block-2")).to_be_in_viewport()


def test_without_scripts_the_talk_opens_in_its_place(comes: Comes, people: Cast) -> None:
    bram = reads(comes, people, scripts=False)

    bram.page.locator("#threads-0 > summary").click()

    expect(bram.page.locator("#block-0").get_by_text("Such as?")).to_be_visible()
    expect(sheet(bram)).to_have_count(0)
