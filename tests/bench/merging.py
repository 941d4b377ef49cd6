"""Real merges and real pairs of proposals: what becomes of them here and with others."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from diff_match_patch import diff_match_patch
from merge3 import Merge3

from tests import git
from tests.bench.measuring import Stopwatch
from tests.bench.tables import Aim, Table, percent, share
from tests.judging import as_the_person
from tests.real import RealDocuments
from wiki.text.merge import Conflicts, Merged, three_way

PATCHED_EVERY = 3
"""Patching takes a tenth of a second a pair: it gets every third pair of proposals."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Outcome:
    """A text, or None where it is left to a person; and all that is said besides."""

    text: str | None
    besides: object = ()


Merging = Callable[[str, str, str], Outcome]


@dataclass
class Tally:
    """What one algorithm made of the cases."""

    watch: Stopwatch
    right: list[Outcome] = field(default_factory=list)
    """Of the merges that git merges as the person did."""

    alike: int = 0
    conflicts: list[Outcome] = field(default_factory=list)
    solved: list[bool] = field(default_factory=list)
    """Of git's conflicts that got a text: whether it is the person's."""

    silent: int = 0


def tables(real: RealDocuments, slowness: float) -> Iterator[Table]:
    """Yield the merges that people made, then the pairs of proposals."""
    with tempfile.TemporaryDirectory(prefix="wiki-bench-") as folder:
        algorithms = _algorithms(Path(folder))
        yield _made_by_people(list(real.rows("merges")), algorithms, slowness)
        yield _side_by_side(list(real.rows("parallel")), algorithms, slowness)


def _algorithms(folder: Path) -> dict[str, Merging]:
    def by_git(base: str, ours: str, theirs: str) -> Outcome:
        return Outcome(git.merged(folder, base, ours, theirs))

    found: dict[str, Merging] = {"ours": _ours}
    if git.PROGRAM:
        found["git merge-file"] = by_git
    return found | {"merge3, lines": _merge3, "dmp, patch": _patched}


def _ours(base: str, ours: str, theirs: str) -> Outcome:
    made = three_way(base, ours, theirs)
    if isinstance(made, Merged):
        return Outcome(made.text, made.cautions)
    return Outcome(None, made)


def _merge3(base: str, ours: str, theirs: str) -> Outcome:
    before, one, other = (text.splitlines(keepends=True) for text in (base, ours, theirs))
    groups = list(Merge3(before, one, other).merge_groups())
    if any(group[0] == "conflict" for group in groups):
        return Outcome(None)
    return Outcome("".join(line for group in groups for line in group[1]))


def _patched(base: str, ours: str, theirs: str) -> Outcome:
    dmp = diff_match_patch()
    text, flags = dmp.patch_apply(dmp.patch_make(base, theirs), ours)
    return Outcome(text if all(flags) else None)


def _made_by_people(
    rows: Sequence[Row], algorithms: Mapping[str, Merging], slowness: float
) -> Table:
    tallies = {name: Tally(Stopwatch(slowness)) for name in algorithms}
    lines = algorithms.get("git merge-file", _merge3)
    for row in rows:
        sides = row["base"], row["ours"], row["theirs"]
        by_lines = lines(*sides).text
        for name, merging in algorithms.items():
            tally = tallies[name]
            outcome = tally.watch.time(partial(merging, *sides))
            _count(tally, outcome, row["truth"], by_lines)
    right, torn = len(tallies["ours"].right), len(tallies["ours"].conflicts)
    judge = "git" if git.PROGRAM else "merge3"
    return Table(
        f"merges that people made: {len(rows)}, of which {judge} merges {right} as they did and "
        f"refuses {torn}",
        (
            "",
            f"same as {judge}",
            "caution",
            f"of {judge}'s conflicts: solved",
            "as the person, of solved",
            "of all",
            "caution",
            "silently other",
            "mean ms",
            "worst",
        ),
        [_people_row(name, tally, len(rows)) for name, tally in tallies.items()],
        _people_aims(tallies["ours"], len(rows)),
    )


