"""Defined words lead to their definitions, and no word of a text changes by that."""

from __future__ import annotations

import html5lib
from hypothesis import given
from hypothesis import strategies as st

from tests.text.markdown_texts import HOSTILE, markdown_texts, text_nodes
from wiki.text import blocks, render, term_marks
from wiki.text.render import Mark
from wiki.text.term_marks import Defined

DEFINED = tuple(
    Defined(term, f"id{number}")
    for number, term in enumerate(("word", "twee woorden", "é", "a", "R&D", "b said"))
)
BULLYING = (Defined("bullying", "b1"), Defined("abuse of power", "p1"), Defined("R&D", "r1"))


def link(id_: str, words: str) -> str:
    return f'<a class="term" role="doc-glossref" href="#term-{id_}">{words}</a>'


def put(html: str) -> str:
    return term_marks.put(html, BULLYING, "en")


def test_the_first_use_in_a_block_leads_to_the_definition() -> None:
    assert put("<p>No bullying. Bullying hurts.</p>") == (
        f"<p>No {link('b1', 'bullying')}. Bullying hurts.</p>"
    )


def test_each_term_has_its_own_first_use_in_the_order_of_the_words() -> None:
    assert put("<p>R&amp;D: abuse of power, bullying</p>") == (
        f"<p>{link('r1', 'R&amp;D')}: {link('p1', 'abuse of power')}, {link('b1', 'bullying')}</p>"
    )


def test_headings_links_and_code_hold_no_such_link_and_the_next_use_does() -> None:
    for before in ('<a href="x">bullying</a>', "<code>bullying</code>"):
        assert put(f"<p>{before} <em>bullying</em></p>") == (
            f"<p>{before} <em>{link('b1', 'bullying')}</em></p>"
        )
    assert put('<h2 id="s-x">Bullying</h2>') == '<h2 id="s-x">Bullying</h2>'
    assert put("<pre><code>bullying</code></pre>") == "<pre><code>bullying</code></pre>"


def test_a_term_across_elements_is_left_as_it_is() -> None:
    html = "<p>abuse <em>of</em> power</p>"

    assert put(html) == html


def test_words_of_two_items_are_no_term() -> None:
    html = "<ul><li>abuse of</li>\n<li>power</li></ul>"

    assert put(html) == html
    assert term_marks.words(html) == "abuse of\0power"


def test_words_of_two_cells_are_no_term_nor_those_of_a_head_and_the_first_cell_below() -> None:
    [html] = render.blocks_to_html(blocks.split("|a|b|\n|-|-|\n|c|d|\n"))

    assert term_marks.words(html) == "a\0b\0c\0d"


def test_code_is_no_use_and_a_heading_is() -> None:
    assert "bullying" not in term_marks.words("<p><code>bullying</code></p>")
    assert term_marks.words("<h2>R&amp;D</h2>") == "R&D"


def test_what_html_leads_to_is_told() -> None:
    html = put("<p>bullying and abuse of power, <a href='#term-x'>x</a></p>")

    assert term_marks.linked(html) == {"b1", "p1"}


def test_the_author_of_a_text_can_make_no_such_link() -> None:
    source = '<a class="term" role="doc-glossref" href="#term-b1">x</a> [x](#term-b1)\n'

    assert term_marks.linked(render.to_html(source, "en")) == set()


def test_marks_of_passages_stand_inside_the_links() -> None:
    html = render.with_marks(put("<p>No bullying here.</p>"), [Mark(0, 7, "t")])

    assert html == (
        '<p><mark id="mark-t" data-thread="t">No </mark>'
        '<a class="term" role="doc-glossref" href="#term-b1">'
        '<mark data-thread="t">bull</mark>ying</a> here.</p>'
    )


@given(markdown_texts, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=3))
def test_no_word_changes_and_elements_stay_well_formed(
    source: str, spans: list[tuple[int, int]]
) -> None:
    marks = [Mark(min(span), max(span), f"t{n}") for n, span in enumerate(spans)]
    for html in render.blocks_to_html(blocks.split(source)):
        linked = term_marks.put(html, DEFINED, "en")
        marked = render.with_marks(linked, marks)

        assert text_nodes(linked) == text_nodes(html)
        assert text_nodes(marked) == text_nodes(html)
        assert len(term_marks.words(html)) == len(text_nodes(html))
        assert _links(marked) == marked.count("<a ")


@given(markdown_texts)
def test_no_link_stands_in_another_in_code_or_in_a_heading(source: str) -> None:
    for html in render.blocks_to_html(blocks.split(source)):
        tree = html5lib.parseFragment(
            term_marks.put(html, DEFINED, "en"), namespaceHTMLElements=False
        )
        for around in ("a", "code", "h2", "h3", "h4", "h5", "h6"):
            for element in tree.iter(around):
                assert not [one for one in element.iter("a") if _is_term(one, element)]


def test_hostile_texts_get_their_answer() -> None:
    for source in HOSTILE.values():
        for html in render.blocks_to_html(blocks.split(source)):
            assert text_nodes(term_marks.put(html, DEFINED, "nl")) == text_nodes(html)


def _is_term(one: object, around: object) -> bool:
    return one is not around and getattr(one, "attrib", {}).get("class") == "term"


def _links(html: str) -> int:
    """Return how many links a browser sees; it parts those that stand in each other."""
    return len(list(html5lib.parseFragment(html, namespaceHTMLElements=False).iter("a")))
