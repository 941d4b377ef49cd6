"""Blocks: which one became which, told by passages whose place after a change is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from tests.bench.tables import Aim, Table, percent, share
from tests.real import RealDocuments
from wiki.text import blocks
from wiki.text.blocks import Block

KINDS = ("same", "edited", "moved")
FIGURES = ("right", "left its block", "wrong")
LEAST = 98
"""Of the passages that were edited or moved, and whose words stayed in one block."""


def tables(real: RealDocuments, _slowness: float) -> Iterator[Table]:
    """Yield how often the block that holds a passage is found to be the one it lives on in.

    A passage left its block where, by difflib's words, another block is likelier to be what the
    block before became, or to be where the block after comes from: an item that went to another
    list, a paragraph that was joined with its neighbour.
    """
    texts = {row["id"]: row["text"] for row in real.rows("anchor_texts")}
    found = Counter(_judged(texts, real.rows("anchors")))
    rows = [_row(kind, {figure: found[kind, figure] for figure in FIGURES}) for kind in KINDS]
    changed = {figure: sum(found[kind, figure] for kind in KINDS[1:]) for figure in FIGURES}
    right = share(changed["right"], changed["right"] + changed["wrong"])
    yield Table(
        "which block became which",
        ("passages", "cases", *FIGURES, "right of those that stayed"),
        rows,
        [Aim("edited and moved", right, "at least", LEAST)],
    )


def _row(kind: str, found: Mapping[str, int]) -> tuple[str, ...]:
    stayed = found["right"] + found["wrong"]
    figures = [str(found[figure]) for figure in FIGURES]
    return kind, str(sum(found.values())), *figures, percent(found["right"], stayed)


def _judged(texts: Mapping[str, str], cases: Iterator[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the kind of each passage that is still there, and how its block was followed."""
    cut = lru_cache(maxsize=2)(lambda text: blocks.split(texts[text]))
    steps = sorted(cases, key=itemgetter("before", "after"))
    for (first, last), passages in groupby(steps, key=itemgetter("before", "after")):
        before, after = cut(first), cut(last)
        became = {match.before: match.after for match in blocks.match(before, after)}
        for passage in passages:
            if passage["expected"] != "deleted":
                kind = "moved" if passage["moved"] else passage["expected"]
                old = _at(before, passage["start"])
                new = _at(after, passage["expected_start"])
                right = became[old] == new
                yield kind, "right" if right else _why(before, after, old, new)


def _at(parts: Sequence[Block], offset: int) -> int:
    """Return the place of the block that holds an offset."""
    for place, block in enumerate(parts):
        offset -= len(block.source)
        if offset < 0:
            return place
    return len(parts) - 1


def _why(before: Sequence[Block], after: Sequence[Block], old: int, new: int) -> str:
    stayed = _likest(after, before[old], new) == new and _likest(before, after[new], old) == old
    return "wrong" if stayed else "left its block"


def _likest(parts: Sequence[Block], block: Block, near: int) -> int:
    """Return the place that has the most words in common with a block, the nearest of equals."""
    words = SequenceMatcher(b=block.source.split(), autojunk=False)
    likeness = {}
    for place, part in enumerate(parts):
        words.set_seq1(part.source.split())
        likeness[place] = (words.ratio(), -abs(place - near))
    return max(likeness, key=likeness.__getitem__)
