"""Ways to change a text, as people, programs and attackers do: by blocks, lines, words, letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from random import Random

from tests.attacks import payloads
from tests.text.markdown_texts import PIECES

LONGEST = 50_000
FRAGMENTS = (
    *("- a\n- b\n  - c\n", "1. a\n2. b\n", "- [ ] a\n- [x] b\n", "a\n: b\n: c\n", "  more\n"),
    *("| a | b |\n|---|---|\n| c | d |\n", "|", "# A\n", "## A\n\n", "A\n===\n", "A\n---\n"),
    *("```\na\n```\n", "~~~ x\n", "    a\n", "[^a]", "[^a]: b\n\n    c\n", "[a]: /b 'c'\n"),
    *("[a]", "---\nkey: a\n---\n", "---\n", "...\n", "***\n", "> a\nb\n", "> - a\n", "<br>"),
    *("<!-- a -->", "&amp;", "&#x1F600;", "&nbsp;", "&ngE;", "&notaname;", "\\*", "\\\\"),
    *("**a**", "_a_", "~~a~~", "]](", ")[", "*" * 9, "_" * 8, "`" * 7, "<" * 9, ">" * 12),
    *("👩‍👩‍👧", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🇳🇱🇧🇪", "1️⃣", "👍🏽", "e\u0301", "a\u0323\u0302", "\u0301", "\u200d"),
    *("\ufe0f", "שלום", "مرحبا ٣", "请说出来。", "こんにちは", "한국어", "ภาษาไทย", "हिन्दी"),
    *("ﬁ", "İi", "\u200b", "\u200e", "\u2060", "\u00ad", "\u00a0", "\u3000", "\u2028"),
    *("\x85", "\t", "\ufeff", "\r\n", "\r", "\n\n\n", "  \n", "\\\n", " \n \n", "\n", " "),
    *("   ", ". ", "not ", "niet", "14", "must ", "$1,000.50", "3.14.15", "a.b@c.nl"),
    *("https://a.nl/b_c(d)?e=f&g#h.", "don't", "x-y-z", "[" * 30, "|" * 20, "&" * 9),
)


def fragments() -> Sequence[str]:
    """Return all that may be put in: Markdown, letters of many scripts, strings that attack."""
    return [*FRAGMENTS * 4, *PIECES * 4, *payloads.OWN, *payloads.of_others()]


def mutated(random: Random, text: str, put_in: Sequence[str], times: int) -> str:
    """Return the text with so many changes, each of a kind and at a place drawn from `random`."""
    for _ in range(times):
        text = random.choice(_KINDS)(random, text, random.choice(put_in))[:LONGEST]
    return text


def _by(pattern: str) -> Callable[[Random, str, str], str]:
    """Return the mutation that moves, doubles, deletes or brings in units of a kind."""
    unit = re.compile(pattern, re.DOTALL)

    def mutate(random: Random, text: str, fragment: str) -> str:
        units = unit.findall(text)
        if not units:
            return fragment
        start = random.randrange(len(units))
        end = start + random.choice((1, 1, 1, 2, 3, 8))
        taken = units[start:end]
        rest = units[:start] + units[end:]
        to = random.randrange(len(rest) + 1)
        whole = random.choice(
            (
                rest,
                rest[:to] + taken + rest[to:],
                units[:to] + taken + units[to:],
                [*units[:start], fragment, *units[start:]],
                [*units[:start], fragment, *units[end:]],
                units[:start] + taken[::-1] + units[end:],
            )
        )
        return "".join(whole)

    return mutate


def _line_begun(random: Random, text: str, fragment: str) -> str:
    """Begin some lines otherwise: as an item, a quote, a heading, code."""
    lines = text.splitlines(keepends=True)
    mark = random.choice(("- ", "> ", "# ", "### ", "1. ", "    ", "\t", "| ", "", fragment))
    start = random.randrange(len(lines) + 1)
    for place in range(start, min(len(lines), start + random.choice((1, 2, 5)))):
        bare = lines[place].lstrip("#->*|0123456789. \t") if random.random() < 0.5 else lines[place]
        lines[place] = mark + bare
    return "".join(lines)


def _spaced(random: Random, text: str, fragment: str) -> str:
    """Write some of the line ends and spaces otherwise."""
    old, new = random.choice(
        (
            *(
                ("\n", "\r\n"),
                ("\n", "\r"),
                ("\n\n", "\n"),
                ("\n", "\n\n"),
                ("\n", " "),
                (" ", "\n"),
            ),
            *(("\n", "  \n"), (" ", "\u00a0"), (" ", "  "), (". ", ".\n"), ("\n\n", "\n \n")),
        )
    )
    at = random.randrange(len(text) + 1)
    times = random.choice((1, 1, 3, -1))
    return text[:at] + text[at:].replace(old, new, times)


def _spelled(random: Random, text: str, fragment: str) -> str:
    """Spell a stretch otherwise: accents apart, capitals, without marks, as emphasis."""
    start = random.randrange(len(text) + 1)
    end = start + random.choice((1, 5, 40, 400))
    part = text[start:end]
    others = (
        *(unicodedata.normalize("NFD", part), part.upper(), part.swapcase(), part[::-1]),
        *(f"**{part}**", f"[{part}](/x)", f"`{part}`", f"<{part}>", re.sub(r"[^\w\s]", "", part)),
    )
    return text[:start] + random.choice(others) + text[end:]


def _heaped(random: Random, text: str, fragment: str) -> str:
    """Say something very often, or nest it very deeply."""
    at = random.randrange(len(text) + 1)
    piece = random.choice((fragment[:200], text[at : at + random.choice((1, 3, 30))], "> ", "- "))
    return text[:at] + piece * random.choice((2, 5, 30, 200, 2000)) + text[at:]


def _cut(random: Random, text: str, fragment: str) -> str:
    at = random.randrange(len(text) + 1)
    return random.choice((text[:at], text[at:], text[at:] + text[:at]))


def _put_in(random: Random, text: str, fragment: str) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + fragment + text[at + random.choice((0, 0, 1, 4)) :]


_BLOCKS = _by(r".+?\n(?:[ \t]*\n)+|.+")
_LINES = _by(r"[^\n]*\n|[^\n]+")
_WORDS = _by(r"\s+|\S+")
_KINDS = (
    *(_BLOCKS, _BLOCKS, _LINES, _LINES, _WORDS, _WORDS, _WORDS, _put_in, _put_in),
    *(_line_begun, _spaced, _spelled, _heaped, _cut),
)
