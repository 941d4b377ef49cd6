"""The words a reader sees are tied, character by character, to the source behind them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.markdown_texts import HOSTILE, markdown_texts, text_nodes
from wiki.text import blocks, render, visible
from wiki.text.block import Block

# Source, quote in the visible text, source behind the quote.
BEHIND = {
    "plain words": ("one two three", "two", "two"),
    "emphasis": ("a **bold** word", "bold", "bold"),
    "across emphasis": ("a **bold** word", "a bold w", "a **bold** w"),
    "link": ("see [the *code*](/x) now", "the code", "the *code"),
    "across a link": ("see [code](/x) now", "see code now", "see [code](/x) now"),
    "link by reference": ("see [code][c] now\n\n[c]: /x", "code now", "code][c] now"),
    "entity": ("a &amp; b", "&", "&amp;"),
    "entity of two characters": ("a &ngE; b", "≧̸", "&ngE;"),
    "escape": (r"a \* b", "*", r"\*"),
    "no escape": (r"a \b c", r"\b", r"\b"),
    "emoji": ("a 👩‍👩‍👧 b *c*", "👩‍👩‍👧 b c", "👩‍👩‍👧 b *c"),
    "combining accents": ("e\u0301en *twe\u0301*", "en twe\u0301", "en *twe\u0301"),
    "code": ("a `` b`c `` d", "b`c", "b`c"),
    "code over two lines": ("a `b\nc` d", "b c", "b\nc"),
    "line end": ("one\ntwo", "one\ntwo", "one\ntwo"),
    "line end with CR": ("one\r\ntwo *x*\r\n", "one\ntwo x", "one\r\ntwo *x"),
    "hard break": ("one  \ntwo", "e\nt", "e  \nt"),
    "indented line": ("one\n   two", "e\ntw", "e\n   tw"),
    "list items": ("- one\n- *two*\n  more", "one\ntwo\nmo", "one\n- *two*\n  mo"),
    "nested list": ("1. one\n   - two", "e\ntwo", "e\n   - two"),
    "list with tabs": ("-\tone\n\n\ttwo", "one\ntwo", "one\n\n\ttwo"),
    "quote": ("> one\n> two\nthree", "two\nth", "two\nth"),
    "quote over its marks": ("> one\n> two", "one\ntwo", "one\n> two"),
    "table cell": ("|a|b|\n|-|-|\n| c\\|d | *e* |", "c|d", "c\\|d"),
    "table cells": ("|a|b|\n|-|-|\n| c\\|d | *e* |", "|d\ne", "|d | *e"),
    "cell after an unusual space": ("|a|b|\n|-|-|\n\u00a0*c* d", "c d", "c* d"),
    "heading": ("## A *b* ##", "A b", "A *b"),
    "underlined heading": ("A\nb\n===", "A\nb", "A\nb"),
    "code block": ("```\na\n  b\n```", "a\n  b", "a\n  b"),
    "indented code": ("    a\n\n      b", "a\n\n  b", "a\n\n      b"),
    "code in a list": ("- ```\n  a\n    b\n  ```", "a\n  b", "a\n    b"),
    "raw HTML": ("a <b>c</b>", "<b>c</b>", "<b>c</b>"),
    "address": ("at <http://a.nl/é> now", "http://a.nl/é", "http://a.nl/é"),
    "image": ("![a *b*](c.png) d", "a b", "a *b"),
    "image without words": ("a ![](c.png) d", "c.png", "![](c.png)"),
    "footnote mark": ("a[^x] b\n\n[^x]: c", "1", "[^x]"),
    "terms": ("A\n: b *c*\n  d", "A\nb c\nd", "A\n: b *c*\n  d"),
    "unbalanced marks": ("*a **b*", "*a *b", "*a **b"),
    "struck words": ("x ~~~a~~ b", "~a b", "~~~a~~ b"),
}


def first(source: str) -> Block:
    return blocks.split(source)[0]


@pytest.mark.parametrize("name", BEHIND)
def test_finds_the_source_of(name):
    source, quote, behind = BEHIND[name]
    block = first(source)
    seen = visible.of(block)
    start = seen.text.index(quote)

    begin, end = seen.to_source(start, start + len(quote))

    assert block.source[begin:end] == behind
    assert seen.from_source(begin, end) == (start, start + len(quote))


def test_words_of_neighbouring_items_are_parted_by_a_line_end():
    assert visible.of(first("- a\n- b\n\n  c\n  1. d")).text == "a\nb\nc\nd"


def test_a_block_nobody_sees_has_no_words():
    assert visible.of(first("---\na: b\n---\n")).text == ""
    assert visible.of(first("[a]: /b\n")).text == ""


def test_a_caret_has_a_place():
    seen = visible.of(first("- *a*\n- b"))

    assert seen.to_source(0, 0) == (3, 3)
    assert seen.to_source(1, 2) == (8, 8)
    assert seen.to_source(3, 3) == (9, 9)
    assert seen.to_source(-5, 99) == (3, 9)


def test_marks_alone_are_no_visible_words():
    assert visible.of(first("a **b**")).from_source(2, 4) == (2, 2)


def test_a_part_of_an_entity_stands_for_its_character():
    assert visible.of(first("a &amp; b")).from_source(4, 5) == (2, 3)


def test_offsets_of_a_browser_become_code_points():
    text = "a👩é😀b"

    assert [visible.utf16_to_code_points(text, offset) for offset in range(9)] == [
        *(0, 1, 1, 2, 3, 3, 4, 5, 5)
    ]


def test_a_block_shown_as_written_is_its_own_source():
    seen = visible.of(first("*a " * 7_000))

    assert seen.text == ("*a " * 7_000).rstrip()
    assert seen.to_source(10, 20) == (10, 20)


@given(markdown_texts)
def test_visible_text_is_the_text_nodes_of_the_html(source):
    found = blocks.split(source)

    for block, html in zip(found, render.blocks_to_html(found), strict=True):
        assert visible.of(block).text == text_nodes(html)


@given(markdown_texts)
def test_characters_stand_in_the_order_of_their_source(source):
    for block in blocks.split(source):
        seen = visible.of(block)

        assert len(seen.text) == len(seen.starts) == len(seen.ends)
        assert list(seen.starts) == sorted(seen.starts)
        assert list(seen.ends) == sorted(seen.ends)
        assert all(
            0 <= s <= e <= len(block.source) for s, e in zip(seen.starts, seen.ends, strict=True)
        )


@given(markdown_texts, st.integers(0, 80), st.integers(0, 40))
def test_a_span_of_the_source_leads_back_to_the_same_words(source, start, size):
    for block in blocks.split(source):
        seen = visible.of(block)
        begin, end = seen.to_source(start, start + size)
        if begin < end:
            first_, last = seen.from_source(begin, end)
            assert seen.to_source(first_, last) == (begin, end)


@pytest.mark.parametrize("name", ["links", "ampersands", "quotes", "footnotes"])
def test_hostile_texts_are_seen_as_they_are_shown(name):
    found = blocks.split(HOSTILE[name])[:50]

    for block, html in zip(found, render.blocks_to_html(found), strict=True):
        assert visible.of(block).text == text_nodes(html)
