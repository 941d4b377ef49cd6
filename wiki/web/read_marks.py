"""What a reader has read, kept by their own browser and nowhere else.

One cookie holds, for each section text read, the revision seen: `text:number` pairs. The database
never learns who read what (design decision 11).
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response

from wiki.web import cookies

COOKIE = "read"
MOST = 60
SHORT = 8
"""Characters of a text's id that tell the texts of a few documents apart."""


def read() -> dict[str, int]:
    """Return the revision last read of each text, by the beginning of its id, oldest first."""
    marks = {}
    for mark in cookies.read(COOKIE).split("."):
        text, _, number = mark.partition("-")
        if len(text) == SHORT and number.isascii() and number.isdigit() and len(number) < 8:
            marks[text] = int(number)
    return marks


def last_read(text_id: str, marks: Mapping[str, int]) -> int | None:
    """Return the revision of a text that marks say was last shown, None for one not read yet."""
    return marks.get(text_id[:SHORT])


def remember(response: Response, text_id: str, number: int) -> None:
    """Have the browser remember that a text was read; beyond MOST texts the oldest mark goes."""
    marks = read()
    if marks.get(text_id[:SHORT]) == number:
        return
    marks.pop(text_id[:SHORT], None)
    kept = [*list(marks.items())[1 - MOST :], (text_id[:SHORT], number)]
    cookies.keep(response, COOKIE, ".".join(f"{text}-{seen}" for text, seen in kept))
