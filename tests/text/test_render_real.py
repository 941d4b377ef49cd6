"""Real documents and real attacks: lists as CommonMark reads them, words as shown, nothing runs."""

from collections import Counter

import html5lib
import pytest
from markdown_it import MarkdownIt

from tests.real import RealDocuments
from tests.text.claims import assert_safe
from tests.text.markdown_texts import text_nodes
from wiki.text import blocks, render, sanitize, visible
from wiki.text.blocks import Kind

LISTS = {"list_item_open": "<li>", "bullet_list_open": "<ul>", "ordered_list_open": "<ol"}


@pytest.fixture(scope="module")
def texts(real: RealDocuments) -> list[str]:
    """Give the newest revision of every twelfth document."""
    newest = {(row["repo"], row["path"]): row["text"] for row in real.rows("revisions")}
    return list(newest.values())[::12]


def test_lists_have_as_many_items_as_commonmark_says(texts):
    reference = MarkdownIt("commonmark").enable("table")
    different = []
    for text in texts:
        found = blocks.split(text)
        body = text.removeprefix(found[0].source) if found[0].kind == Kind.FRONT_MATTER else text
        tokens = Counter(token.type for token in reference.parse(body))
        html = "".join(render.blocks_to_html(found))
        if any(tokens[kind] != html.count(tag) for kind, tag in LISTS.items()):
            different.append(text[:80])

    assert different == []


def test_readers_see_the_visible_text(texts):
    for text in texts:
        found = blocks.split(text)
        for block, html in zip(found, render.blocks_to_html(found), strict=True):
            assert visible.of(block).text == text_nodes(html)


def test_no_real_text_is_too_much_work(texts):
    assert not [b for text in texts for b in blocks.split(text) if b.as_source]


def test_nothing_in_an_attack_runs(real: RealDocuments):
    for attack in real.attacks():
        assert_safe(render.to_html(attack["payload"][:3_000], "en"))


def test_attacks_on_the_sanitiser_itself_come_out_clean(real: RealDocuments):
    for attack in real.attacks():
        once = sanitize.sanitize(attack["payload"][:3_000])
        tree = html5lib.parseFragment(once, namespaceHTMLElements=False)
        assert {element.tag for element in list(tree.iter())[1:]} <= sanitize.TAGS
        assert sanitize.sanitize(once) == once
