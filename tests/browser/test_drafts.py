"""What somebody writes stays on their device until it is sent, and comes back when they do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.browser.pages.reader import Reader
from tests.cast import Cast
from wiki.database import Database
from wiki.domain import texts
from wiki.domain.accounts import DEMO_PASSWORD
from wiki.models import Account, Text

pytestmark = pytest.mark.browser

Comes = Callable[..., Reader]
SECTION = "speaking-up"
SENTENCE = "We say it to the person first, if that feels safe."
OTHER = "We tell the person first, if that feels safe."
OFFER = "You were writing here."
LOST = "Nothing can be kept on this device now."
A_MONTH = 31 * 24 * 60 * 60 * 1000
AGE = """(month) => {
  const [[key, kept]] = Object.entries(localStorage);
  const draft = JSON.parse(kept);
  localStorage.setItem(key, JSON.stringify({ ...draft, at: draft.at - month }));
}"""
KEEP = "(kept) => kept.forEach(([key, one]) => localStorage.setItem(key, one))"
FULL = """() => {
  Storage.prototype.setItem = () => { throw new DOMException("", "QuotaExceededError"); };
}"""


def writes_and_does_not_send(reader: Reader) -> None:
    """Begin to put a paragraph in other words, until it is kept."""
    reader.opens_the_section(SECTION)
    reader.begins_to_write_at(SENTENCE)
    reader.writes_over("say it to", "tell")
    reader.sees("Saved")


def english(db: Session) -> Text:
    """Return the English text of the section."""
    return db.scalars(select(Text).where(Text.language == "en")).one()


def a_suggestion(database: Database, people: Cast) -> str:
    """Have one of Noor's, about another paragraph; gives its id."""
    with database.write() as db:
        noor = db.get_one(Account, people.noor.id)
        return factories.proposal(db, english(db), "Everybody", "Anyone", by=noor).id


def a_paragraph_comes_in_above(database: Database) -> None:
    """Have the section begin with a paragraph more."""
    with database.write() as db:
        text = english(db)
        prepared = texts.prepare(db, text, f"A word before.\n\n{text.source}")
        texts.revise(db, text, prepared, by=None, at=factories.AT)


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


def test_what_never_arrived_is_still_there_whatever_the_site_says_of_other_things(
    comes: Comes, people: Cast, database: Database
) -> None:
    other = a_suggestion(database, people)
    noor = comes(people.noor)
    writes_and_does_not_send(noor)
    noor.is_cut_off()
    noor.presses("Send suggestion")
    noor.page.wait_for_url("chrome-error://**")
    noor.complaints.clear()  # the browser reports that there was no network
    noor.is_cut_off(cut_off=False)
    noor.loses_the_sign_in()

    noor.opens("/sign-in")
    noor.writes("noor@example.org", in_="Mail address")
    noor.writes(DEMO_PASSWORD, in_="Password")
    noor.presses("Sign in")
    noor.opens(f"/documents/code/proposals/{other}")
    noor.page.locator("summary").filter(has_text="Withdraw").click()
    noor.presses("Withdraw it")
    noor.sees("It is withdrawn.")
    noor.opens_the_section(SECTION)

    noor.sees(OFFER)


def test_drafts_are_listed_with_ones_input_and_can_be_thrown_away(
    comes: Comes, people: Cast, database: Database
) -> None:
    own = a_suggestion(database, people)
    noor = comes(people.noor)
    writes_and_does_not_send(noor)
    noor.opens(f"/documents/code/proposals/{own}/wording")
    noor.waits_for_the_editor()
    noor.writes_over("Anyone", "Everyone here")
    noor.sees("Saved")

    noor.opens("/input")
    noor.sees("Not sent yet", OTHER, "Everyone here may speak up")
    noor.page.get_by_role("button", name="Throw away").last.click()
    noor.does_not_see(OTHER)
    noor.follows("Change suggestion 1")

    expect(noor.page.locator(".editor")).to_contain_text("Everyone here may speak up")
    noor.presses("Save the change")
    noor.sees("Your suggestion is changed.")
    assert noor.page.evaluate("localStorage.length") == 0


def test_a_draft_stays_with_its_paragraph_and_is_not_written_over(
    comes: Comes, people: Cast, database: Database
) -> None:
    noor = comes(people.noor)
    writes_and_does_not_send(noor)
    a_paragraph_comes_in_above(database)

    noor.opens_the_section(SECTION)
    expect(noor.page.get_by_text(OFFER).locator("visible=true")).to_have_count(1)
    expect(noor.paragraph(SENTENCE)).to_contain_text(OFFER, use_inner_text=True)
    noor.begins_to_write_at(SENTENCE)
    noor.writes_over("if that feels safe", "where one can")
    noor.sees("Saved")
    noor.page.keyboard.press("Escape")
    expect(noor.page.get_by_text(OFFER).locator("visible=true")).to_have_count(2)

    noor.opens("/input")
    noor.sees("We say it to the person first, where one can.")
    noor.page.get_by_role("link", name="Paragraph 1.2 · Speaking up").click()
    noor.sees("The text changed since you began to write.")
    expect(noor.page.locator("textarea[name=words]")).to_have_value(OTHER)
    noor.sends_the_suggestion("Shorter.")
    noor.sees("Thank you.")
    assert noor.page.evaluate("localStorage.length") == 1
    noor.opens_the_section(SECTION)
    expect(noor.paragraph(SENTENCE)).to_contain_text("1 suggestion", use_inner_text=True)


