"""What somebody writes stays on their device until it is sent, and comes back when they do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.pages.reader import Reader
from tests.cast import Cast
from wiki.domain.accounts import DEMO_PASSWORD

pytestmark = pytest.mark.browser

Comes = Callable[..., Reader]
SECTION = "speaking-up"
SENTENCE = "We say it to the person first, if that feels safe."
OTHER = "We tell the person first, if that feels safe."
OFFER = "You were writing here."
A_MONTH = 31 * 24 * 60 * 60 * 1000


def writes_and_does_not_send(reader: Reader) -> None:
    """Begin to put a paragraph in other words, until it is kept."""
    reader.opens_the_section(SECTION)
    reader.begins_to_write_at(SENTENCE)
    reader.writes_over("say it to", "tell")
    reader.sees("Saved")


def test_after_a_crash_one_goes_on_where_one_was(comes: Comes, people: Cast) -> None:
    noor = comes(people.noor)
    writes_and_does_not_send(noor)

    noor.loses_the_tab()
    noor.opens_the_section(SECTION)
    noor.sees(OFFER)
    noor.presses("Go on")

    noor.waits_for_the_editor()
    expect(noor.page.locator("textarea[name=words]")).to_have_value(OTHER)
    expect(noor.page.locator("ins").filter(has_text="tell")).to_be_visible()
    noor.sends_the_suggestion("Shorter.")
    noor.sees("Thank you.")
    noor.opens_the_section(SECTION)
    noor.does_not_see(OFFER)


def test_what_could_not_be_sent_without_network_is_still_there(comes: Comes, people: Cast) -> None:
    noor = comes(people.noor)
    writes_and_does_not_send(noor)

    noor.is_cut_off()
    noor.presses("Send suggestion")
    noor.page.wait_for_url("chrome-error://**")
    noor.is_cut_off(cut_off=False)
    noor.opens_the_section(SECTION)

    noor.sees(OFFER)
    noor.complaints.clear()  # the browser reports that there was no network


def test_a_lost_sign_in_loses_no_words(comes: Comes, people: Cast) -> None:
    noor = comes(people.noor)
    writes_and_does_not_send(noor)

    noor.loses_the_sign_in()
    noor.opens("/sign-in")
    noor.writes("noor@example.org", in_="Mail address")
    noor.writes(DEMO_PASSWORD, in_="Password")
    noor.presses("Sign in")
    noor.opens_the_section(SECTION)

    noor.sees(OFFER)


def test_drafts_are_listed_with_ones_input_and_can_be_thrown_away(
    comes: Comes, people: Cast
) -> None:
    noor = comes(people.noor)
    writes_and_does_not_send(noor)
    noor.opens_the_section(SECTION)
    noor.paragraph("Everybody may speak up").locator("[data-react]").click()
    noor.page.get_by_role("textbox", name="Your comment").fill("Students too?")
    noor.page.get_by_text("Saved").last.wait_for()

    noor.opens("/input")
    noor.sees("Not sent yet", OTHER, "Students too?")
    noor.page.get_by_role("button", name="Throw away").first.click()
    noor.does_not_see("Students too?")
    noor.follows("Paragraph 1.2 · Speaking up")

    expect(noor.page.locator("textarea[name=words]")).to_have_value(OTHER)


def test_a_comment_comes_back_with_the_words_it_is_about(comes: Comes, people: Cast) -> None:
    noor = comes(people.noor)
    noor.opens_the_section(SECTION)
    noor.selects("the person first")
    noor.page.locator("[data-action=comment]").click()
    noor.page.get_by_role("textbox", name="Your comment").fill("Who is that?")
    noor.page.locator("[data-draft-saved]:visible").wait_for()

    noor.loses_the_tab()
    noor.opens_the_section(SECTION)
    noor.presses("Go on")

    expect(noor.page.locator("[data-quote]")).to_have_text("the person first")
    noor.presses("Send comment")
    noor.sees("Thank you.")
    assert noor.marked() == ["the person first"]
    assert noor.page.evaluate("localStorage.length") == 0


def test_others_on_the_same_device_see_nothing_of_it(comes: Comes, people: Cast) -> None:
    noor, bram = comes(people.noor), comes(people.bram)
    writes_and_does_not_send(noor)
    kept = noor.page.evaluate("Object.entries(localStorage)")
    bram.opens_the_section(SECTION)
    bram.page.evaluate(
        "(kept) => kept.forEach(([key, one]) => localStorage.setItem(key, one))", kept
    )

    for address in (f"/documents/code/en/sections/{SECTION}", "/input"):
        bram.opens(address)
        bram.does_not_see(OFFER, OTHER)


def test_on_a_shared_computer_everything_is_wiped_by_a_button_or_by_signing_out(
    comes: Comes, people: Cast
) -> None:
    noor = comes(people.noor)
    writes_and_does_not_send(noor)
    noor.opens("/account")
    noor.presses("Wipe everything on this device")
    noor.sees("Wiped.")
    assert noor.page.evaluate("localStorage.length") == 0

    writes_and_does_not_send(noor)
    noor.opens("/account")
    noor.page.locator("summary").filter(has_text="Noor").click()
    noor.presses("Sign out")
    noor.page.wait_for_url("**/sign-in")
    assert noor.page.evaluate("localStorage.length") == 0


def test_a_draft_ends_after_thirty_days(comes: Comes, people: Cast) -> None:
    noor = comes(people.noor)
    writes_and_does_not_send(noor)
    noor.page.evaluate(
        """(month) => {
          const [[key, kept]] = Object.entries(localStorage);
          const draft = JSON.parse(kept);
          localStorage.setItem(key, JSON.stringify({ ...draft, at: draft.at - month }));
        }""",
        A_MONTH,
    )

    noor.opens_the_section(SECTION)
    noor.page.wait_for_function("localStorage.length === 0")
    noor.does_not_see(OFFER)
