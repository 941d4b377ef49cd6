"""Who brought which words: each stretch of a text keeps the revision it came with, and from whom.

Credits are runs over the newest source: the length in code points, the number of the revision, and,
where a proposal brought the words, its position among those the revision took up. They are carried
along by the word difference of each revision, so that reading them never replays a history.
"""

from collections.abc import Iterable, Iterator, Sequence

from wiki.domain.adopted_words import Part
from wiki.text import tokens
from wiki.text.diff import Piece

Run = tuple[int, ...]
"""(length, revision number) or (length, revision number, position of a proposal)."""


def first(source: str, number: int) -> list[Run]:
    """Return the credits of a text that came whole with one revision."""
    return [(len(source), number)] if source else []


def carried(
    runs: Iterable[Run], pieces: Iterable[Piece], number: int, parts: Sequence[Part] = ()
) -> list[Run]:
    """Return the credits after a revision: kept words keep theirs, new words get its number.

    `parts` say, in order, which stretches of the new source came from proposals.
    """
    rest, brought = _Runs(runs), _Parts(parts)
    moved: list[Run] = []
    at = 0
    for piece in pieces:
        if piece.op == "delete":
            rest.take(len(piece.text))
            continue
        if piece.op == "insert":
            moved += brought.divided(piece.text, at, number)
        else:
            moved += rest.take(len(piece.text))
        at += len(piece.text)
    return list(_joined(moved))


class _Parts:
    """The stretches of a new source that came from proposals, used up from the front."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._rest = list(parts)[::-1]

    def divided(self, words: str, at: int, number: int) -> Iterator[Run]:
        """Yield the runs of new words that stand at a place."""
        done, end = at, at + len(words)
        while self._rest and self._rest[-1].start < end:
            part = self._rest[-1]
            start, stop = max(part.start, done), min(part.end, end)
            if start < stop:
                yield from self._own(words[done - at : start - at], number, part.position)
                yield stop - start, number, part.position
                done = stop
            if part.end > end:
                break
            self._rest.pop()
        yield from self._own(words[done - at :], number)

    @staticmethod
    def _own(words: str, number: int, beside: int = 0) -> Iterator[Run]:
        """Yield the run of words no proposal brought; mere marks belong to what follows them."""
        if words:
            says_something = any(map(tokens.letters, tokens.split(words)))
            is_own = says_something or not beside
            yield (len(words), number) if is_own else (len(words), number, beside)


class _Runs:
    """Runs that are used up from the front."""

    def __init__(self, runs: Iterable[Run]) -> None:
        self._rest = [tuple(run) for run in runs][::-1]

    def take(self, length: int) -> list[Run]:
        """Use up this many code points and return their runs."""
        taken = []
        while length and self._rest:
            run, *source = self._rest.pop()
            part = min(run, length)
            taken.append((part, *source))
            if run > part:
                self._rest.append((run - part, *source))
            length -= part
        return taken


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Join neighbouring runs from the same source."""
    length = 0
    source: list[int] = []
    for next_length, *next_source in runs:
        if next_source != source and length:
            yield length, *source
            length = 0
        length, source = length + next_length, next_source
    if length:
        yield length, *source
