"""Selecting words in a real browser: block, start, end and quote of the visible text."""

from __future__ import annotations

import pytest

from wiki import paths
from wiki.assets import Assets

pytestmark = pytest.mark.browser

PAGE = """<main data-behaviour="select-passage" data-suggest-url="/suggest" data-revision="7">
<div class="block" data-block="1"><a href="#">1.1</a><div data-visible>{first}</div>
  <a href="?block=1#react" data-react>React</a></div>
<div class="block" data-block="2"><div data-visible>{second}</div>
  <details class="block__threads"><summary>1 comment</summary>words of a comment</details></div>
<div data-selection-bar hidden><button data-action="comment">Comment</button>
  <button data-action="suggest">Suggest</button></div>
<details id="react"><summary>Comment</summary><blockquote data-quote hidden></blockquote><form>
  <input type="hidden" name="first_block"><input type="hidden" name="last_block">
  <input type="hidden" name="start"><input type="hidden" name="end">
  <input type="hidden" name="quote"><textarea name="text"></textarea>
  <a href="/section" data-close>Close</a></form></details></main>"""
SELECT = """([first, from, last, to]) => {
  const point = (number, units) => {
    const walker = document.createTreeWalker(
      document.querySelector(`[data-block="${number}"] [data-visible]`), NodeFilter.SHOW_TEXT);
    let left = units, node = walker.nextNode();
    while (node.length < left) { left -= node.length; node = walker.nextNode(); }
    return [node, left];
  };
  const range = document.createRange();
  range.setStart(...point(first, from));
  range.setEnd(...point(last, to));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""
FIELDS = "Array.from(document.querySelectorAll('#react input'), (input) => input.value)"
PLAIN = "We greet each other."


@pytest.fixture
def reading(page):
    """Give a page with two blocks, scripts at work."""

    def show(first=PLAIN, second="We <em>speak</em> up."):
        page.set_content(PAGE.format(first=first, second=second))
        return awake(page)

    return show


def awake(page):
    script = Assets(paths.static()).named("wiki.js").body.decode()
    page.add_script_tag(content=f"{script}\ndocument.body.dataset.awake = ''", type="module")
    page.wait_for_selector("body[data-awake]")
    return page


def react(page, *, first, start, last, end):
    page.evaluate(SELECT, [first, start, last, end])
    page.click("[data-action=comment]")
    return page.evaluate(FIELDS)


@pytest.mark.parametrize(
    ("html", "start", "end", "quote"),
    [
        (PLAIN, 3, 8, "greet"),
        (
            "Ask the <a href='#'>confidential <em>adviser</em></a> first.",
            8,
            28,
            "confidential adviser",
        ),
        ("Fish &amp; chips &lt;b&gt;", 0, 12, "Fish & chips"),
        ("We \U0001f44d\U0001f3fd that.", 8, 12, "that"),
        ("A cafe\u0301 is open.", 2, 7, "cafe\u0301"),
        ("See <mark data-thread='a'>these wo</mark>rds here.", 10, 15, "words"),
        ("<ul><li>one</li><li>two</li></ul>", 0, 6, "onetwo"),
    ],
)
def test_a_selection_is_told_in_units_of_the_visible_text(reading, html, start, end, quote):
    found = react(reading(html), first=1, start=start, last=1, end=end)
    assert found == ["1", "1", str(start), str(end), quote]


def test_a_selection_over_two_blocks_leaves_out_what_stands_between(reading):
    found = react(reading(), first=1, start=9, last=2, end=8)
    assert found == ["1", "2", "9", "8", "each other.\nWe speak"]


def test_the_form_comes_to_the_passage_with_the_words_and_the_focus(reading):
    page = reading()
    react(page, first=2, start=3, last=2, end=8)
    assert page.inner_text("[data-quote]") == "speak"
    assert page.evaluate("document.activeElement.name") == "text"
    assert page.evaluate("document.getElementById('react').parentElement.dataset.block") == "2"


def test_what_was_typed_stays_when_the_form_moves(reading):
    page = reading()
    react(page, first=2, start=3, last=2, end=8)
    page.fill("textarea", "half a thought")
    page.click("[data-react]")
    assert page.input_value("textarea") == "half a thought"
    assert page.evaluate(FIELDS) == ["1", "1", "", "", ""]


@pytest.mark.parametrize("how", ["the button", "the key"])
def test_the_form_is_put_away_and_keeps_what_was_typed(reading, how):
    page = reading()
    page.click("[data-react]")
    page.fill("textarea", "half a thought")
    if how == "the key":
        page.keyboard.press("Escape")
    else:
        page.click("[data-close]")
    assert page.is_hidden("#react")
    assert page.evaluate("document.activeElement.matches('[data-react]')")
    page.keyboard.press("Enter")
    assert page.input_value("textarea") == "half a thought"


def test_words_outside_the_text_bring_up_nothing(reading):
    page = reading()
    page.evaluate(SELECT, [1, 3, 1, 8])
    page.wait_for_selector("[data-selection-bar]", state="visible")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('[data-react]'))")
    page.wait_for_selector("[data-selection-bar]", state="hidden")


def test_the_address_never_holds_what_was_selected(page):
    html = PAGE.format(first=PLAIN, second=PLAIN)
    page.route("**/*", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto("http://site.test/section")
    awake(page).evaluate(SELECT, [1, 3, 2, 8])
    page.click("[data-action=suggest]")
    page.wait_for_url("**/suggest*")
    assert page.url == "http://site.test/suggest?first=1&last=2&start=3&end=8&base=7"
