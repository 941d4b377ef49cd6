"""Comments on real revisions: where they stand here and with others, and how sure we are."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from diff_match_patch import diff_match_patch

from tests.bench.measuring import Stopwatch
from tests.bench.tables import Aim, Table, percent, share
from tests.judging import is_honest, is_of_kind, judge_place
from tests.real import RealDocuments
from wiki.text import anchors
from wiki.text.anchors import Anchor, Placement

KINDS = ("all", "same", "edited", "moved", "deleted", "repeated")
FLOORS = {"all": 99.0, "same": 99.5, "edited": 98.5, "moved": 98.0, "deleted": 97.5}
BANDS = (1.0, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.0)
"""Where bands of confidence begin, from the surest."""

PATTERN = 32
"""What diff-match-patch can look for at most, in characters."""

Case = Mapping[str, Any]
Place = tuple[int | None, int | None]
Finding = Callable[[Anchor, str, str], Place]
NOWHERE: Place = (None, None)


def tables(real: RealDocuments, slowness: float) -> Iterator[Table]:
    """Yield the cases by kind, then what we say of them beside what is so."""
    texts = {row["id"]: row["text"] for row in real.rows("anchor_texts")}
    cases = list(real.rows("anchors"))
    chance = random.Random(1)  # noqa: S311
    chance.shuffle(cases)  # so that neighbours don't share what is remembered
    yield _by_kind(cases, texts, slowness)
    answers = _answers(cases, texts)
    yield _calibration(answers)
    yield _meaning(answers)


def _anchor(case: Case, texts: Mapping[str, str]) -> Anchor:
    return anchors.create(texts[case["before"]], case["start"], case["end"])


def _ours(anchor: Anchor, before: str, after: str) -> Place:
    placed = anchors.follow(anchor, before, after)
    return placed.start, placed.end


def _first_copy(anchor: Anchor, _before: str, after: str) -> Place:
    start = after.find(anchor.quote)
    return (start, start + len(anchor.quote)) if start >= 0 else NOWHERE


def _with_context(anchor: Anchor, _before: str, after: str) -> Place:
    """Return the exact copy whose 32 characters before and after are most like the anchor's."""
    copies = [found.start() for found in re.finditer(f"(?={re.escape(anchor.quote)})", after)]
    if not copies:
        return NOWHERE
    size = len(anchor.quote)

    def likeness(start: int) -> tuple[int, int]:
        before = after[max(0, start - anchors.CONTEXT) : start]
        behind = after[start + size : start + size + anchors.CONTEXT]
        alike = _alike(before[::-1], anchor.prefix[::-1]) + _alike(behind, anchor.suffix)
        return alike, -abs(start - anchor.start)

    best = max(copies, key=likeness)
    return best, best + size


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _fuzzy(anchor: Anchor, _before: str, after: str) -> Place:
    """Return where diff-match-patch finds the quote; of a long one, its beginning and its end."""
    dmp = diff_match_patch()
    quote = anchor.quote
    start = dmp.match_main(after, quote[:PATTERN], anchor.start)
    if start < 0 or len(quote) <= PATTERN:
        return (start, start + len(quote)) if start >= 0 else NOWHERE
    last = dmp.match_main(after, quote[-PATTERN:], start + len(quote) - PATTERN)
    return (start, last + PATTERN) if last >= start else NOWHERE


ALGORITHMS: Mapping[str, Finding] = {
    "ours": _ours,
    "first exact copy": _first_copy,
    "quote + 32 around it": _with_context,
    "dmp match_main": _fuzzy,
}


@dataclass
class Tally:
    """The verdicts on one algorithm, by kind, and its costs."""

    verdicts: defaultdict[str, Counter[str]]
    watch: Stopwatch


def _by_kind(cases: Sequence[Case], texts: Mapping[str, str], slowness: float) -> Table:
    tallies = {
        name: _tally(finding, cases, texts, slowness) for name, finding in ALGORITHMS.items()
    }
    rows = [
        _kind_row(kind, name, tally)
        for kind in KINDS
        for name, tally in tallies.items()
        if tally.verdicts[kind]
    ]
    columns = ("kind, and how", "cases", "right", "partly", "wrong place", "lost")
    ours = tallies["ours"]
    return Table(
        f"comments followed over one to five real steps, or moved: {len(cases)}",
        (*columns, "mean ms", "worst"),
        rows,
        _aims(ours.verdicts, ours.watch),
    )


