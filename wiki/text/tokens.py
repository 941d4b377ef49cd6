"""Cuts a text into tokens: words, white space, punctuation and Markdown marks.

Never cuts a grapheme: combining accents, flags, keycaps and emoji joined by U+200D stay whole.
No token but the line break itself contains one, so tokens of a text are the tokens of its lines.
"""

import re
import unicodedata
from functools import lru_cache


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


_JOINER = "\u200d"
_PREPENDED = "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e"
_FLAG = "[\U0001f1e6-\U0001f1ff]"
_EXTENDS = f"[{_extending()}]"
_EXT = f"{_EXTENDS}*+"
_LETTERS = rf"[^\W_]++(?:{_EXTENDS}++[^\W_]*+)*+"
_JOINT = r"['’‑@-]|_++|\.(?=[a-z0-9])|(?<=\d)[,:/](?=\d)"
_WORD = rf"{_LETTERS}(?:(?:{_JOINT}){_LETTERS})*+"
_ADDRESS = r"https?://[^\s<>()\[\]\"]*[^\s<>()\[\]\".,;:!?*_]"
_ITEM_NUMBER = r"(?:(?<=\n)|(?<![\s\S]))\d+[.)](?=[ \t])"
_KEYCAP = r"[0-9#*]\ufe0f?\u20e3"
_MARKS = (
    r"\[\^[^\]\[\s^]{1,50}\]:?",  # footnote
    r"\[[ xX]\](?=\s)",  # task
    r"!\[|\]\(|\]\[|\]:",  # image, link
    r"<!--|-->",
    r"</?[A-Za-z][^<>\n]*+>",  # tag or autolink
    r"&#?\w{1,30};",  # entity
    r"\\[!-/:-@\[-`{-~]",  # escaped punctuation
    r"([!-/:-@\[-`{-~])\1*+",  # a run of one mark
)
_KINDS = (
    r"[^\S\r\n]++",
    _ADDRESS,
    _ITEM_NUMBER,
    _KEYCAP,
    _WORD,
    *_MARKS,
    f"{_FLAG}{{2}}",
    r"[^\n]",
)
_TOKEN = re.compile(
    rf"\r?\n|[{_PREPENDED}]*+(?:{'|'.join(_KINDS)}){_EXT}(?:(?<={_JOINER})\S{_EXT})*+"
    rf"|[^\n]{_EXT}"
)


def split(text: str) -> list[str]:
    """Return the tokens of a text in order; joined they are the text, always."""
    return [match.group() for match in _TOKEN.finditer(text)]


def is_word(token: str) -> bool:
    """Tell whether the token says something; the number of a list item does not."""
    return letters(token) > 0 and token[-1] not in ".)"


@lru_cache(maxsize=20_000)
def letters(token: str) -> int:
    """Count the letters and digits of a token; none means space, punctuation or a mark."""
    return sum(map(str.isalnum, token))
