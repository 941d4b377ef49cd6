"""Comments followed through twenty real revisions, one by one, beside the one direct step."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import count, pairwise
from typing import Any

from sqlalchemy.orm import Session

from tests import factories
from tests.bench.tables import Aim, Table, percent
from tests.cast import gather
from tests.real import RealDocuments
from wiki import models
from wiki.database import Database
from wiki.domain import placements
from wiki.domain import texts as texts_of_wiki
from wiki.domain.passages import Passage
from wiki.migrations import upgrade
from wiki.models import Account, Text, Thread, new_id
from wiki.text import anchors
from wiki.text.anchors import Anchor, Placement

STEPS = 20
PASSAGES = 20
"""So many passages of each history that is long enough are followed."""

IN_WIKI = 10
"""So many of them as comments of the program itself, which takes longer."""

WORDS = re.compile(r"\S+")
SHORTEST, LONGEST = 2, 25
"""How many words a passage has."""

VERDICTS = (
    "at the same place",
    "overlapping",
    "elsewhere",
    "lost, gone meanwhile",
    "lost",
    "kept by the chain alone",
    "removed by both",
)
LOSSES = VERDICTS[2:5]
"""*Gone meanwhile* are words that a direct step to a revision in between hasn't either."""

NONE = ("at most", 0, "")

Place = tuple[int, int] | None
Follow = Callable[[Sequence[Anchor], Sequence[str]], list[Place]]
"""Returns where passages of the first of some texts stand in the last, by way of those between."""


def tables(real: RealDocuments, _slowness: float) -> Iterator[Table]:
    """Yield what a chain of steps keeps of what the direct step keeps."""
    yield _chains(_long_histories(real.rows("revisions")))


def _long_histories(rows: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    """Return the newest revisions of each file that has enough of them."""
    histories = defaultdict(list)
    for row in rows:
        histories[row["repo"], row["path"]].append(row["text"])
    return [texts[-STEPS - 1 :] for texts in histories.values() if len(texts) > STEPS]


def _chains(histories: Sequence[Sequence[str]]) -> Table:
    core, wiki = Counter[str](), Counter[str]()
    chance = random.Random(1)  # noqa: S311
    with _wiki() as places_in_wiki:
        for texts in histories:
            passages = list(_passages(texts[0], chance))
            core.update(_verdicts(passages, texts, _chain))
            wiki.update(_verdicts(passages[:IN_WIKI], texts, places_in_wiki))
    tallies = (("the text core", core), ("the wiki, which looks for lost words again", wiki))
    return Table(
        f"passages over {STEPS} real revisions, step by step beside one direct step: "
        f"{core.total()} in {len(histories)} histories, {wiki.total()} of them in the wiki",
        ("the direct step has them, the chain", *VERDICTS),
        [(name, *_figures(tally)) for name, tally in tallies],
        [Aim("lost or elsewhere in the wiki", sum(map(wiki.__getitem__, LOSSES)), *NONE)],
    )


@contextmanager
def _wiki() -> Iterator[Follow]:
    """Give what comments on passages of a text go through in the program itself."""
    numbers = count()
    with closing(Database("sqlite://", durable=False)) as database:
        upgrade.to_head(database)
        with database.write() as db:
            cast = gather(db, factories.document(db))

            def follow(passages: Sequence[Anchor], texts: Sequence[str]) -> list[Place]:
                text = factories.text(db, cast.document, texts[0], key=f"s{next(numbers)}")
                talks = [_talk(db, text, anchor, cast.noor) for anchor in passages]
                for source in texts[1:]:
                    prepared = texts_of_wiki.prepare(db, text, source)
                    texts_of_wiki.revise(db, text, prepared, by=None, at=factories.AT)
                found = placements.of_many(db, [talk.contribution for talk in talks])
                return [_place(found[talk.id]) for talk in talks]

            yield follow


def _talk(db: Session, text: Text, anchor: Anchor, by: Account) -> Thread:
    passage = Passage(anchor.start, anchor.end, anchor.quote)
    return factories.thread(db, text, by=by, on=passage, words=f"What is this? {new_id()}")


def _verdicts(passages: Sequence[Anchor], texts: Sequence[str], follow: Follow) -> Iterator[str]:
    direct, chain = follow(passages, (texts[0], texts[-1])), follow(passages, texts)
    for anchor, one, other in zip(passages, direct, chain, strict=True):
        verdict = _compared(one, other)
        was_gone = verdict == "lost" and _was_gone(anchor, texts)
        yield "lost, gone meanwhile" if was_gone else verdict


def _was_gone(anchor: Anchor, texts: Sequence[str]) -> bool:
    first, *others = texts
    return any(_chain([anchor], (first, other)) == [None] for other in others)


def _figures(tally: Counter[str]) -> list[str]:
    return [f"{tally[key]} ({percent(tally[key], tally.total())})" for key in VERDICTS]


def _passages(text: str, chance: random.Random) -> Iterator[Anchor]:
    """Yield passages of whole words anywhere in a text; none where it is too short."""
    words = list(WORDS.finditer(text))
    for _ in range(PASSAGES if len(words) > LONGEST else 0):
        size = chance.randint(SHORTEST, LONGEST)
        first = chance.randrange(len(words) - size)
        yield anchors.create(text, words[first].start(), words[first + size - 1].end())


def _chain(passages: Sequence[Anchor], texts: Sequence[str]) -> list[Place]:
    """Return where the text core has passages of the first text in the last, step by step."""
    places: list[Place] = [(anchor.start, anchor.end) for anchor in passages]
    for before, after in pairwise(texts):
        made = {
            at: anchors.create(before, *place)
            for at, place in enumerate(places)
            if place is not None
        }
        steps = dict(zip(made, anchors.follow_all(made.values(), before, after), strict=True))
        places = [_place(steps.get(at)) for at in range(len(passages))]
    return places


def _place(placed: Placement | models.Placement | None) -> Place:
    if placed is None or placed.start is None or placed.end is None:
        return None
    return placed.start, placed.end


def _compared(direct: Place, chain: Place) -> str:
    if direct is None:
        return "removed by both" if chain is None else "kept by the chain alone"
    if chain is None:
        return "lost"
    if chain == direct:
        return "at the same place"
    return "overlapping" if chain[0] < direct[1] and direct[0] < chain[1] else "elsewhere"
