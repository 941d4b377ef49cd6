"""Source as people read it: every character has its place, and words are those of the page."""

from __future__ import annotations

import re
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.content.test_languages import SECTIONS
from tests.text.markdown_texts import HOSTILE, markdown_texts
from wiki.text import blocks, legible, runs, visible
from wiki.text.legible import Legible

ALL = 10_000


def read(source: str) -> list[tuple[str, set[str]]]:
    seen = (run for run in Legible(source).within(0, len(source)) if run.words.strip())
    return [
        (" ".join("".join(run.words for run in alike).split()), set(styles))
        for styles, alike in groupby(seen, key=lambda run: run.styles)
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("We **do** care.", [("We", set()), ("do", {"bold"}), ("care.", set())]),
        ("*so* `it`", [("so", {"italic"}), ("it", {"code"})]),
        ("***so***", [("so", {"bold", "italic"})]),
        ("~~so~~", [("so", {"struck"})]),
        ("# Our *values*\n", [("Our", {"heading"}), ("values", {"heading", "italic"})]),
        ("Our values\n===\n\nWe care.\n", [("Our values", {"heading"}), ("We care.", set())]),
        ("- Ask\n  - Hear\n", [("• Ask • Hear", set())]),
        ("> Ask\n", [("Ask", {"quoted"})]),
        ("Ask [us](/a \"b\") now", [("Ask", set()), ("us", {"link"}), ("now", set())]),
        ("3 * 4 * 5, a_b_c, #1", [("3 * 4 * 5, a_b_c, #1", set())]),
        ("R&amp;D", [("R&D", set())]),
        ("\\*so\\*", [("*so*", set())]),
        ("**from\nhere**\n", [("fromhere", {"bold"})]),
        ("One.\n\n---\n\nTwo.\n", [("One. ———Two.", set())]),
    ],
)  # fmt: skip
def test_marks_become_what_they_make(source: str, expected: list[tuple[str, set[str]]]) -> None:
    assert read(source) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "| A | B |\n|---|:-:|\n| *c* | d |\n",
        "```\n*a*\n\n# b\n```\n",
        "<div>\n*a*\n</div>\n",
        "---\ntitle: *a*\n---\n",
    ],
)
def test_what_cannot_be_shown_stands_as_it_was_typed(typed: str) -> None:
    text = Legible(f"{typed}\n*We* care.\n")
    first = text.within(0, len(typed) - 1)

    assert "".join(run.words for run in first) == typed[:-1]
    assert all("as_typed" in run.styles for run in first)
    assert "as_typed" not in text.within(len(typed) + 2, ALL)[0].styles


def test_cells_of_a_table_are_told_apart() -> None:
    table = "| Who | For what |\n|-----|---|\n| The adviser | Talk |\n"

    assert legible.words(table) == "Who; For what; The adviser; Talk"


def test_where_a_link_leads_is_kept() -> None:
    assert [run.address for run in Legible("See [us](/a).").within(0, ALL)][1:3] == ["", "/a"]


def test_all_words_in_a_style_are_found_from_some_of_them() -> None:
    text = Legible("We **speak *up* now** or **later**.")

    assert text.looking("bold", 6, 8) == "speak up now"
    assert text.looking("bold", 0, 2) == ""


@given(markdown_texts)
def test_every_character_of_source_belongs_to_one_run(source: str) -> None:
    found = runs.read(source)

    assert "".join(source[run.start : run.end] for run in found) == source
    assert all(one.end == other.start for one, other in pairwise(found))


@given(markdown_texts, st.data())
def test_the_parts_of_a_source_hold_the_words_of_the_whole(
    source: str, data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(source)))
    text = Legible(source)
    parts = [*text.within(0, cut), *text.within(cut, len(source))]

    assert "".join(run.words for run in parts) == "".join(
        run.words for run in text.within(0, len(source))
    )


NUMBERS = re.compile(r"(?m)^ *\d+\. ")
SEEN_ALIKE = {"paragraph", "heading", "list", "quote"}


@pytest.mark.parametrize("text", [text for _, text in SECTIONS])
def test_the_starter_code_reads_as_its_pages_do(text: str) -> None:
    for block in blocks.split(text):
        if block.kind in SEEN_ALIKE:
            read_here = legible.words(block.source).replace(runs.BULLET, "")
            assert NUMBERS.sub("", read_here).split() == visible.of(block).text.split()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_read_to_their_end(name: str) -> None:
    source = HOSTILE[name]

    assert sum(run.end - run.start for run in runs.read(source)) == len(source)


SIMPLE = ["**", "*", "[", "](/a)", "](https://a.nl/b)", "so", " ", "we do", ".", "(", ")", "é", "1"]


@given(st.lists(st.sampled_from(SIMPLE), max_size=14).map("".join))
def test_the_plainest_marks_are_read_as_the_parser_reads_them(content: str) -> None:
    simple = runs._simple(content)
    words = [run for run in runs._parsed(content) if run.words]

    if simple is not None:
        assert runs._joined(content, simple) == runs._joined(content, words)
