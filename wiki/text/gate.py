"""The one gate every piece of typed, pasted or imported text passes.

What comes out is valid UTF-8 in composed form (NFC) with LF line ends. Refused is what nobody types
and what breaks storage or time limits: bytes that aren't UTF-8, lone surrogates, NUL and other
control characters, more than 30 combining accents in a row, too many characters. Removed without a
word is what word processors leave behind and no reader sees: a byte order mark at the start and
bidirectional controls (U+202A-202E, U+2066-2069), which could show words in another order than they
are stored. Whether a text may be empty is the domain's business.
"""

import re
import unicodedata
from itertools import groupby

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_LINE_END = re.compile(r"\r\n?")
_SPACES = re.compile(r"[\s\u2028\u2029]+")

# Composing is quadratic in a run of accents; Unicode annex 15 calls 30 the most that any language
# needs.
_ACCENTS_IN_A_ROW = 30
# Line ends and accents shrink at most threefold on the way, so more than this can't come within the
# limit.
_SHRINKS = 3


class Refused(ValueError):
    """A text the gate doesn't let in: `key` names the reason, `values` fills its message."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def accept(raw: str | bytes, limit: int) -> str:
    """Return the text as it may be stored, at most `limit` code points long.

    Raises Refused with `not_utf8`, `surrogate`, `control_character` (code), `combining_marks`
    (limit) or `too_long` (length, limit). Accepting an accepted text changes nothing.
    """
    _require_length(len(raw), limit * _SHRINKS * (4 if isinstance(raw, bytes) else 1), limit)
    text = _LINE_END.sub("\n", _decoded(raw))
    _require_plain(text)
    text = _BIDI.sub("", text)
    text = _composed(text).lstrip("\ufeff")
    _require_length(len(text), limit, limit)
    return text


def line(raw: str | bytes, limit: int) -> str:
    """Return a one-line field (title, name): accepted, white space only as single inner spaces."""
    one_line = _SPACES.sub(" ", accept(raw, limit * _SHRINKS)).strip()
    _require_length(len(one_line), limit, limit)
    return one_line


def _decoded(raw: str | bytes) -> str:
    if isinstance(raw, str):
        return raw
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused("not_utf8", at=error.start) from error


def _require_plain(text: str) -> None:
    if _SURROGATE.search(text):
        raise Refused("surrogate")
    if found := _CONTROL.search(text):
        raise Refused("control_character", code=f"U+{ord(found[0]):04X}")


def _composed(text: str) -> str:
    if text.isascii():
        return text
    for accents, run in groupby(text, key=lambda character: unicodedata.combining(character) > 0):
        if accents and sum(1 for _ in run) > _ACCENTS_IN_A_ROW:
            raise Refused("combining_marks", limit=_ACCENTS_IN_A_ROW)
    return unicodedata.normalize("NFC", text)


def _require_length(length: int, most: int, limit: int) -> None:
    if length > most:
        raise Refused("too_long", length=length, limit=limit)
