"""Markdown becomes the HTML that a reader of the page expects."""

import re

import pytest
from hypothesis import example, given

from tests.text.markdown_texts import HOSTILE, markdown_texts
from wiki.text import blocks, links, render, sanitize
from wiki.text.block import Block, Kind

OUTSIDE = 'rel="noopener noreferrer"'
EXAMPLES = {
    "words": (
        "a *b* **c** ~~d~~ `e`",
        "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>e</code></p>",
    ),
    "list after a paragraph": ("a\n- b\n- c", "<p>a</p>\n<ul><li>b</li>\n<li>c</li></ul>"),
    "list two spaces deep": ("- a\n  - b", "<ul><li>a\n<ul><li>b</li></ul></li></ul>"),
    "list that starts at three": ("3. a\n4. b", '<ol start="3"><li>a</li>\n<li>b</li></ol>'),
    "loose list": ("- a\n\n- b", "<ul><li><p>a</p></li>\n<li><p>b</p></li></ul>"),
    "code in a list": (
        "- a\n  ```py\n  b\n  ```",
        '<ul><li>a\n<pre><code class="language-py">b</code></pre></li></ul>',
    ),
    "heading without a blank line": ("a\n# b", '<p>a</p>\n<h2 id="s-b">b</h2>'),
    "quote": ("> a\nb", "<blockquote><p>a\nb</p></blockquote>"),
    "hard break": ("a  \nb\\\nc", "<p>a<br>\nb<br>\nc</p>"),
    "entities": ("&copy; &amp;lt; \\*", "<p>© &amp;lt; *</p>"),
    "raw HTML": ('<b onclick="x">a</b>', '<p>&lt;b onclick="x"&gt;a&lt;/b&gt;</p>'),
    "block of HTML": (
        "<div>\n*a*\n</div>",
        "<pre><code>&lt;div&gt;\n*a*\n&lt;/div&gt;</code></pre>",
    ),
    "comment": ("<!-- a -->", "<pre><code>&lt;!-- a --&gt;</code></pre>"),
    "link outside": (
        "[a](http://b.nl 'c')",
        f'<p><a href="http://b.nl" {OUTSIDE} title="c">a</a></p>',
    ),
    "link inside": ("[a](/b?c=1&d=2)", '<p><a href="/b?c=1&amp;d=2">a</a></p>'),
    "link to a heading": ("[a](#b)", '<p><a href="#s-b">a</a></p>'),
    "link by reference": ("[a]\n\n[A]: /b", '<p><a href="/b">a</a></p>'),
    "address": ("<a@b.nl>", '<p><a href="mailto:a@b.nl">a@b.nl</a></p>'),
    "image": ("![a *b*](c.png)", '<p><a href="c.png">a <em>b</em></a></p>'),
    "image without words": ("![](c.png)", '<p><a href="c.png">c.png</a></p>'),
    "image in a link": ("[![a](b)](/c)", '<p><a href="/c">a</a></p>'),
    "terms": ("a\n: b\n: c", "<dl><dt>a</dt>\n<dd>b</dd>\n<dd>c</dd></dl>"),
    "rule": ("***", "<hr>"),
    "front matter": ("---\na: b\n---\nc", "<p>c</p>"),
    "nothing": ("", ""),
}


def shown(source: str) -> str:
    return "\n".join(filter(None, render.blocks_to_html(blocks.split(source))))


@pytest.mark.parametrize("name", EXAMPLES)
def test_is_shown(name):
    source, html = EXAMPLES[name]

    assert shown(source) == html


def test_a_table_has_heads_and_alignment():
    html = shown("|a|b|\n|-|:-:|\n|c\\|d|`e`|")

    assert '<th scope="col">a</th>\n<th class="align-center" scope="col">b</th>' in html
    assert '<td>c|d</td>\n<td class="align-center"><code>e</code></td>' in html


def test_footnotes_are_numbered_as_they_are_first_mentioned_and_lead_back():
    html = shown("a[^y] b[^x] c[^y]\n\n[^x]: X\n\n[^y]: Y\n")

    assert 'a<sup><a href="#s-fn.1" id="s-fnref.1">1</a></sup>' in html
    assert 'c<sup><a href="#s-fn.1">1</a></sup>' in html
    assert '<sup id="s-fn.2"><a href="#s-fnref.2">2</a></sup>\n<p>X</p>' in html


