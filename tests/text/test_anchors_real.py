"""Comments on real documents stand where people who compared the revisions say they should."""

from collections import Counter, defaultdict
from typing import Any

import pytest

from tests.judging import is_honest, is_of_kind, judge_place
from tests.real import RealDocuments
from wiki.text import anchors
from wiki.text.anchors import Placement

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
        assert all(is_honest(*pair, texts[after]) for pair in zip(many, placements, strict=True))
        found += [
            (case, p, judge_place(case, p.start, p.end))
            for case, p in zip(cases, placements, strict=True)
        ]
    return found


def _verdicts(judged: Judged, kind: str) -> Counter[str]:
    return Counter(verdict for case, _, verdict in judged if is_of_kind(case, kind))


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
