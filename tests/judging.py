"""How answers about real documents are judged: against what people made and found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wiki.text.anchors import Anchor, Placement, State


def as_the_person(text: str, truth: str) -> bool:
    """Tell whether a text is what a person made, white space aside."""
    return text.split() == truth.split()


def is_honest(anchor: Anchor, placed: Placement, after: str) -> bool:
    """Tell whether a placement says *same* of the very words, and of nothing else."""
    if placed.start is None:
        return placed.state is State.REMOVED
    return (after[placed.start : placed.end] == anchor.quote) == (placed.state is State.SAME)


def judge_place(case: Mapping[str, Any], start: int | None, end: int | None) -> str:
    """Return *right*, *partly*, *wrong* (on other words) or *lost* for where a passage was put."""
    if start is None or end is None:
        return "right" if case["expected"] == "deleted" else "lost"
    if case["expected"] == "deleted":
        return "wrong"
    there, until = case["expected_start"], case["expected_end"]
    if case["expected"] == "same" and (start, end) == (there, until):
        return "right"
    shared = max(0, min(until, end) - max(there, start))
    union = max(until, end) - min(there, start)
    if case["expected"] == "edited" and shared * 2 >= union:
        return "right"
    return "partly" if shared else "wrong"


def is_of_kind(case: Mapping[str, Any], kind: str) -> bool:
    """Tell whether a case of a passage is one of `all`, of `moved`, or of what is expected."""
    return kind in ("all", case["expected"]) or (kind == "moved" and bool(case["moved"]))
