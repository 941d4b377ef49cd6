"""Links of a text lead to the same place wherever the text is shown."""

from __future__ import annotations

from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.markdown_texts import markdown_texts
from wiki.text import links, render, sanitize

PAGE = "/documents/code/nl/sections/respect"
HREFS = ["help", "./help?a=1&b=2#c", "../sections/help", "?a", "#s-a", "/a//b", "..", "a'b", "//x"]
HREFS += ["http://x.org/?a&b", "mailto:a@b.nl", "../../../../..//x.org", "a:b", "x[", "#none", "é"]
LEADS = {
    "another section": ("[a](help)", f'<a href="{PAGE.replace("respect", "help")}">a</a>'),
    "a place that isn't shown": ("[a](#b)", f'<a href="{PAGE}#s-b">a</a>'),
    "outside": ("<a@b.nl>", '<a href="mailto:a@b.nl">a@b.nl</a>'),
    "the site": ("[a](/b?c=1&d=2)", '<a href="/b?c=1&amp;d=2">a</a>'),
    "words that look like a link": (
        '`<a href="help">` [a](help "b href= <a href=")',
        '<code>&lt;a href="help"&gt;</code> '
        f'<a href="{PAGE.replace("respect", "help")}" title="b href= &lt;a href=">a</a>',
    ),
    "what would be another host": (
        "[a](../../../../..//b.org)",
        '<a href="../../../../..//b.org">a</a>',
    ),
}
pieces = st.lists(
    st.one_of(
        st.sampled_from(HREFS).map(lambda href: f'[w]({href} "t href=") '),
        st.sampled_from(["# a\n\n", '`<a href="x">`', "[^1]", "\n\n[^1]: note\n"]),
        markdown_texts,
    ),
    max_size=6,
).map("".join)


@pytest.mark.parametrize("name", LEADS)
def test_a_link_leads_to(name: str) -> None:
    source, expected = LEADS[name]

    assert expected in links.led_from(render.to_html(source, "nl"), PAGE)


def test_a_link_within_the_text_stays_where_its_place_is_shown() -> None:
    html = render.to_html("# a\n\n[b](#a) [c](#d)", "nl")

    assert f'<a href="#s-a">b</a> <a href="{PAGE}#s-d">c</a>' in links.led_from(html, PAGE)
    assert links.led_from(html, PAGE, is_whole=True) == html


@given(pieces)
def test_every_link_leads_where_it_does_from_its_own_page_and_all_else_stays(source: str) -> None:
    html = render.to_html(source, "nl")

    led = links.led_from(html, PAGE)

    assert sanitize.sanitize(led) == led
    assert links.led_from(led, PAGE) == led
    before, after = _elements(html), _elements(led)
    assert [_but_its_lead(one) for one in before] == [_but_its_lead(one) for one in after]
    for one, other in zip(before, after, strict=True):
        href = one.get("href")
        assert (href is None) == (other.get("href") is None)
        if href is not None:
            assert _from_page(other.get("href", "")) == _from_page(href)


def _elements(html: str) -> list[Element]:
    return list(html5lib.parse(html, namespaceHTMLElements=False).iter())


def _but_its_lead(one: Element) -> tuple[object, ...]:
    others = {name: value for name, value in one.attrib.items() if name != "href"}
    return one.tag, one.text, one.tail, others


def _from_page(href: str) -> str:
    return urljoin(f"https://site.example{PAGE}", href)


WITHIN = {
    "a section that stands there": ("help", "#section-help"),
    "a place in it": ("help#s-why", "#s-help..why"),
    "a paragraph in it": ("help#block-3", "#section-help"),
    "a section that doesn't": ("other", f"{PAGE.replace('respect', 'other')}"),
    "a page below it": ("help/history", f"{PAGE.replace('respect', 'help')}/history"),
}


@pytest.mark.parametrize("name", WITHIN)
def test_in_a_page_of_all_sections_a_link_leads_to(name: str) -> None:
    href, expected = WITHIN[name]
    pages = PAGE.removesuffix("respect")
    html = links.led_from(render.to_html(f"[a]({href})", "nl"), PAGE, is_whole=True)

    assert f'href="{expected}"' in links.led_within(html, pages, {"help": "section-help"})


@given(pieces, pieces)
def test_two_texts_in_one_page_share_no_id_and_keep_their_own_links(one: str, two: str) -> None:
    htmls = [render.to_html(source, "nl") for source in (one, two)]

    first, second = (links.under(html, name) for html, name in zip(htmls, "ab", strict=True))

    assert not ids(first) & ids(second)
    for before, after in ((htmls[0], first), (htmls[1], second)):
        assert len(ids(before)) == len(ids(after))
        assert inside(before) == inside(after)
        assert sanitize.sanitize(after) == after


def ids(html: str) -> set[str]:
    return {value for element in parsed(html).iter() if (value := element.get("id"))}


def inside(html: str) -> int:
    """Return how many links lead to a place in the same HTML."""
    hrefs = [element.get("href", "") for element in parsed(html).iter("a")]
    return sum(href.startswith("#") and href[1:] in ids(html) for href in hrefs)


def parsed(html: str) -> Element:
    found: Element = html5lib.parse(html, namespaceHTMLElements=False)
    return found


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[a](mailto:a@b.nl)", 'data-mail="a@b.nl"'),
        ('[*a* b](mailto:a@b.nl?subject=c "t")', 'data-mail="a@b.nl"'),
        ("<a@b.nl>", ""),
        ("[a](https://b.nl) and `mailto:a@b.nl`", ""),
    ],
)
def test_a_mail_link_holds_its_address_where_its_words_do_not(source: str, expected: str) -> None:
    printed = links.with_mail_addresses(render.to_html(source, "nl"))

    assert expected in printed
    assert printed.count("data-mail") == bool(expected)
