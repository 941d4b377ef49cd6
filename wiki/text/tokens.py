"""Cuts a text into tokens: words, white space, punctuation and Markdown marks.

Never cuts a grapheme: combining accents, flags, keycaps and emoji joined by U+200D stay whole.
No token but the line break itself contains one, so tokens of a text are the tokens of its lines.
"""

import re
import string
import unicodedata
from collections.abc import Callable


def _extending() -> str:
    """List the code points that continue a grapheme (Unicode annex 29)."""
    marks = (
        chr(point)
        for low, high in ((0x300, 0x20000), (0xE0000, 0xE0200))
        for point in range(low, high)
        if unicodedata.category(chr(point)) in ("Mn", "Mc", "Me")
    )
    skin_tones = "\U0001f3fb-\U0001f3ff"
    tags = "\U000e0020-\U000e007f"
    return "".join(marks) + "\u200c\u200d" + skin_tones + tags


LONGEST_TOKEN = 40
MOST_TOKENS = 20_000
# What is longer is worked out each time, so that what is remembered stays small.

JOINER = "\u200d"
"""What joins emoji into one."""
_PREPENDED = "[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e]*+"
EXTENDS = f"[{_extending()}]"
"""A code point that continues the grapheme before it, as a pattern."""
_PUNCTUATION = r"!-/:-@\[-`{-~"
_ADDRESS = r"https?://[^\s<>()\[\]\"]*[^\s<>()\[\]\".,;:!?*_]"
_ITEM_NUMBER = r"(?=\d)(?:(?<=\n)|(?<![\s\S]))\d+[.)](?=[ \t])"
_JOINT = r"['’‑@-]|_++|\.(?=[a-z0-9])|(?<=\d)[,:/](?=\d)"
_MARKS = (
    r"\[\^[^\]\[\s^]{1,50}\]:?",  # footnote
    r"\[[ xX]\](?=\s)",  # task
    r"!\[|\]\(|\]\[|\]:",  # image, link
    r"<!--|-->",
    r"</?[A-Za-z][^<>\n]*+>",  # tag or autolink
    r"&#?\w{1,30};",  # entity
    rf"\\[{_PUNCTUATION}]",  # escaped
    "|".join(rf"\{mark}++" for mark in string.punctuation),  # a run of one mark
)
_EMOJI = (r"[0-9#*]\ufe0f?\u20e3", "[\U0001f1e6-\U0001f1ff]{2}")  # keycap, flag


def _pattern(letters: str, before_word: tuple[str, ...] = ()) -> str:
    word = rf"{letters}(?:(?:{_JOINT}){letters})*+"
    kinds = (r"[^\S\r\n]++", _ADDRESS, _ITEM_NUMBER, *before_word, word, *_MARKS, r"[^\n]")
    return "|".join(kinds)


_LETTERS = rf"[^\W_]++(?:{EXTENDS}++[^\W_]*+)*+"
_ANY = re.compile(
    rf"\r?\n|{_PREPENDED}(?:{_pattern(_LETTERS, _EMOJI)}){EXTENDS}*+"
    rf"(?:(?<={JOINER})\S{EXTENDS}*+)*+"
    rf"|[^\n]{EXTENDS}*+"
)
_ASCII = re.compile(r"\r?\n|" + _pattern(r"[^\W_]++"))


def split(text: str) -> list[str]:
    """Return the tokens of a text in order; joined they are the text, always."""
    cutter = _ASCII if text.isascii() else _ANY  # the same tokens, sooner
    return cutter.findall(text)


class _Counts(dict[str, int]):
    """Something counted of tokens met lately; all is forgotten when there are too many."""

    def __init__(self, count: Callable[[str], int]) -> None:
        self._count = count

    def __missing__(self, token: str) -> int:
        count = self._count(token)
        if len(token) <= LONGEST_TOKEN:
            if len(self) >= MOST_TOKENS:
                self.clear()
            self[token] = count
        return count


letters = _Counts(lambda token: sum(map(str.isalnum, token))).__getitem__
"""Count the letters and digits of a token; none means space, punctuation or a mark."""

spoken = _Counts(lambda token: 0 if token[-1] in ".)" else letters(token)).__getitem__
"""Count the letters and digits of a word; the number of a list item is none."""
