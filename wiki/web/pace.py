"""How fast one browser may ask for what pages ask by themselves, such as hits while somebody types.

This keeps a program from being kept busy, no secret from being guessed: each process counts for
itself, in memory, and forgets.
"""

from __future__ import annotations

import threading
from collections import Counter

from flask import Flask, current_app

from wiki.errors import TooMany
from wiki.web import known_browsers, requests

A_MINUTE = 60


def init_app(app: Flask) -> None:
    """Give an app its counts."""
    app.extensions["wiki_pace"] = Pace()


class Pace:
    """What was asked for in the present minute, by whom."""

    def __init__(self) -> None:
        self._minute = 0
        self._counts: Counter[tuple[str, str]] = Counter()
        self._turn = threading.Lock()

    def count(self, act: str, who: str, minute: int) -> int:
        """Count one more and return how many there are this minute."""
        with self._turn:
            if minute != self._minute:
                self._minute = minute
                self._counts.clear()
            self._counts[act, who] += 1
            return self._counts[act, who]


def keep_to(act: str, most: int) -> None:
    """Count that a visitor asked for something; raises TooMany beyond so many a minute."""
    viewer = requests.viewer()
    who = viewer.id if viewer else known_browsers.network()
    seconds = int(requests.now().timestamp())
    pace: Pace = current_app.extensions["wiki_pace"]
    if pace.count(act, who, seconds // A_MINUTE) > most:
        raise TooMany("too_many_tries", seconds=A_MINUTE - seconds % A_MINUTE)