def test_words_that_the_device_can_not_keep_are_not_thrown_away_unasked(
    comes: Comes, people: Cast
) -> None:
    noor = comes(people.noor)
    noor.opens_the_section(SECTION)
    noor.page.evaluate(FULL)
    noor.begins_to_write_at(SENTENCE)
    noor.writes_over("say it to", "tell")

    noor.page.keyboard.press("Escape")
    noor.sees(LOST)
    noor.presses("Keep writing")
    expect(noor.page.locator(".editor")).to_be_focused()
    noor.does_not_see(LOST)
    noor.follows("Back to the text")
    noor.sees(LOST)
    noor.paragraph("Everybody may speak up").locator("[data-suggest]").click()
    assert noor.words_in_the_box() == OTHER

    noor.presses("Throw away")
    expect(noor.page.locator(".editor")).to_have_count(0)


def test_a_comment_comes_back_with_the_words_it_is_about(
    comes: Comes, people: Cast, database: Database
) -> None:
    noor = comes(people.noor)
    noor.opens_the_section(SECTION)
    noor.selects("the person first")
    noor.page.locator("[data-action=comment]").click()
    noor.page.get_by_role("textbox", name="Your comment").fill("Who is that?")
    noor.page.locator("[data-draft-saved]:visible").wait_for()

    noor.loses_the_tab()
    a_paragraph_comes_in_above(database)
    noor.opens_the_section(SECTION)
    expect(noor.paragraph(SENTENCE)).to_contain_text(OFFER, use_inner_text=True)
    noor.presses("Go on")

    expect(noor.page.locator("[data-quote]")).to_have_text("the person first")
    noor.presses("Send comment")
    noor.sees("Thank you.")
    assert noor.marked() == ["the person first"]
    assert noor.page.evaluate("localStorage.length") == 0


def test_words_typed_before_the_scripts_for_writing_came_are_kept_too(
    comes: Comes, people: Cast
) -> None:
    noor = comes(people.noor)
    noor.opens_the_section(SECTION)
    noor.selects("the person first")
    late: list[Route] = []
    noor.page.route("**/writing*.js", lambda asked: late.append(asked))
    with noor.page.expect_request("**/writing*.js"):
        noor.page.locator("[data-action=comment]").click()
    noor.page.get_by_role("textbox", name="Your comment").fill("Who is that?")
    late[0].continue_()

    noor.sees("Saved")


def test_words_sent_before_the_scripts_for_writing_came_are_no_draft(
    comes: Comes, people: Cast
) -> None:
    noor = comes(people.noor)
    noor.opens_the_section(SECTION)
    noor.selects("the person first")
    scripts: list[Route] = []
    sent: list[Route] = []
    noor.page.route("**/writing*.js", lambda asked: scripts.append(asked))
    noor.page.route("**/threads", lambda asked: sent.append(asked))
    with noor.page.expect_request("**/writing*.js"):
        noor.page.locator("[data-action=comment]").click()
    noor.page.get_by_role("textbox", name="Your comment").fill("Who is that?")
    with noor.page.expect_request("**/threads"):
        noor.page.get_by_role("button", name="Send comment").click(no_wait_after=True)
    with noor.page.expect_response("**/writing*.js"):
        scripts[0].continue_()
    noor.page.wait_for_timeout(300)
    sent[0].continue_()

    noor.sees("Thank you.")
    noor.page.wait_for_function("localStorage.length === 0")
    noor.does_not_see(OFFER)


def test_what_was_sent_is_no_draft_for_who_goes_back(
    comes: Comes, people: Cast, database: Database
) -> None:
    noor = comes(people.noor)
    noor.opens(f"/documents/code/proposals/{a_suggestion(database, people)}")
    box = noor.page.get_by_role("textbox", name="Your comment")
    box.fill("I sent this already.")
    noor.sees("Saved")
    noor.presses("Send comment")
    noor.page.get_by_text("I sent this already.").first.wait_for()

    noor.page.go_back()
    with noor.page.expect_response("**/writing*.js"):
        box.focus()
    noor.page.wait_for_function("document.querySelector('[data-draft-offer]') !== null")
    noor.page.wait_for_timeout(300)

    assert noor.page.evaluate("localStorage.length") == 0


def test_others_on_the_same_device_see_nothing_of_it_and_it_ends_after_thirty_days(
    comes: Comes, people: Cast
) -> None:
    noor, bram = comes(people.noor), comes(people.bram)
    writes_and_does_not_send(noor)
    kept = noor.page.evaluate("Object.entries(localStorage)")
    bram.opens_the_section(SECTION)
    bram.page.evaluate(KEEP, kept)
    for address in (f"/documents/code/en/sections/{SECTION}", "/input"):
        bram.opens(address)
        bram.does_not_see(OFFER, OTHER)

    noor.page.evaluate(AGE, A_MONTH)
    noor.opens_the_section(SECTION)
    noor.page.wait_for_function("localStorage.length === 0")
    noor.does_not_see(OFFER)


def test_on_a_shared_computer_everything_is_wiped_by_a_button_or_by_signing_out(
    comes: Comes, people: Cast
) -> None:
    noor = comes(people.noor)
    writes_and_does_not_send(noor)
    kept = noor.page.evaluate("Object.entries(localStorage)")
    noor.opens("/account")
    noor.presses("Wipe everything on this device")
    noor.sees("Wiped.")
    assert noor.page.evaluate("localStorage.length") == 0

    noor.page.evaluate(KEEP, kept)
    noor.page.locator("summary").filter(has_text="Noor").click()
    noor.presses("Sign out")
    noor.page.wait_for_url("**/sign-in")
    assert noor.page.evaluate("localStorage.length") == 0
