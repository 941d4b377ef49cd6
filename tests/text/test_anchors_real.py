"""Comments on real documents stand where people who compared the revisions say they should."""

from collections import Counter, defaultdict
from typing import Any

import pytest

from tests.real import RealDocuments
from wiki.text import anchors
from wiki.text.anchors import Anchor, Placement, State

FLOORS = {"same": 0.995, "edited": 0.985, "deleted": 0.975, "moved": 0.98, "all": 0.99}
MOST_WRONG = 0.004
MOST_PARTLY = 0.005
Judged = list[tuple[dict[str, Any], Placement, str]]


@pytest.fixture(scope="module")
def judged(real: RealDocuments) -> Judged:
    """Every real case, followed and judged; those on one pair of texts together."""
    texts = {row["id"]: row["text"] for row in real.rows("anchor_texts")}
    pairs = defaultdict(list)
    for case in real.rows("anchors"):
        pairs[case["before"], case["after"]].append(case)
    found = []
    for (before, after), cases in pairs.items():
        many = [anchors.create(texts[before], case["start"], case["end"]) for case in cases]
        placements = anchors.follow_all(many, texts[before], texts[after])
        assert all(_is_honest(*pair, texts[after]) for pair in zip(many, placements, strict=True))
        found += [(case, p, _judge(case, p)) for case, p in zip(cases, placements, strict=True)]
    return found


def _is_honest(anchor: Anchor, placed: Placement, after: str) -> bool:
    if placed.start is None:
        return placed.state is State.REMOVED
    return (after[placed.start : placed.end] == anchor.quote) == (placed.state is State.SAME)


def _judge(case: dict[str, Any], placed: Placement) -> str:
    if placed.start is None or placed.end is None:
        return "right" if case["expected"] == "deleted" else "lost"
    if case["expected"] == "deleted":
        return "wrong"
    start, end = case["expected_start"], case["expected_end"]
    if case["expected"] == "same" and (placed.start, placed.end) == (start, end):
        return "right"
    shared = max(0, min(end, placed.end) - max(start, placed.start))
    union = max(end, placed.end) - min(start, placed.start)
    if case["expected"] == "edited" and shared * 2 >= union:
        return "right"
    return "partly" if shared else "wrong"


def _verdicts(judged: Judged, kind: str) -> Counter[str]:
    return Counter(
        verdict
        for case, _, verdict in judged
        if kind in ("all", case["expected"]) or (kind == "moved" and case["moved"])
    )


@pytest.mark.parametrize("kind", FLOORS)
def test_comments_on_real_revisions_stand_where_they_belong(judged: Judged, kind: str) -> None:
    verdicts = _verdicts(judged, kind)

    assert verdicts["right"] >= FLOORS[kind] * verdicts.total(), verdicts


def test_comments_on_real_revisions_hardly_ever_stand_on_other_words(judged: Judged) -> None:
    verdicts = _verdicts(judged, "all")

    assert verdicts["wrong"] <= MOST_WRONG * verdicts.total(), verdicts
    assert verdicts["partly"] <= MOST_PARTLY * verdicts.total(), verdicts


def test_confidence_is_about_the_share_that_is_right(judged: Judged) -> None:
    sure = [verdict == "right" for _, placed, verdict in judged if placed.confidence >= 0.8]
    unsure = [verdict == "right" for _, placed, verdict in judged if placed.confidence < 0.7]

    assert sum(sure) >= 0.99 * len(sure)
    assert 0.6 * len(unsure) <= sum(unsure) <= 0.96 * len(unsure)
