"""Histories: how much room they take beside whole texts and git, and how fast the past is read."""

from __future__ import annotations

import tempfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from tests import factories, git
from tests.bench import site
from tests.bench.measuring import Stopwatch
from tests.bench.tables import Aim, Table, percent
from tests.real import RealDocuments
from wiki.database import Database
from wiki.domain import revisions
from wiki.migrations import upgrade
from wiki.models import Text
from wiki.text import delta

READS = 50
LIMIT_MS = 10


@dataclass(frozen=True)
class Sizes:
    """What histories take, in bytes: whole texts, and what we store of them; packed or not."""

    whole: int
    whole_packed: int
    ours: int
    ours_packed: int


def tables(real: RealDocuments, slowness: float, count: int = site.REVISIONS) -> Iterator[Table]:
    """Yield what real histories take, and what it costs to read a long one."""
    yield _room(_histories(real.rows("revisions")), "real histories")
    yield from _past(count, slowness)


def _histories(rows: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    """Return the revisions of each file that has more than one, in order."""
    histories = defaultdict(list)
    for row in rows:
        histories[row["repo"], row["path"]].append(row["text"])
    return [history for history in histories.values() if len(history) > 1]


def _room(histories: Sequence[Sequence[str]], what: str) -> Table:
    sizes = _sizes(histories)
    found = {
        "whole texts": sizes.whole,
        "whole texts, each zlib": sizes.whole_packed,
        f"ours: deltas, every {revisions.KEYFRAME_EVERY}nd whole": sizes.ours,
        "ours, if each were zlib": sizes.ours_packed,
        **_git_sizes(histories),
    }
    rows = [
        (name, f"{size / 1000:,.0f}", percent(size, sizes.whole), f"{size / sizes.ours:.2f}")
        for name, size in found.items()
    ]
    title = f"room for {what}: {len(histories)} of {sum(map(len, histories))} revisions"
    return Table(title, ("", "KB", "of whole texts", "× ours"), rows)


def _sizes(histories: Sequence[Sequence[str]]) -> Sizes:
    whole = [text.encode() for history in histories for text in history]
    ours = [part.encode() for history in histories for part in _stored(history)]
    return Sizes(*(size for parts in (whole, ours) for size in (_room_of(parts), _packed(parts))))


def _stored(history: Sequence[str]) -> Iterator[str]:
    """Yield what is stored of each revision: its text, or its difference from the one before."""
    yield history[0]
    for number, (before, after) in enumerate(pairwise(history), start=2):
        yield after if revisions.is_keyframe(number) else delta.encode(before, after)


def _room_of(parts: Iterable[bytes]) -> int:
    return sum(map(len, parts))


def _packed(parts: Iterable[bytes]) -> int:
    return sum(len(zlib.compress(part)) for part in parts)


def _git_sizes(histories: Sequence[Sequence[str]]) -> dict[str, int]:
    """Return what git's pack takes: the texts alone, and with the commits and folders they need."""
    if not git.PROGRAM:
        return {}
    with tempfile.TemporaryDirectory(prefix="wiki-bench-") as folder:
        _commit_all(Path(folder), histories)
        listed = git.run(
            Path(folder),
            [
                "cat-file",
                "--batch-all-objects",
                "--batch-check=%(objecttype) %(objectsize:disk)",
            ],
        )
        rows = [line.split() for line in listed.stdout.decode().splitlines()]
    texts_alone = sum(int(size) for kind, size in rows if kind == "blob")
    return {
        "git gc --aggressive, texts alone": texts_alone,
        "git gc --aggressive, all": sum(int(size) for _, size in rows),
    }


def _commit_all(folder: Path, histories: Sequence[Sequence[str]]) -> None:
    """Make a repository of the histories, a file each and a commit a revision, and pack it."""
    for arguments, given in (
        (["init", "--quiet", "--bare"], None),
        (["fast-import", "--quiet"], b"".join(_commands(histories))),
        (["gc", "--quiet", "--aggressive", "--prune=now"], None),
    ):
        git.run(folder, arguments, given=given).check_returncode()


def _commands(histories: Sequence[Sequence[str]]) -> Iterator[bytes]:
    moment = 0
    for number, history in enumerate(histories):
        for text in history:
            moment += 1
            source = text.encode()
            yield b"commit refs/heads/main\n"
            yield b"committer Tests <tests@example.org> %d +0000\n" % moment
            yield b"data 0\nM 644 inline text-%d.md\n" % number
            yield b"data %d\n%s\n" % (len(source), source)


def _past(count: int, slowness: float) -> Iterator[Table]:
    """Yield what it costs to read a long history from the database and from git; then its room."""
    farthest = min(count - 1, revisions.KEYFRAME_EVERY)
    numbers = {"the oldest": 1, f"number {farthest}, farthest from a whole one": farthest}
    with (
        tempfile.TemporaryDirectory(prefix="wiki-bench-") as folder,
        closing(Database(f"sqlite:///{folder}/wiki.sqlite3")) as database,
    ):
        upgrade.to_head(database)
        with database.write() as db:
            text = factories.text(db, factories.document(db), site.LONGER)
            by = factories.account(db, "Noor")
            db.flush()
            site.grow(db, text, by, count)
        with database.read() as db:
            text = db.merge(text, load=False)
            ours = {name: _timed(db, text, number, slowness) for name, number in numbers.items()}
            history = [revisions.source_at(db, text, number + 1) for number in range(count)]
    rows = [(f"ours, {name}", *_figures(watch)) for name, watch in ours.items()]
    if git.PROGRAM:
        rows.append(("git show, the oldest", *_figures(_timed_git(history, slowness))))
    yield Table(
        f"reading a history of {count} revisions of 10 KB",
        ("", "mean ms", "worst"),
        rows,
        [
            Aim(name, round(watch.mean, 2), "at most", LIMIT_MS, "ms")
            for name, watch in ours.items()
        ],
    )
    yield _room([history], "a long history")


def _timed(db: Session, text: Text, number: int, slowness: float) -> Stopwatch:
    watch = Stopwatch(slowness)
    revisions.source_at(db, text, number)  # the first read builds the statement
    for _ in range(READS):
        watch.time(partial(revisions.source_at, db, text, number))
    return watch


def _timed_git(history: Sequence[str], slowness: float) -> Stopwatch:
    watch = Stopwatch(slowness)
    with tempfile.TemporaryDirectory(prefix="wiki-bench-") as folder:
        _commit_all(Path(folder), [history])
        oldest = f"main~{len(history) - 1}:text-0.md"
        for _ in range(READS):
            shown = watch.time(partial(git.run, Path(folder), ["show", oldest]))
            assert shown.stdout.decode() == history[0]
    return watch


def _figures(watch: Stopwatch) -> tuple[str, str]:
    return f"{watch.mean:.2f}", f"{watch.worst:.1f}"
