"""Cases to try: three versions of a text, each case made from its number alone.

They come from real revisions and merges where there are real documents, else from the starter
document; a window of a text, spliced with others, then changed at random.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from random import Random

from tests import real
from tests.fuzz.mutations import LONGEST, fragments, mutated
from wiki import paths
from wiki.text import gate

EVERY = 2
LIMIT = 2 * LONGEST
Texts = tuple[str, str, str]


@dataclass(frozen=True)
class Case:
    """A text and what two sides made of it, as they were typed (`raw`) and as they are stored."""

    number: int
    raw: Texts

    @cached_property
    def stored(self) -> Texts:
        """The three texts as the gate lets them in."""
        base, ours, theirs = map(_stored, self.raw)
        return base, ours, theirs

    def random(self) -> Random:
        """Return the chance of this case, always the same."""
        return Random(self.number)  # noqa: S311


class Source:
    """What cases are made of."""

    def __init__(self) -> None:
        documents = real.find()
        self.is_real = documents is not None
        self._texts = list(_real(documents) if documents else _own())
        self._fragments = fragments()

    def case(self, number: int) -> Case:
        """Return the case of this number: the same texts, the same case."""
        random = Random(number)  # noqa: S311
        base, ours, theirs = _window(random, random.choice(self._texts))
        if random.random() < 0.2:
            other = _window(random, random.choice(self._texts))
            base, ours, theirs = base + other[0], ours + other[1], other[2] + theirs
        way = random.choice((0, 1, 1, 2, 2, 2, 3))
        if way:
            base = self._changed(random, base)
            ours = self._changed(random, ours if way == 1 else base)
            theirs = self._changed(random, (base, theirs, base, ours)[way])
        return Case(number, (base[:LONGEST], ours[:LONGEST], theirs[:LONGEST]))

    def _changed(self, random: Random, text: str) -> str:
        return mutated(random, text, self._fragments, random.choice((1, 1, 1, 2, 3, 8)))


def _stored(text: str) -> str:
    try:
        return gate.accept(text, LIMIT)
    except gate.Refused:
        plain = "".join(one for one in text if one in "\n\t" or " " <= one <= "~")
        return gate.accept(plain, LIMIT)


def _window(random: Random, texts: Texts) -> Texts:
    """Return about the same part of each text: mostly a small one, at times the whole."""
    share = random.choice((0.02, 0.04, 0.07, 0.1, 0.2, 0.4, 1.0))
    start = random.random() * (1 - share)
    base, ours, theirs = (_part(text, start, start + share) for text in texts)
    return base, ours, theirs


def _part(text: str, start: float, end: float) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(lines[int(start * len(lines)) : int(end * len(lines)) + 1])


def _real(documents: real.RealDocuments) -> Iterator[Texts]:
    for row in documents.rows("merges"):
        yield row["base"], row["ours"], row["theirs"]
    for row in documents.rows("parallel"):
        yield row["base"], row["a"], row["b"]
    rows = list(documents.rows("revisions"))
    for old, middle, new in list(zip(rows, rows[1:], rows[2:], strict=False))[::EVERY]:
        if old["path"] == new["path"]:
            yield middle["text"], old["text"], new["text"]


def _own() -> Iterator[Texts]:
    sources: Sequence[str] = [
        path.read_text(encoding="utf-8") for path in sorted(paths.content().rglob("*.md"))
    ]
    for text, other in pairwise(sources):
        yield text, text, other
