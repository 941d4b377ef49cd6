"""Texts for the tests of the text core: drawn at random from pieces of Markdown, or hostile."""

from __future__ import annotations

import html5lib
from hypothesis import strategies as st

PIECES = [
    *("# ", "## ", "### a", "- ", "* ", "1. ", "  - ", "    ", "\t", "> ", ">", "```\n", "~~~"),
    *("*", "**", "_", "~~", "`", "``", "[", "](", ")", "[a]", "[a]: /b\n", "![", "](x.png)"),
    *("[^1]", "[^1]: note\n", ": said\n", "|", "|-|\n", "|a|b|\n|-|-|\n|c\\|d|e|\n", "a|b\n-|-\n"),
    *("<", ">", "<b>", "<div>\n", "<!-- ", "-->", "<http://a.nl/é>", "<a@b.nl>", "&amp;", "&#42;"),
    *("&", "&copy", "&#x202e;", "\\", "\\*", "\\\n", "  \n", "---\n", "***\n", "===\n", "key: v\n"),
    *(
        "word",
        "twee woorden",
        "é",
        "e\u0301",
        "👩‍👩‍👧",
        "🇳🇱",
        "\u00a0",
        "\u2003",
        "שלום",
        " ",
        "\n",
        "\n\n",
    ),
    *("\r\n", "\r", "\x00", "\x0b", "\ud800", "\u202e", "\ufeff", "javascript:x", "(/u 'title')"),
]

markdown_texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=40).map(
    "".join
)

LIMIT = 20_000
_WIDE_TABLE = "|" + "a|" * 200 + "\n|" + "-|" * 200 + "\n" + "|\n" * 200
HOSTILE = {
    name: (piece * (LIMIT // len(piece) + 1))[:LIMIT]
    for name, piece in {
        "brackets": "[",
        "images": "![",
        "links": "[a](b) ",
        "half links": "[a](<b",
        "emphasis": "*a **b ",
        "backticks": "`a ``b ",
        "angles": "<",
        "declarations": "<![",
        "ampersands": "&",
        "quotes": "> ",
        "deep lists": "- ",
        "long list": "- a\n",
        "paragraphs": "a\n\n",
        "headings": "#\n",
        "footnotes": "[^1]: a\n\n",
        "definitions": "[a]: b\n",
        "terms": "a\n: b\n\n",
        "wide tables": _WIDE_TABLE,
        "unclosed tags": "<a href='",
        "carriage returns": "a\r",
        "nothing": "\x00",
    }.items()
}


def text_nodes(html: str) -> str:
    """Return what `textContent` is of an element with this HTML."""
    fragment = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return "".join(fragment.itertext())
