"""Replay real documents through the whole program: `WIKI_TEST_DATA=FOLDER make replay`.

Prints a line for each history and a count for the pairs, with the seconds each took, and ends with
1 where anything is not as it must be.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import islice

from tests import factories, real
from tests.cast import gather
from tests.replay import histories, records, rivals
from tests.replay.histories import History, Wrong
from tests.replay.passages import Misplaced
from tests.web.browsing import SETTINGS
from wiki import settings
from wiki.app import create_app
from wiki.database import Database
from wiki.errors import Refusal
from wiki.migrations import upgrade


def main() -> int:
    """Replay everything; return 0, or 1 where something is wrong."""
    documents = real.find()
    if documents is None:
        print(f"No real documents: {real.VARIABLE} must name their folder.", file=sys.stderr)
        return 1
    chosen = histories.varied(histories.usable(documents.rows("revisions")))
    wrong = [*_too_few(chosen)]
    for history in chosen:
        wrong += _replay(history)
    wrong += _try_rivals(list(islice(rivals.usable(documents.rows("parallel")), rivals.COUNT)))
    wrong += _look_into_records(
        list(islice(rivals.usable(documents.rows("parallel")), records.COUNT))
    )
    wrong += _look_into_records(
        list(islice(rivals.usable(documents.rows("merges")), records.COUNT))
    )
    for line in wrong:
        print(f"WRONG  {line}")
    return 1 if wrong else 0


def _too_few(chosen: list[History]) -> Iterator[str]:
    if len(chosen) < histories.FEWEST_HISTORIES:
        yield f"only {len(chosen)} histories can be replayed"
    if not any(history.language == "nl" for history in chosen):
        yield "no Dutch history"
    if not any(history.length() > histories.LONG for history in chosen):
        yield "no long history"


def _replay(history: History) -> list[str]:
    begun = time.perf_counter()
    try:
        with _database() as database:
            done = histories.replay(database, history)
    except (Wrong, Misplaced, Refusal) as error:
        return [f"{history.name}: {type(error).__name__} {error}"]
    places = ", ".join(f"{count} {state}" for state, count in sorted(done.places.items()))
    print(
        f"{time.perf_counter() - begun:6.1f} s  {done.steps:3} steps  {history.length():6} "
        f"characters  {places:<35} {history.name}",
        flush=True,
    )
    return []


def _try_rivals(pairs: list[rivals.Pair]) -> list[str]:
    begun = time.perf_counter()
    wrong, merged, by_git = [], 0, 0
    with _database() as database:
        with database.write() as db:
            cast = gather(db, factories.document(db))
        for number, pair in enumerate(pairs):
            try:
                merged += rivals.try_out(database, cast, pair, number)
            except (Wrong, Refusal) as error:
                wrong.append(f"{pair.name}: {type(error).__name__} {error}")
            by_git += rivals.git_merges(pair)
    conflicts = len(pairs) - merged - len(wrong)
    print(
        f"{time.perf_counter() - begun:6.1f} s  {len(pairs)} pairs in both orders: {merged} merged "
        f"({by_git} by git), {conflicts} shown as a conflict, {len(wrong)} wrong"
    )
    if len(pairs) < rivals.COUNT:
        wrong.append(f"only {len(pairs)} pairs can be tried")
    return wrong


def _look_into_records(pairs: list[rivals.Pair]) -> list[str]:
    begun, wrong = time.perf_counter(), []
    with _database() as database:
        with database.write() as db:
            cast = gather(db, factories.document(db))
        site = records.Records(create_app(settings.read(SETTINGS), database), database, cast)
        for number, pair in enumerate(pairs):
            try:
                site.try_out(pair, number)
            except Wrong as error:
                wrong.append(f"{pair.name}: {error}")
    ends = ", ".join(f"{count} {end}" for end, count in sorted(site.told.ends.items()))
    print(
        f"{time.perf_counter() - begun:6.1f} s  {len(pairs)} pairs through the forms: {ends}; "
        f"{site.told.words} adopted words told by the record, {len(wrong)} pairs wrong",
        flush=True,
    )
    return wrong


@contextmanager
def _database() -> Iterator[Database]:
    with closing(Database("sqlite://")) as database:
        upgrade.to_head(database)
        yield database


if __name__ == "__main__":
    sys.exit(main())
