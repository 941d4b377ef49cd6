"""How fast one browser may ask for what pages ask by themselves, such as hits while somebody types.

This keeps a program from being kept busy, no secret from being guessed: each process counts for
itself, in memory, and forgets (decision 0007). An account counts for itself. So does a browser that
nobody is signed in from, by the token of its visit. Those of one network count together as well,
because a program can throw its token away.
"""

from __future__ import annotations

import threading
from collections import Counter

from flask import Flask, current_app, session

from wiki.errors import TooMany
from wiki.web import known_browsers, requests

A_MINUTE = 60

OF_A_NETWORK = 10
"""How many browsers of one network may be as busy as can be: a campus may have one address."""


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
    seconds = int(requests.now().timestamp())
    pace: Pace = current_app.extensions["wiki_pace"]
    for who, limit in _limits(most).items():
        if pace.count(act, who, seconds // A_MINUTE) > limit:
            raise TooMany("too_many_tries", seconds=A_MINUTE - seconds % A_MINUTE)


def _limits(most: int) -> dict[str, int]:
    """Return who a request counts for, with the most of each."""
    viewer = requests.viewer()
    if viewer:
        return {viewer.id: most}
    near = known_browsers.network()
    visit = session.get("csrf_token", f"without one in {near}")
    return {f"network {near}": most * OF_A_NETWORK, f"visit {visit}": most}
