"""What axe-core cannot decide by itself, or cannot know, judged by hand: where, and why it is fine.

An entry covers one doubt about elements inside a selector, and no others; a doubt without an entry
is a trouble.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Judgement:
    """One doubt of one rule about elements inside a selector, and what a person found."""

    rule: str
    doubt: str
    inside: str
    found: str


JUDGED = [
    Judgement(
        "color-contrast",
        "background gradient",
        ".prose table",
        "The gradients are the shadow at a side where more of a table is: 40 % of --muted over "
        "the paper at its edge. Words keep 4.5 : 1 also there, see tests/reach/test_judged.py.",
    ),
    Judgement(
        "color-contrast",
        "partially overlaps other elements",
        "ins, del",
        "Words that come or go have a ground of their own, which touches the one on the next line. "
        "Each pair of words and ground is held to 4.5 : 1 in tests/architecture/test_css.py.",
    ),
    Judgement(
        "landmark-unique",
        "must have a unique aria-label",
        ".example__stage",
        "The page of components shows one landmark in several states, beside each other. It is to "
        "look at, only a demo has it, and no other page has an example.",
    ),
]


def selectors(rule: str, node: dict[str, Any]) -> list[str]:
    """Return inside what somebody looked at this doubt and found nothing wrong."""
    return [one.inside for one in JUDGED if one.rule == rule and one.doubt in doubt(node)]


def doubt(node: dict[str, Any]) -> str:
    """Say what axe-core is unsure of."""
    checks = node["any"] + node["all"] + node["none"]
    return "; ".join(check["message"] for check in checks) + f" in {node['html'][:200]}"
