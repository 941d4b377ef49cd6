"""The languages of the starter code and the help pages say the same, block by block."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pytest
import yaml

from wiki import paths
from wiki.text import blocks, frontmatter

CODE = paths.content() / "employee-code"
HELP = paths.content() / "help"
SECTION_LINK = re.compile(r"\]\(([a-z-]+)\)")


def read(path: Path) -> tuple[frontmatter.Facts, str]:
    facts, text = frontmatter.parse(path.read_text(encoding="utf-8"))
    assert facts is not None, f"{path.name} has no front matter"
    return facts, text


SECTIONS = [read(path) for path in sorted(CODE.glob("*.md"))]
PAGES = [read(path) for path in sorted(HELP.glob("*/*.md"))]
PAIRS = [
    list(pair)
    for items in (SECTIONS, PAGES)
    for _, pair in groupby(sorted(items, key=lambda item: item[0].key), lambda item: item[0].key)
]


def shape(text: str) -> list[tuple[str, int]]:
    """Kind of each block, with its number of lines: list items and table rows must agree."""
    return [(block.kind, block.source.count("\n")) for block in blocks.split(text)]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0][0].key)
def test_both_languages_have_the_same_blocks_in_the_same_order(
    pair: list[tuple[frontmatter.Facts, str]],
) -> None:
    (facts, text), (other_facts, other_text) = pair

    assert {facts.language, other_facts.language} == {"en", "nl"}
    assert facts.position == other_facts.position
    assert len(facts.terms) == len(other_facts.terms)
    assert shape(text) == shape(other_text)


def test_the_code_has_the_languages_and_the_length_it_promises() -> None:
    document = yaml.safe_load((CODE / "document.yaml").read_text(encoding="utf-8"))
    words = {
        language: sum(len(text.split()) for facts, text in SECTIONS if facts.language == language)
        for language in document["languages"]
    }

    assert set(words) == {"en", "nl"}
    assert all(1800 <= count <= 3000 for count in words.values()), words


def test_every_link_between_sections_leads_to_a_section() -> None:
    keys = {facts.key for facts, _ in SECTIONS}
    links = {link for _, text in SECTIONS for link in SECTION_LINK.findall(text)}

    assert links
    assert links <= keys


def test_every_defined_term_stands_in_its_section() -> None:
    missing = [
        term.term
        for facts, text in SECTIONS
        for term in facts.terms
        if term.term not in text.lower()
    ]

    assert not missing


def test_section_files_are_named_after_position_key_and_language() -> None:
    named = {path.name for path in CODE.glob("*.md")}

    assert named == {
        f"{facts.position:02d}-{facts.key}.{facts.language}.md" for facts, _ in SECTIONS
    }
