"""What must hold of a text that is let in, kept and shown: one function a property."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from tests.fuzz.cases import LIMIT, Case
from tests.fuzz.mutations import FRAGMENTS, mutated
from tests.text.claims import assert_mapped, assert_safe
from tests.text.markdown_texts import text_nodes
from wiki.text import blocks, delta, frontmatter, gate, outline, render, visible


def accepting(case: Case) -> None:
    """What the gate lets in, it lets in again unchanged."""
    for raw in case.raw:
        try:
            once = gate.accept(raw, LIMIT)
        except gate.Refused:
            continue
        assert gate.accept(once, LIMIT) == once
        assert unicodedata.is_normalized("NFC", once)
        assert gate.accept(raw.encode(), LIMIT) == once
        assert gate.line(once, LIMIT) == gate.line(gate.line(once, LIMIT), LIMIT)


def storing(case: Case) -> None:
    """A delta gives the text back; a damaged one is refused, or reads as a text, and no more."""
    before, after, _ = case.stored
    step = delta.encode(before, after)
    assert delta.apply(before, step) == after
    random = case.random()
    parts = step.split("\t")
    lengths = [place for place, part in enumerate(parts) if part[:1] in ("=", "-")]
    if lengths:
        del parts[random.choice(lengths)]
        assert _is_broken(before, "\t".join(parts))
    assert _is_broken(before + "x", step)
    at = random.randrange(len(step) + 1)
    _is_broken(before, step[:at] + random.choice("=-+%\t19x") + step[at + 1 :])


def _is_broken(before: str, step: str) -> bool:
    try:
        delta.apply(before, step)
    except delta.Broken:
        return True
    return False


def setting_apart(case: Case) -> None:
    """Facts put before a text come off again, and a text without them stays whole."""
    text = case.stored[1]
    facts = frontmatter.Facts("a", case.stored[0][:40], "en", 1)
    assert frontmatter.parse(frontmatter.compose(facts, text)) == (facts, text)
    found, rest = frontmatter.parse(text)
    again = frontmatter.parse(frontmatter.compose(found, rest)) if found else (None, rest)
    assert again == ((found, rest) if found else (None, text))
    damaged = mutated(case.random(), frontmatter.compose(facts, text), FRAGMENTS, 2)
    found, rest = frontmatter.parse(damaged)
    assert frontmatter.parse(frontmatter.compose(found, rest) if found else rest) == (found, rest)


def showing(case: Case) -> None:
    """Every text gives safe HTML, the same each time; what is seen is what the HTML says."""
    source, random = case.raw[1], case.random()
    html = render.to_html(source, "en")
    assert_safe(html)
    found = blocks.split(source)
    shown = render.blocks_to_html(found)
    assert html == '<div lang="en">' + "\n".join(filter(None, shown)) + "</div>"
    for block, part in zip(found, shown, strict=True):
        seen = visible.of(block)
        assert block.is_seen or part == ""
        assert seen.text == text_nodes(part)
        assert_mapped(seen, block.source, random.randrange(len(seen.text) + 1))
        mark = render.Mark(random.randrange(len(seen.text) + 1), len(seen.text), "t")
        assert text_nodes(render.with_marks(part, [mark])) == seen.text
        assert text_nodes(render.lowered(part)) == seen.text
    assert_listed(found, shown)
    ids = re.findall(r'<h[2-6] id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    notes = set(re.findall(r'<sup id="([^"]*)"', html))
    assert notes >= set(re.findall(r'<a href="#(s-fn[.]\d+)" id=', html))


def assert_listed(found: list[blocks.Block], shown: list[str]) -> None:
    """Hold the outline to name the headings in order, with their words and the ids they have."""
    pairs = zip(found, shown, strict=True)
    headings = [(block, html) for block, html in pairs if block.kind == blocks.Kind.HEADING]
    flat = _flat(outline.of_blocks(found))
    assert [heading.number for heading in flat] == [block.number for block, _ in headings]
    for heading, (_, html) in zip(flat, headings, strict=True):
        assert [heading.id] == (re.findall(r'^<h[2-6] id="([^"]*)"', html) or [""])
        assert heading.words == " ".join(text_nodes(html).split())


def _flat(headings: Iterable[outline.Heading]) -> list[outline.Heading]:
    return [one for heading in headings for one in (heading, *_flat(heading.below))]