def _tally(
    finding: Finding, cases: Sequence[Case], texts: Mapping[str, str], slowness: float
) -> Tally:
    tally = Tally(defaultdict(Counter), Stopwatch(slowness))
    for case in cases:
        anchor = _anchor(case, texts)
        sides = texts[case["before"]], texts[case["after"]]
        verdict = judge_place(case, *tally.watch.time(partial(finding, anchor, *sides)))
        for kind in KINDS:
            tally.verdicts[kind][verdict] += _is_of(case, kind)
    return tally


def _is_of(case: Case, kind: str) -> bool:
    """Tell whether a case is of a kind; *repeated* is a quote that stands there more than once."""
    return case["copies_before"] > 1 if kind == "repeated" else is_of_kind(case, kind)


def _kind_row(kind: str, name: str, tally: Tally) -> tuple[str, ...]:
    verdicts, watch = tally.verdicts[kind], tally.watch
    count = verdicts.total()
    shares = (percent(verdicts[key], count) for key in ("right", "partly", "wrong", "lost"))
    costs = (f"{watch.mean:.1f}", f"{watch.worst:.0f}") if kind == "all" else ("", "")
    return f"{kind}: {name}", str(count), *shares, *costs


def _aims(verdicts: Mapping[str, Counter[str]], watch: Stopwatch) -> list[Aim]:
    everything = verdicts["all"]
    wrong, partly = (share(everything[key], everything.total()) for key in ("wrong", "partly"))
    return [
        *(
            Aim(f"right, {kind}", share(found["right"], found.total()), "at least", floor)
            for kind, floor in FLOORS.items()
            if (found := verdicts[kind]).total()
        ),
        Aim("at a wrong place", wrong, "at most", 0.4),
        Aim("partly right", partly, "at most", 0.5),
        Aim("mean time", round(watch.mean, 2), "at most", 5, "ms"),
        Aim("worst time", round(watch.worst, 1), "at most", 300, "ms"),
    ]


@dataclass(frozen=True)
class Answer:
    """What we say of a case, and what is so."""

    case: Case
    placed: Placement
    is_right: bool
    is_honest: bool


def _answers(cases: Sequence[Case], texts: Mapping[str, str]) -> list[Answer]:
    """Return our answers; those on one pair of texts in one pass, as when a text moves on."""
    pairs = defaultdict(list)
    for case in cases:
        pairs[case["before"], case["after"]].append(case)
    found = []
    for (before, after), many in pairs.items():
        made = [_anchor(case, texts) for case in many]
        steps = anchors.follow_all(made, texts[before], texts[after])
        for case, anchor, placed in zip(many, made, steps, strict=True):
            is_right = judge_place(case, placed.start, placed.end) == "right"
            honest = is_honest(anchor, placed, texts[after])
            found.append(Answer(case, placed, is_right, honest))
    return found


def _calibration(answers: Sequence[Answer]) -> Table:
    rows = []
    for lower, upper in zip(BANDS, (2.0, *BANDS), strict=False):
        inside = [one for one in answers if lower <= one.placed.confidence < upper]
        placed = [one for one in inside if one.placed.start is not None]
        gone = [one for one in inside if one.placed.start is None]
        sure = sum(one.placed.confidence for one in inside)
        name = f"{lower:g}" if lower == 1 else f"{lower:g} to under {upper:g}"
        rows.append(
            (name, percent(sure, len(inside)), *_right(inside), *_right(placed), *_right(gone))
        )
    columns = ("confidence", "mean", "cases", "right", "placed", "right", "removed", "right")
    return Table("confidence beside what is right", columns, rows)


def _right(answers: Sequence[Answer]) -> tuple[str, str]:
    return str(len(answers)), percent(sum(one.is_right for one in answers), len(answers))


def _meaning(answers: Sequence[Answer]) -> Table:
    honest = sum(one.is_honest for one in answers)
    standing = [one for one in answers if one.is_right and one.placed.start is not None]
    rows = []
    for name, moved in (("moved", True), ("not moved", False)):
        of = [one for one in standing if one.case["moved"] == moved]
        told = sum(one.placed.moved == moved for one in of)
        rows.append((name, str(len(of)), percent(told, len(of))))
    state = ("state: same only of the very words", str(len(answers)), percent(honest, len(answers)))
    aim = Aim("state true to the words", share(honest, len(answers)), "at least", 100)
    return Table("what is said of a place", ("", "cases", "told so"), [state, *rows], [aim])
