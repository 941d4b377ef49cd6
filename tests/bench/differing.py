"""Real steps between revisions: how much of each text the difference shows as changed."""

from __future__ import annotations

import difflib
import random
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from diff_match_patch import diff_match_patch

from tests import git
from tests.bench.measuring import Stopwatch
from tests.bench.tables import Aim, Table
from tests.real import RealDocuments
from wiki.text import diff

STEPS = 300
SHORT = 3
"""A run of fewer letters and figures says nothing to a reader."""

TOKEN = re.compile(r"\w+|\s+|[^\w\s]")

Run = tuple[str, str]
"""One deletion or insertion (`-`, `+`), and its characters."""

Comparing = Callable[[str, str], list[Run]]


@dataclass
class Tally:
    """What one algorithm shows as changed, over all steps."""

    watch: Stopwatch
    runs: int = 0
    short: int = 0
    blank: int = 0
    """Of the short runs, those that change white space alone, which git doesn't tell."""

    characters: int = 0

    def count(self, runs: Sequence[Run]) -> None:
        """Add one step."""
        self.runs += len(runs)
        short = [run for run in runs if sum(map(str.isalnum, run[1])) < SHORT]
        self.short += len(short)
        self.blank += len(_blank(short))
        self.characters += sum(len("".join(text.split())) for _, text in runs)


def _blank(runs: Sequence[Run]) -> list[Run]:
    """Return the runs of white space, and pairs that differ in nothing else."""
    blank = [run for run in runs if run[1].isspace()]
    for old, new in pairwise(runs):
        if (old[0], new[0]) == ("-", "+") and old[1].split() == new[1].split() != []:
            blank += [old, new]
    return blank


def tables(real: RealDocuments, slowness: float) -> Iterator[Table]:
    """Yield what is shown as changed in a sample of the real steps."""
    steps = _steps(real.rows("revisions"))
    sample = random.Random(1).sample(steps, min(STEPS, len(steps)))  # noqa: S311
    with tempfile.TemporaryDirectory(prefix="wiki-bench-") as folder:
        tallies = {name: Tally(Stopwatch(slowness)) for name in _algorithms(Path(folder))}
        for name, comparing in _algorithms(Path(folder)).items():
            for before, after in sample:
                tallies[name].count(tallies[name].watch.time(partial(comparing, before, after)))
    yield _table(tallies, f"what is shown as changed: {len(sample)} of {len(steps)} real steps")


def _steps(rows: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return each two neighbouring revisions of a file that differ."""
    return [
        (old["text"], new["text"])
        for old, new in pairwise(rows)
        if (old["repo"], old["path"], old["rev"] + 1) == (new["repo"], new["path"], new["rev"])
        and old["text"] != new["text"]
    ]


def _algorithms(folder: Path) -> dict[str, Comparing]:
    found: dict[str, Comparing] = {
        "ours": _ours,
        "dmp, semantic clean-up": _cleaned_up,
        "difflib, words": _matched,
    }
    if git.PROGRAM:
        found["git --word-diff"] = partial(_by_git, folder)
    return found


def _ours(before: str, after: str) -> list[Run]:
    signs = {"delete": "-", "insert": "+"}
    pieces = diff.words(before, after)
    return [(signs[piece.op], piece.text) for piece in pieces if piece.op != "equal"]


def _cleaned_up(before: str, after: str) -> list[Run]:
    dmp = diff_match_patch()
    pieces = dmp.diff_main(before, after)
    dmp.diff_cleanupSemantic(pieces)
    signs = {dmp.DIFF_DELETE: "-", dmp.DIFF_INSERT: "+"}
    return [(signs[op], text) for op, text in pieces if op != dmp.DIFF_EQUAL]


def _matched(before: str, after: str) -> list[Run]:
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    runs = []
    for op, start, end, there, until in difflib.SequenceMatcher(None, old, new).get_opcodes():
        if op != "equal":
            runs += [("-", "".join(old[start:end])), ("+", "".join(new[there:until]))]
    return [(sign, text) for sign, text in runs if text]


def _by_git(folder: Path, before: str, after: str) -> list[Run]:
    for name, text in (("before", before), ("after", after)):
        (folder / name).write_text(text, encoding="utf-8", newline="")
    done = git.run(
        folder, ["diff", "--no-color", "--no-index", "--word-diff=porcelain", "before", "after"]
    )
    return _told(done.stdout.decode())


def _told(porcelain: str) -> list[Run]:
    """Return the runs that git tells; one that goes on after a line break (`~`) is one run."""
    _, *lines = porcelain.partition("\n@@")[2].split("\n")
    told = [line for line in lines if line and not line.startswith(("~", "\\"))]
    return [
        (sign, "".join(line[1:] for line in found))
        for sign, found in groupby(told, key=lambda line: line[0])
        if sign in "-+"
    ]


def _table(tallies: Mapping[str, Tally], title: str) -> Table:
    by_git = tallies.get("git --word-diff")
    rows = []
    for name, tally in tallies.items():
        ratio = f"{tally.characters / by_git.characters:.2f}" if by_git else "–"
        counts = map(str, (tally.runs, tally.short, tally.blank, tally.characters))
        rows.append((name, *counts, ratio, f"{tally.watch.mean:.1f}", f"{tally.watch.worst:.0f}"))
    columns = ("runs", f"under {SHORT} letters", "of which white space", "characters", "× git's")
    names = ("", *columns, "mean ms", "worst")
    return Table(title, names, rows, _aims(tallies))


def _aims(tallies: Mapping[str, Tally]) -> list[Aim]:
    ours, by_git = tallies["ours"], tallies.get("git --word-diff")
    found = []
    for name, other in tallies.items():
        if other is ours:
            continue
        short = ours.short - ours.blank if other is by_git else ours.short
        found += [
            Aim(f"changed runs ({name})", ours.runs, "fewer than", other.runs, ""),
            Aim(f"under {SHORT} letters ({name})", short, "fewer than", other.short, ""),
        ]
    if by_git:
        ratio = round(ours.characters / by_git.characters, 3)
        found.append(Aim("changed characters", ratio, "at most", 1.15, "× git's"))
    return found
