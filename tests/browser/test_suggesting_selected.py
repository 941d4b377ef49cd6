"""Who selects words and suggests others finds those words selected, to write over them at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.pages.person import PHONE
from tests.browser.pages.reader import Reader
from tests.cast import Cast
from wiki.database import Database
from wiki.models import Document

pytestmark = pytest.mark.browser

Comes = Callable[..., Reader]
SOURCE = """\
Well done \U0001f44d\U0001f3fd **everyone** who
speaks &amp; [listens *well*](https://example.org), always.

- Nobody is *laughed* at.
- Nobody is left out.

| who | when |
| --- | ---- |
| \U0001f44d Ann | now  |
"""
FAR = "Far " + 200 * "and far " + "away."
SELECTED = "getSelection().toString()"
IN_SIGHT = """() => {
  const { top, bottom } = getSelection().getRangeAt(0).getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}"""
SELECTED_IN_BOX = """() => {
  const box = document.querySelector("textarea[name=words]");
  return document.activeElement === box && box.value.slice(box.selectionStart, box.selectionEnd);
}"""


@pytest.fixture
def kept(database: Database, people: Cast) -> None:
    """Have a section with all that makes places on the page and in the source differ."""
    with database.write() as db:
        source = SOURCE + "\n\n".join(["", *(f"Words {n}." for n in range(30)), FAR])
        factories.text(db, db.get_one(Document, people.document.id), source, key="kept")


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("words", "up_to"),
    [("everyone", ""), ("speaks & listens", ""), ("always.", ""), ("laughed at", "left")],
)
def test_the_editor_opens_with_the_words_selected(
    comes: Comes, people: Cast, words: str, up_to: str
) -> None:
    noor = comes(people.noor)
    noor.opens_the_section("kept")
    noor.selects(words, up_to=up_to)
    selected = noor.page.evaluate(SELECTED)

    noor.page.locator("[data-action=suggest]").click()
    noor.waits_for_the_editor()

    expect(noor.page.locator(".editor")).to_be_focused()
    assert noor.page.evaluate(SELECTED).split() == selected.split()


@pytest.mark.usefixtures("kept")
def test_on_a_phone_one_types_over_what_one_had_selected(comes: Comes, people: Cast) -> None:
    noor = comes(people.noor, device=PHONE)
    noor.opens_the_section("kept")
    noor.selects("everyone")

    noor.page.locator("[data-action=suggest]").tap()
    noor.waits_for_the_editor()
    expect(noor.page.locator(".editor")).to_be_focused()
    noor.page.keyboard.type("all")

    assert noor.words_in_the_box() == SOURCE.partition("\n\n")[0].replace("everyone", "all")
    noor.page.keyboard.press("Escape")
    noor.begins_to_write_at("Well done")
    assert noor.page.evaluate(SELECTED) == ""


@pytest.mark.usefixtures("kept")
def test_words_far_down_are_brought_into_sight(comes: Comes, people: Cast) -> None:
    noor = comes(people.noor, device=PHONE)
    noor.opens_the_section("kept")
    noor.selects("away")

    noor.page.locator("[data-action=suggest]").tap()
    noor.waits_for_the_editor()
    noor.takes_a_moment()

    assert noor.page.evaluate(SELECTED) == "away"
    assert noor.page.evaluate(IN_SIGHT)


@pytest.mark.usefixtures("kept")
def test_where_the_box_stays_plain_the_words_are_selected_in_it(comes: Comes, people: Cast) -> None:
    noor = comes(people.noor)
    noor.opens_the_section("kept")
    noor.selects("Ann")

    noor.page.locator("[data-action=suggest]").click()
    noor.sees("Here you write in plain text")

    expect(noor.page.locator("textarea[name=words]")).to_be_focused()
    assert noor.page.evaluate(SELECTED_IN_BOX) == "Ann"


@pytest.mark.usefixtures("kept")
def test_words_of_several_paragraphs_are_selected_on_a_page_of_their_own(
    comes: Comes, people: Cast
) -> None:
    noor = comes(people.noor)
    noor.opens_the_section("kept")
    noor.selects("always.", up_to="laughed")

    noor.page.locator("[data-action=suggest]").click()
    noor.waits_for_the_editor()

    expect(noor.page.locator(".editor")).to_be_focused()
    assert noor.page.evaluate(SELECTED).split() == ["always.", "Nobody", "is", "laughed"]
    assert "laughed" not in noor.page.url
