"""Who brought which words: each stretch of a text keeps the number of the revision it came with.

Credits are runs [[length in code points, revision number], …] over the newest source, carried along
by the word difference of each revision, so that reading them never replays a history.
"""

from collections.abc import Iterable, Iterator

from wiki.text.diff import Piece

Run = tuple[int, int]


def first(source: str, number: int) -> list[Run]:
    """Return the credits of a text that came whole with one revision."""
    return [(len(source), number)] if source else []


def carried(runs: Iterable[Run], pieces: Iterable[Piece], number: int) -> list[Run]:
    """Return the credits after a revision: kept words keep theirs, new words get its number."""
    rest = _Runs(runs)
    moved: list[Run] = []
    for piece in pieces:
        if piece.op == "insert":
            moved.append((len(piece.text), number))
        elif piece.op == "delete":
            rest.take(len(piece.text))
        else:
            moved.extend(rest.take(len(piece.text)))
    return list(_joined(moved))


class _Runs:
    """Runs that are used up from the front."""

    def __init__(self, runs: Iterable[Run]) -> None:
        self._rest = [(length, number) for length, number in runs][::-1]

    def take(self, length: int) -> list[Run]:
        """Use up this many code points and return their runs."""
        taken = []
        while length and self._rest:
            run, number = self._rest.pop()
            part = min(run, length)
            taken.append((part, number))
            if run > part:
                self._rest.append((run - part, number))
            length -= part
        return taken


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Join neighbouring runs of the same revision."""
    length, number = 0, 0
    for next_length, next_number in runs:
        if next_number != number and length:
            yield length, number
            length = 0
        length, number = length + next_length, next_number
    if length:
        yield length, number
