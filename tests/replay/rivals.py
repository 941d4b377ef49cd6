"""Real rival proposals: two people change one text; both orders of deciding must end the same."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from tests.replay.histories import Wrong, passes_the_gate
from wiki.database import Database
from wiki.domain import decisions, edits, proposals
from wiki.models import Account, Outcome, Proposal, ShownAs, Text
from wiki.text.merge import Region

COUNT = 100


@dataclass(frozen=True)
class Pair:
    """Two changes of one text."""

    name: str
    base: str
    first: str
    second: str


@dataclass(frozen=True)
class Ended:
    """How deciding on two proposals ended: one text, or the second one shown as a conflict."""

    text: str
    conflicts: tuple[tuple[str, frozenset[str]], ...] = ()

    @property
    def is_merged(self) -> bool:
        """Whether both are in the text."""
        return not self.conflicts


def usable(rows: Iterable[dict[str, Any]]) -> Iterator[Pair]:
    """Yield the pairs of which each changes something, and which the gate leaves unchanged.

    Rows hold the two sides as `a` and `b`, those of real merges as `ours` and `theirs`.
    """
    for number, row in enumerate(rows):
        sides = ("a", "b") if "a" in row else ("ours", "theirs")
        texts = (row["base"], *(row[side] for side in sides))
        if row["base"] not in texts[1:] and all(map(passes_the_gate, texts)):
            yield Pair(f"{row['repo']}: {row['path']} ({number})", *texts)


def try_out(database: Database, cast: Cast, pair: Pair, number: int) -> bool:
    """Decide on a pair in both orders; return whether they merged. Raises Wrong."""
    one = _decided(database, cast, pair, f"pair-{number}-a", (pair.first, pair.second))
    other = _decided(database, cast, pair, f"pair-{number}-b", (pair.second, pair.first))
    if one.conflicts != other.conflicts:
        raise Wrong(f"{pair.name}: the two orders disagree")
    if one.is_merged and one.text != other.text:
        raise Wrong(f"{pair.name}: the two orders end with different texts")
    if not one.is_merged and git_merges(pair):
        raise Wrong(f"{pair.name}: git merges what is shown as a conflict")
    return one.is_merged


def git_merges(pair: Pair) -> bool:
    """Tell whether `git merge-file` merges the two changes without a conflict."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, text in (("a", pair.first), ("base", pair.base), ("b", pair.second)):
            path = Path(folder, name)
            path.write_bytes(text.encode())
            paths.append(str(path))
        done = subprocess.run(["git", "merge-file", "-p", "-q", *paths], capture_output=True)
    if done.returncode < 0 or done.returncode > 127:
        raise Wrong(f"git merge-file ended with {done.returncode}")
    return done.returncode == 0


def _decided(database: Database, cast: Cast, pair: Pair, key: str, wanted: Sequence[str]) -> Ended:
    """Let two people suggest their text of a new section, adopt one, then the other if it goes."""
    with database.write() as db:
        document = db.merge(cast.document)
        text = factories.text(db, document, pair.base, key=key)
        writers = (db.merge(cast.claire), db.merge(cast.sanne))
        first, second = (
            _suggested(db, text, source, by) for source, by in zip(wanted, writers, strict=True)
        )
        text_id = text.id
    _adopt(database, first, cast)
    conflicts = _adopt(database, second, cast)
    with database.read() as db:
        source = db.get_one(Text, text_id).source
        if conflicts:
            if source != wanted[0]:
                raise Wrong(f"{pair.name}: the first proposal alone is not its own text")
            _ensure_both_kept(conflicts, source, wanted[1], pair)
    shown = tuple((region.base, frozenset({region.ours, region.theirs})) for region in conflicts)
    return Ended(source, shown)


def _suggested(db: Session, text: Text, source: str, by: Account) -> str:
    return proposals.submit(
        db,
        text.section.document,
        [edits.between(text, text.head, text.source, source)],
        language="en",
        why="As it was really suggested.",
        shown_as=ShownAs.NAME,
        by=by,
        at=factories.AT,
    ).id


def _adopt(database: Database, proposal_id: str, cast: Cast) -> Sequence[Region]:
    """Adopt a proposal, or return the conflicts a moderator would be shown."""
    with database.read() as db:
        seen = decisions.outlook(db, db.get_one(Proposal, proposal_id))
    if conflicts := [region for one in seen for region in one.conflicts]:
        return conflicts
    with database.write() as db:
        decisions.decide(
            db,
            db.get_one(Proposal, proposal_id),
            outcome=Outcome.ADOPTED,
            reason="It was really suggested.",
            seen=seen,
            cautions_read=True,
            by=db.merge(cast.mirjam),
            at=factories.AT,
        )
    return []


def _ensure_both_kept(conflicts: Sequence[Region], standing: str, wanted: str, pair: Pair) -> None:
    for region in conflicts:
        if region.ours not in standing or region.theirs not in wanted:
            raise Wrong(f"{pair.name}: a conflict shows other words than were written")
