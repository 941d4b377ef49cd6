"""Makes one text of the two sides of a meeting, or says that only a person can.

Nothing that either side inserted is dropped; a deletion holds unless the other side changed the
words deleted. All rules treat the two sides alike.
"""

from collections.abc import Iterator

from wiki.text import accounting, rows, sequence, tokens
from wiki.text.accounting import Clash, Part
from wiki.text.alignment import align
from wiki.text.edits import Edit, Meeting, from_steps, meetings
from wiki.text.tidy import tidy

FEWEST_LETTERS = 40


def blend(base: str, meeting: Meeting) -> list[Part]:
    """Return the parts of the stretch of whole lines where two sides meet."""
    before, first, second = meeting.sides(base)
    if first == second:
        return [first]
    if not before:
        return [both_inserted(first, second)]
    edits_first = _refined(base, meeting.first, meeting.start)
    edits_second = _refined(base, meeting.second, meeting.start)
    smaller = min(_letters(edits_first), _letters(edits_second))
    apart = word_edits(first, second) if smaller >= FEWEST_LETTERS else []
    if apart and 4 * _letters(apart) <= smaller:  # two like rewrites, each far from the base
        parts = list(_settle_differences(before, first, apart))
    else:
        parts = list(_by_words(before, edits_first, edits_second))
    if not accounting.holds(before, edits_first, edits_second, parts):
        parts = list(_smallest_clash(before, first, second))
    return _whole_lines(parts)


def _whole_lines(parts: list[Part]) -> list[Part]:
    """Return the parts with a line break at the end, so that what follows stays a line."""
    last = next((part for part in reversed(parts) if part), "")
    ends = not isinstance(last, str) or not last or last.endswith("\n")
    return parts if ends else [*parts, "\n"]


def _by_words(before: str, first: list[Edit], second: list[Edit]) -> Iterator[Part]:
    at = 0
    for meeting in meetings(first, second, touching=False):
        yield before[at : meeting.start]
        yield from _settle(before, meeting)
        at = meeting.end
    yield before[at:]


def _refined(base: str, edits: list[Edit], start: int) -> list[Edit]:
    """Return the edits of whole lines as edits of words, counted from start."""
    return [
        Edit(edit.start - start + inner.start, edit.start - start + inner.end, inner.text)
        for edit in edits
        for inner in word_edits(base[edit.start : edit.end], edit.text)
    ]


def word_edits(before: str, after: str) -> list[Edit]:
    """Return the edits, of whole words, that make one text the other."""
    return from_steps(tidy(align(before, after)))


def _letters(edits: list[Edit]) -> int:
    return sum(map(str.isalnum, "".join(edit.text for edit in edits)))


def _settle_differences(before: str, first: str, apart: list[Edit]) -> Iterator[Part]:
    """Yield what two like rewrites share, and new words that only one of them has."""
    at, known = 0, set(tokens.split(before))
    for edit in apart:
        yield first[at : edit.start]
        one, other = first[edit.start : edit.end], edit.text
        if _unspaced(one) == _unspaced(other):
            yield max(one, other, key=_most_breaks)
        elif (one and other) or not known.isdisjoint(_words(one + other)):
            yield Clash("", one, other)
        else:
            yield one + other
        at = edit.end
    yield first[at:]


def _words(text: str) -> list[str]:
    return [token for token in tokens.split(text) if tokens.letters(token)]


def _settle(base: str, meeting: Meeting) -> Iterator[Part]:
    before, first, second = meeting.sides(base)
    if not meeting.second or first == second:
        yield first
    elif not meeting.first:
        yield second
    elif _only_deletes(meeting.first) and _only_deletes(meeting.second):
        yield _without(base, meeting)
    elif _unspaced(first) == _unspaced(second):
        yield max(first, second, key=_most_breaks)
    elif _unspaced(first) == _unspaced(before):
        yield second
    elif _unspaced(second) == _unspaced(before):
        yield first
    elif not before and (first in second or second in first):
        yield max(first, second, key=len)
    else:
        yield from _smallest_clash(before, first, second)


def _only_deletes(edits: list[Edit]) -> bool:
    return not any(edit.text for edit in edits)


def _without(base: str, meeting: Meeting) -> str:
    """Return the stretch without what either side deleted."""
    gone = {at for edit in meeting.first + meeting.second for at in range(edit.start, edit.end)}
    return "".join(base[at] for at in range(meeting.start, meeting.end) if at not in gone)


def _most_breaks(text: str) -> tuple[int, int, str]:
    return text.count("\n"), -len(text), text


def _unspaced(text: str) -> str:
    return "".join(text.split())


def _smallest_clash(before: str, first: str, second: str) -> Iterator[Part]:
    """Yield what both sides agree on at the ends, and the clash between."""
    words_first, words_second = tokens.split(first), tokens.split(second)
    head, tail = sequence.ends(words_first, words_second)
    yield "".join(words_first[:head])
    yield Clash(
        before,
        "".join(words_first[head : len(words_first) - tail]),
        "".join(words_second[head : len(words_second) - tail]),
    )
    yield "".join(words_first[len(words_first) - tail :])


def both_inserted(first: str, second: str) -> str:
    """Return the lines that two sides inserted at one place, what is the same only once."""
    rows_first, rows_second = rows.split(first), rows.split(second)
    head, tail = sequence.ends(rows_first, rows_second)
    one = rows_first[head : len(rows_first) - tail]
    other = rows_second[head : len(rows_second) - tail]
    earlier, later = sorted(["".join(one), "".join(other)])
    between = "\n" if _need_blank(earlier, later) else ""
    shared_end = "".join(rows_first[len(rows_first) - tail :])
    return "".join(rows_first[:head]) + earlier + between + later + shared_end


def _need_blank(earlier: str, later: str) -> bool:
    """Tell whether two insertions would run together into one paragraph."""
    if not earlier.strip() or not later.strip():
        return False
    if earlier.endswith("\n\n") or later.startswith("\n"):
        return False
    return not rows.opens_unit(later)
