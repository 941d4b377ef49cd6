"""Gives the places in one page their ids: all prefixed, none twice."""

import re
from collections import Counter

from wiki.text.links import ID_PREFIX

_DROPPED = re.compile(r"[^\w\s-]+")
_SPACES = re.compile(r"\s+")
_LONGEST = 80


def slug(words: str) -> str:
    """Return the words of a heading as an address within the page, as code hosts make them."""
    return _SPACES.sub("-", _DROPPED.sub("", words.lower()).strip())[:_LONGEST]


class Ids:
    """The ids given so far."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._repeated: Counter[str] = Counter()

    def heading(self, words: str) -> str:
        """Return the slug of a heading: with a number where it was given before."""
        plain = slug(words) or "section"
        found = plain
        while found in self._given:
            self._repeated[plain] += 1
            found = f"{plain}-{self._repeated[plain]}"
        self._given.add(found)
        return found

    def mark(self, number: str) -> dict[str, str]:
        """Return the attributes of a footnote's mark; the first one can be led back to.

        No slug has a dot, so these never meet the ids of headings.
        """
        name, to = f"fnref.{number}", f"#{ID_PREFIX}fn.{number}"
        if name in self._given:
            return {"href": to}
        self._given.add(name)
        return {"href": to, "id": f"{ID_PREFIX}{name}"}
