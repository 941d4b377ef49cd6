"""The marks of commented passages stand around their words, wherever elements begin and end."""

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.markdown_texts import markdown_texts, text_nodes
from wiki.text import blocks, render
from wiki.text.render import Mark


def marked_words(html: str) -> str:
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return "".join("".join(mark.itertext()) for mark in tree.iter("mark"))


def test_a_passage_is_marked():
    html = render.with_marks("<p>one two three</p>", [Mark(4, 7, "t1")])

    assert html == '<p>one <mark id="mark-t1" data-thread="t1">two</mark> three</p>'


def test_a_passage_across_elements_has_its_id_once():
    html = render.with_marks("<p>a<em>b</em>c</p>", [Mark(0, 3, "t")])

    assert html == (
        '<p><mark id="mark-t" data-thread="t">a</mark>'
        '<em><mark data-thread="t">b</mark></em><mark data-thread="t">c</mark></p>'
    )


def test_overlapping_passages_lie_in_each_other():
    html = render.with_marks("<p>abc</p>", [Mark(1, 3, "y"), Mark(0, 2, "x")])

    assert html == (
        '<p><mark id="mark-x" data-thread="x">a</mark><mark data-thread="x">'
        '<mark id="mark-y" data-thread="y">b</mark></mark><mark data-thread="y">c</mark></p>'
    )


def test_an_entity_is_one_character():
    html = render.with_marks("<p>a&amp;b</p>", [Mark(1, 2, "t")])

    assert html == '<p>a<mark id="mark-t" data-thread="t">&amp;</mark>b</p>'


def test_no_mark_stands_between_two_items():
    html = render.with_marks("<ul><li>a</li>\n<li>b</li></ul>", [Mark(0, 3, "t")])

    assert "</li>\n<li>" in html


def test_the_name_of_a_thread_cannot_break_out():
    assert "<b>" not in render.with_marks("<p>a</p>", [Mark(0, 1, '"><b>')])


@pytest.mark.parametrize("span", [(1, 1), (5, 9), (-3, 0)])
def test_a_passage_of_no_words_marks_nothing(span):
    assert render.with_marks("<p>abc</p>", [Mark(*span, "t")]) == "<p>abc</p>"


@given(markdown_texts, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), max_size=5))
def test_marks_never_change_the_words_and_cover_just_their_passage(source, spans):
    for html in render.blocks_to_html(blocks.split(source)):
        marks = [Mark(start, start + size, str(n)) for n, (start, size) in enumerate(spans)]
        marked = render.with_marks(html, marks)

        assert text_nodes(marked) == text_nodes(html)
        for mark in marks:
            covered = marked_words(render.with_marks(html, [mark]))
            passage = text_nodes(html)[mark.start : mark.end]
            assert covered.replace("\n", "") == passage.replace("\n", "")
