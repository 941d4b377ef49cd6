"""Suggesting feels like editing: press a paragraph, write in it, see the change, send it."""

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
SECTION = "speaking-up"
SENTENCE = "We say it to the person first, if that feels safe."
KEPT_AS_IT_IS = """\
| who | when |
| --- | ---- |
| Ann | now  |

* a bullet with a _star_
* and a wrapped
  line
"""
FROM_WORD = """\
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style>p.MsoNormal {margin:0cm}</style>
</head><body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
<p class=MsoNormal style='color:red'>We <b>listen</b> and
<span style='font-style:italic;font-size:40pt'>ask</span>:<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>&middot;<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>first</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span><![endif]>deeper</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>&middot;<span>&nbsp; </span></span><![endif]>second,
<a href="https://example.org/a" style='color:blue' onclick="alert(1)">there</a>
<a href="javascript:alert(1)">not</a></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>numbered</p>
<table><tr><td><p class=MsoNormal>a cell</p></td></tr></table><img src="file:///c:/x.png">
<!--EndFragment--></body></html>
"""
FITS = "(bar) => bar.scrollWidth <= bar.clientWidth"
BELOW_THE_BAR = """() => {
  const line = getSelection().getRangeAt(0).getClientRects()[0];
  return line.top >= document.querySelector(".writing__top").getBoundingClientRect().bottom;
}"""
PASTE = """(html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  document.querySelector(".editor").dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.mark.parametrize("device", [{}, {"device": PHONE}], ids=["desktop", "phone"])
def test_a_paragraph_is_put_in_other_words_where_it_stands(
    comes: Comes, people: Cast, device: dict[str, object]
) -> None:
    noor = comes(people.noor, **device)
    noor.opens_the_section(SECTION)

    noor.begins_to_write_at(SENTENCE)
    noor.writes_over("say it to", "tell")

    noor.sees("Saved")
    expect(noor.page.locator("ins").filter(has_text="tell")).to_be_visible()
    expect(noor.page.locator("#here-change-status")).to_have_text("1 change.")
    assert noor.fits_the_screen()
    assert noor.page.locator(".writing__tools").evaluate(FITS)
    noor.sends_the_suggestion("Shorter.")
    noor.sees("Thank you.", "Shorter.")


def test_the_line_one_writes_in_is_never_behind_the_bar(comes: Comes, people: Cast) -> None:
    noor = comes(people.noor, device={"viewport": {"width": 360, "height": 500}})
    noor.opens_the_section(SECTION)
    noor.begins_to_write_at(SENTENCE)
    noor.page.keyboard.press("Control+A")
    noor.page.keyboard.type("\n".join(24 * ["so"]))
    noor.takes_a_moment()

    for _ in range(16):
        noor.page.keyboard.press("ArrowUp")
        noor.takes_a_moment()

    assert noor.page.evaluate(BELOW_THE_BAR)


def test_what_is_opened_and_closed_unchanged_sends_nothing_and_gives_the_focus_back(
    comes: Comes, people: Cast
) -> None:
    noor = comes(people.noor)
    noor.opens_the_section(SECTION)
    sent: list[str] = []
    noor.page.on("request", lambda one: sent.append(one.method))

    noor.paragraph(SENTENCE).locator("[data-suggest]").dblclick()
    noor.waits_for_the_editor()
    expect(noor.page.locator(".suggest-here")).to_have_count(1)
    noor.page.keyboard.press("Escape")

    assert noor.page.url.endswith(f"/sections/{SECTION}")
    assert noor.page.evaluate("document.activeElement.matches('[data-suggest]')")
    expect(noor.page.locator(".editor")).to_have_count(0)
    expect(noor.paragraph(SENTENCE).locator("[data-visible]")).to_be_visible()
    assert "POST" not in sent
    assert noor.page.evaluate("localStorage.length") == 0


def test_a_word_changed_leaves_all_other_bytes_alone_and_tables_stay_plain_text(
    comes: Comes, people: Cast, database: Database
) -> None:
    with database.write() as db:
        factories.text(db, db.get_one(Document, people.document.id), KEPT_AS_IT_IS, key="kept")
    noor = comes(people.noor)
    noor.opens_the_section("kept")

    noor.begins_to_write_at("a bullet")
    noor.writes_over("wrapped", "folded")
    assert noor.words_in_the_box() == KEPT_AS_IT_IS.partition("\n\n")[2].rstrip().replace(
        "wrapped", "folded"
    )
    noor.page.keyboard.press("Escape")

    noor.paragraph("Ann").locator("[data-suggest]").click()
    noor.sees("Here you write in plain text")
    expect(noor.page.locator("textarea[name=words]")).to_be_visible()
    expect(noor.page.locator(".editor")).to_have_count(0)


def test_words_typed_over_a_link_lead_where_it_led(comes: Comes, people: Cast) -> None:
    noor = comes(people.noor)
    noor.opens_the_section(SECTION)

    noor.begins_to_write_at("A colleague can")
    noor.writes_over("adviser", "officer, always")

    lines = noor.words_in_the_box().splitlines()
    assert lines == [
        "- A colleague can *help* you.",
        "- The [confidential **officer, always**](mailto:adviser@example.org) listens.",
    ]


def test_with_the_keyboard_alone_words_become_bold_a_list_and_a_link(
    comes: Comes, people: Cast
) -> None:
    noor = comes(people.noor)
    noor.opens_the_section(SECTION)
    press = noor.page.keyboard.press

    noor.tabs_to("Suggest other words for paragraph 1.2")
    press("Enter")
    noor.waits_for_the_editor()
    press("Control+A")
    noor.page.keyboard.type("We speak up")
    press("Control+Shift+ArrowLeft")
    noor.takes_a_moment()
    press("Control+B")
    press("Control+K")
    noor.page.keyboard.type("example.org")
    press("Enter")
    press("Shift+Tab")
    for _ in range(2):
        press("ArrowRight")
    press("Enter")
    assert noor.words_in_the_box() == "- We speak [**up**](https://example.org)"

    press("Control+Z")
    press("Control+Z")
    assert noor.words_in_the_box() == "We speak **up**"
    press("Control+Y")
    noor.tabs_to("Send suggestion")
    press("Enter")
    noor.sees("Thank you.")


def test_what_comes_from_word_keeps_lists_and_emphasis_and_nothing_else(
    comes: Comes, people: Cast
) -> None:
    noor = comes(people.noor)
    noor.opens_the_section(SECTION)
    noor.begins_to_write_at(SENTENCE)
    noor.page.keyboard.press("Control+A")

    noor.page.evaluate(PASTE, FROM_WORD)

    assert noor.words_in_the_box() == (
        "We **listen** and *ask*:\n\n"
        "- first\n  - deeper\n- second, [there](https://example.org/a) not\n\n"
        "1. numbered\n\na cell"
    )


def test_where_the_place_can_not_be_fetched_one_comes_to_the_page_itself(
    comes: Comes, people: Cast
) -> None:
    noor = comes(people.noor, scripts=False)
    noor.opens_the_section(SECTION)

    noor.paragraph(SENTENCE).locator("[data-suggest]").click()

    noor.sees("Suggest other words", "Paragraph 1.2")
    assert noor.page.locator("textarea[name=words]").input_value() == SENTENCE
