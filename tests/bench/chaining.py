"""Comments followed through twenty real revisions, one by one, beside the one direct step."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from tests.bench.tables import Aim, Table, percent
from tests.real import RealDocuments
from wiki import models
from wiki.domain import following
from wiki.text import anchors
from wiki.text.anchors import Anchor, Placement

STEPS = 20
PASSAGES = 20
"""So many passages of each history that is long enough are followed."""

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
Judge = Callable[[Anchor, Placement | None, str], Place]


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
    tallies = {step: Counter[str]() for step in (_in_core, _in_wiki)}
    chance = random.Random(1)  # noqa: S311
    for texts in histories:
        passages = list(_passages(texts[0], chance))
        for step, tally in tallies.items():
            tally.update(_verdicts(passages, texts, step))
    core, wiki = tallies.values()
    names = ("the text core", "the wiki, which looks for removed words again")
    return Table(
        f"passages over {STEPS} real revisions, step by step beside one direct step: "
        f"{core.total()} in {len(histories)} histories",
        ("the direct step has them, the chain", *VERDICTS),
        [(name, *_figures(tally)) for name, tally in zip(names, (core, wiki), strict=True)],
        [
            Aim(f"lost or elsewhere by {name}", sum(map(tally.__getitem__, LOSSES)), *NONE)
            for name, tally in (("the text core", core), ("the wiki", wiki))
        ],
    )


def _verdicts(passages: Sequence[Anchor], texts: Sequence[str], judge: Judge) -> Iterator[str]:
    direct = _chain(passages, (texts[0], texts[-1]), judge)
    for anchor, one, other in zip(passages, direct, _chain(passages, texts, judge), strict=True):
        verdict = _compared(one, other)
        was_gone = verdict == "lost" and _was_gone(anchor, texts, judge)
        yield "lost, gone meanwhile" if was_gone else verdict


def _was_gone(anchor: Anchor, texts: Sequence[str], judge: Judge) -> bool:
    first, *others = texts
    return any(_chain([anchor], (first, other), judge) == [None] for other in others)


def _figures(tally: Counter[str]) -> list[str]:
    return [f"{tally[key]} ({percent(tally[key], tally.total())})" for key in VERDICTS]


def _passages(text: str, chance: random.Random) -> Iterator[Anchor]:
    """Yield passages of whole words anywhere in a text; none where it is too short."""
    words = list(WORDS.finditer(text))
    for _ in range(PASSAGES if len(words) > LONGEST else 0):
        size = chance.randint(SHORTEST, LONGEST)
        first = chance.randrange(len(words) - size)
        yield anchors.create(text, words[first].start(), words[first + size - 1].end())


def _chain(passages: Sequence[Anchor], texts: Sequence[str], judge: Judge) -> list[Place]:
    """Return where each passage of the first text stands in the last, by way of those between."""
    places: list[Place] = [(anchor.start, anchor.end) for anchor in passages]
    for before, after in pairwise(texts):
        made = {
            at: anchors.create(before, *place)
            for at, place in enumerate(places)
            if place is not None
        }
        steps = dict(zip(made, anchors.follow_all(made.values(), before, after), strict=True))
        places = [judge(anchor, steps.get(at), after) for at, anchor in enumerate(passages)]
    return places


def _in_core(_first: Anchor, step: Placement | None, _after: str) -> Place:
    return _place(step)


def _in_wiki(first: Anchor, step: Placement | None, after: str) -> Place:
    """Return a step as the wiki stores it, judged against the words first spoken about."""
    kept = models.Anchor(
        quote=first.quote,
        prefix=first.prefix,
        suffix=first.suffix,
        start=first.start,
        end=first.end,
    )
    if step is None:
        return _place(following.found_again(kept, after))
    return _place(following.judged(kept, step, after))


def _place(placed: Placement | None) -> Place:
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
