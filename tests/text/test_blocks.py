"""A text falls into blocks without losing a character, and each block knows what it is."""

import pytest
from hypothesis import example, given

from tests.real import RealDocuments
from tests.text.markdown_texts import HOSTILE, markdown_texts
from wiki.text import blocks
from wiki.text.blocks import Block, Kind

TEXT = """\
---
title: Code
---

# Code of *conduct*

We treat [each other][well] with respect.[^why]

- One
  - nested

- Two

## Terms

Adviser
: Somebody who listens.

| Who | What |
|-----|------|
| you | ask  |

> Quoted

```
code
```

<div>
raw
</div>

***

[well]: /well
[other]: /other

[^why]: Because.

    And so.
"""


def kinds(source: str) -> list[str]:
    return [block.kind for block in blocks.split(source)]


def joined(found: list[Block]) -> str:
    return "".join(block.source for block in found)


def test_every_block_has_its_kind():
    assert kinds(TEXT) == [
        *("front_matter", "heading", "paragraph", "list", "heading", "terms", "table", "quote"),
        *("code", "html", "rule", "definitions", "footnote"),
    ]


def test_numbers_count_what_a_reader_sees():
    numbers = [block.number for block in blocks.split(TEXT)]

    assert numbers == [None, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, None, 11]


def test_a_block_knows_the_headings_above_it():
    paths = [
        block.heading_path for block in blocks.split("# A *b*\n\nx\n\n### C\n\ny\n\n## D\n\nz\n")
    ]

    top = ("A b",)
    assert paths == [(), top, top, (*top, "C"), top, (*top, "D")]


def test_blank_lines_belong_to_the_block_before_them():
    assert [block.source for block in blocks.split("\n\na\n\n\nb")] == ["\n\n", "a\n\n\n", "b"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", []),
        ("\n \n", ["blank"]),
        ("---\nkey: value\n---", ["front_matter"]),
        ("---\n# note\nkey: value\nlist:\n- one\n...\ntext", ["front_matter", "paragraph"]),
        ("---\n# Title\n---\n", ["rule", "heading", "rule"]),
        ("---\nJust words\n---\n", ["rule", "heading"]),
        ("---\nkey: value\n", ["rule", "paragraph"]),
        ("text\n\n---\nkey: value\n---\n", ["paragraph", "rule", "heading"]),
        ("a\n- b", ["paragraph", "list"]),
        ("[a]: /b\n\n[c]: /d", ["definitions"]),
        ("[a]: /b\ntext", ["definitions", "paragraph"]),
        ("    code", ["code"]),
        ("a\n===", ["heading"]),
        ("a\n: b\n\nc\n: d\n: e\n\nf", ["terms", "paragraph"]),
        ("a\n: b\n- c", ["terms", "list"]),
        (": b", ["paragraph"]),
        ("[^a]: b\n\n    c\n\nd", ["footnote", "paragraph"]),
    ],
)
def test_a_text_falls_into(source, expected):
    assert kinds(source) == expected


def test_definitions_are_those_of_the_whole_text_and_no_part_of_a_block():
    first, *_, last = blocks.split("[a] [^y] [^x]\n\n[^x]: 1\n\n[^y]: 2\n\n[A]: /b 'c'\n")

    assert first.definitions is last.definitions
    assert first.definitions.links == {"A": {"href": "/b", "title": "c"}}
    assert first.definitions.footnotes == {"Y": 1, "X": 2}
    assert first == Block("[a] [^y] [^x]\n\n", Kind.PARAGRAPH, (), 1)


@given(markdown_texts)
@example("> |\\\n---\n")  # what would be a table ends with the quotation it stands in
def test_joined_blocks_are_the_text(source):
    found = blocks.split(source)

    assert joined(found) == source
    assert all(block.source for block in found)
    seen = [block.number for block in found if block.is_seen]
    assert seen == list(range(1, len(seen) + 1))


@given(markdown_texts)
def test_heading_paths_grow_by_one_heading_at_a_time(source):
    depth = 0
    for block in blocks.split(source):
        assert len(block.heading_path) <= depth
        depth = len(block.heading_path) + (block.kind == Kind.HEADING)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_fall_into_a_bounded_number_of_blocks(name):
    found = blocks.split(HOSTILE[name])

    assert joined(found) == HOSTILE[name]
    assert len(found) <= 2_001


def test_real_texts_and_the_commonmark_examples_lose_nothing(real: RealDocuments):
    texts = [row["text"] for row in real.rows("revisions")][::30]
    texts += [example["markdown"] for example in real.commonmark()]

    assert [text for text in texts if joined(blocks.split(text)) != text] == []


def test_real_blocks_stay_what_they_are_when_read_alone(real: RealDocuments):
    texts = [row["text"] for row in real.rows("revisions")][::100]
    found = [block for text in texts for block in blocks.split(text)]
    alone = [b for b in found if b.kind not in (Kind.FRONT_MATTER, Kind.BLANK)]

    assert [b for b in alone if kinds(b.source) != [b.kind]] == []