def test_headings_begin_at_two_and_never_skip_a_level():
    html = shown("### a\n\n##### b\n\n# c\n\n#### d\n\n- # e\n")

    assert [html[at + 1 : at + 3] for at in range(len(html)) if html[at : at + 2] == "<h"] == [
        *("h2", "h3", "h2", "h3", "h4")
    ]


def test_headings_of_the_same_words_get_different_ids():
    html = shown("# Zorg & zeker\n\n# Zorg & zeker\n\n# !\n")

    assert [f'id="s-{slug}"' in html for slug in ("zorg-zeker", "zorg-zeker-1", "section")] == [
        True
    ] * 3


def test_a_whole_text_stands_in_a_container_with_its_language():
    assert render.to_html("a\n\nb", "nl-NL") == '<div lang="nl-NL"><p>a</p>\n<p>b</p></div>'
    assert render.to_html("a", '"><b>') == "<div><p>a</p></div>"


@pytest.mark.parametrize(
    "href",
    [
        *("javascript:alert(1)", "JaVaScRiPt:1", "javascript:0", "vbscript:1", "data:1", "tel:1"),
        *(
            "//evil.example",
            "foo:80",
            "https:evil",
            "file:///x",
        ),
        *("&#106;avascript:1", "java&#10;script:1", "&#x2f;/evil.example", "data:text/html,x"),
    ],
)
def test_a_link_that_may_not_lead_there_is_no_link(href):
    for source in (f"[a]({href})", f"[a](<{href}>)", f"![a](<{href}>)", f"[a]\n\n[a]: {href}"):
        assert "href" not in shown(source)


@pytest.mark.parametrize("href", ["\\\\a.nl", "/\\a.nl", "a\tb", " /a", "", "http://", "mailto:"])
def test_no_browser_gets_to_guess_what_an_address_means(href):
    assert links.allowed(href) is None


def test_an_entity_cannot_turn_the_direction_of_words():
    assert shown("a&#x202e;b") == "<p>a&amp;#x202e;b</p>"


def test_a_text_with_too_much_work_is_shown_as_it_is_written():
    assert shown("*a" * 10_000) == f'<pre class="source"><code>{"*a" * 10_000}</code></pre>'
    assert shown("- " * 30 + "a").startswith('<pre class="source"><code>- - -')


def test_a_block_made_by_hand_is_bounded_too():
    (html,) = render.blocks_to_html([Block(HOSTILE["wide tables"], Kind.TABLE)])

    assert html.startswith('<pre class="source"><code>|a|a|')


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_make_a_bounded_page(name):
    html = render.to_html(HOSTILE[name], "en")

    assert html.count("<") <= 25_000
    assert len(html) <= 12 * len(HOSTILE[name])


@given(markdown_texts)
@example("- " * 50 + "a\u00a0b")  # too deep, so shown as its source
def test_html_is_in_the_allow_list_already(source):
    for html in render.blocks_to_html(blocks.split(source)):
        assert sanitize.sanitize(html) == html


@given(markdown_texts)
def test_every_block_that_is_seen_and_no_other_is_shown(source):
    found = blocks.split(source)

    for block, html in zip(found, render.blocks_to_html(found), strict=True):
        assert block.is_seen or html == ""


def test_headings_can_stand_a_level_lower_and_nothing_else_changes() -> None:
    source = '# <h2> *a*\n\n> ## b\n\n[c](http://x.org "<h2 >") `<h2>`\n\n###### d\n'
    html = render.to_html(source, "en")

    lower = render.lowered(html)

    assert re.findall(r"</?h[2-6]\b", lower) == [
        {"2": tag[:-1] + "3", "3": tag[:-1] + "4"}[tag[-1]]
        for tag in re.findall(r"</?h[2-6]\b", html)
    ]
    assert re.sub(r"(</?h)[2-6]", r"\1", lower) == re.sub(r"(</?h)[2-6]", r"\1", html)
    assert render.lowered("<h6>e</h6>") == "<h6>e</h6>"