def _count(tally: Tally, outcome: Outcome, truth: str, by_lines: str | None) -> None:
    is_clean = outcome.text is not None and not outcome.besides
    tally.silent += is_clean and not as_the_person(outcome.text or "", truth)
    if by_lines is None:
        tally.conflicts.append(outcome)
        if outcome.text is not None:
            tally.solved.append(as_the_person(outcome.text, truth))
    elif by_lines == truth:
        tally.right.append(outcome)
        tally.alike += outcome.text == truth


def _people_row(name: str, tally: Tally, count: int) -> tuple[str, ...]:
    return (
        name,
        percent(tally.alike, len(tally.right)),
        percent(_cautioned(tally.right), len(tally.right)),
        percent(len(tally.solved), len(tally.conflicts)),
        percent(sum(tally.solved), len(tally.solved)),
        percent(sum(tally.solved), len(tally.conflicts)),
        percent(_cautioned(tally.conflicts), len(tally.solved)),
        f"{tally.silent} ({percent(tally.silent, count)})",
        f"{tally.watch.mean:.1f}",
        f"{tally.watch.worst:.0f}",
    )


def _cautioned(outcomes: Sequence[Outcome]) -> int:
    return sum(outcome.text is not None and bool(outcome.besides) for outcome in outcomes)


def _people_aims(ours: Tally, count: int) -> list[Aim]:
    right, torn, solved = len(ours.right), len(ours.conflicts), len(ours.solved)
    cautioned = share(_cautioned(ours.right), right)
    return [
        Aim(
            "where a line merge is right, the same text", share(ours.alike, right), "at least", 99.5
        ),
        Aim("where a line merge is right, cautions", cautioned, "at most", 2),
        Aim("conflicts of lines, solved", share(solved, torn), "at least", 50),
        Aim("solved as the person", share(sum(ours.solved), solved), "at least", 50),
        Aim("conflicts of lines, as the person", share(sum(ours.solved), torn), "at least", 25),
        Aim("other without a caution", share(ours.silent, count), "at most", 0.5),
        Aim("worst merge", round(ours.watch.worst, 1), "at most", 500, "ms"),
    ]


def _side_by_side(rows: Sequence[Row], algorithms: Mapping[str, Merging], slowness: float) -> Table:
    found = []
    for name, merging in algorithms.items():
        chosen = rows[::PATCHED_EVERY] if merging is _patched else rows
        found.append(_in_both_orders(name, chosen, merging, Stopwatch(slowness)))
    (_, pairs, _, same, *_), *_ = found
    return Table(
        f"two proposals in both orders: {len(rows)} pairs (dmp: every {PATCHED_EVERY}rd)",
        (
            "",
            "pairs",
            "merged",
            "same both ways",
            "two texts",
            "merged one way only",
            "mean ms",
            "worst",
        ),
        found,
        [Aim("same in both orders", share(int(same), int(pairs)), "at least", 100)],
    )


def _in_both_orders(
    name: str, rows: Sequence[Row], merging: Merging, watch: Stopwatch
) -> tuple[str, ...]:
    merged = same = differ = once = 0
    for row in rows:
        one, other = (
            watch.time(partial(merging, row["base"], row[first], row[second]))
            for first, second in ("ab", "ba")
        )
        texts = {one.text, other.text}
        merged += None not in texts
        same += one == _turned(other)
        differ += len(texts) == 2 and None not in texts
        once += len(texts) == 2 and None in texts
    figures = map(str, (len(rows), merged, same, differ, once))
    return name, *figures, f"{watch.mean:.1f}", f"{watch.worst:.0f}"


def _turned(outcome: Outcome) -> Outcome:
    """Return an outcome as it must be when ours and theirs change places."""
    if not isinstance(outcome.besides, Conflicts):
        return outcome
    regions = (replace(r, ours=r.theirs, theirs=r.ours) for r in outcome.besides.regions)
    return replace(outcome, besides=replace(outcome.besides, regions=tuple(regions)))
