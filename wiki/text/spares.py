"""Things that are dear to make and serve one user at a time: each is kept for the next."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Spares(Generic[Thing]):
    """Gives a thing that nobody has in hand, and makes one where there is none."""

    def __init__(self, make: Callable[[], Thing]) -> None:
        self._make = make
        self._kept: deque[Thing] = deque()

    @contextmanager
    def one(self) -> Iterator[Thing]:
        """Lend a thing; one that an error leaves in the middle of something is not kept."""
        try:
            thing = self._kept.pop()
        except IndexError:
            thing = self._make()
        yield thing
        self._kept.append(thing)
