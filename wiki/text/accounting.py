"""Holds a merge to account: for each word, what was, less what was deleted, plus what was inserted.

The last net under merging by words: it finds sentences that were garbled, whatever the cause.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wiki.text.edits import Edit, applied

_JOINT = re.compile(r"\w+[.,;:!?]+\w+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Clash:
    """Words that the two sides changed in ways that exclude each other."""

    base: str
    first: str
    second: str


Part = str | Clash


def holds(base: str, first: Sequence[Edit], second: Sequence[Edit], parts: Iterable[Part]) -> bool:
    """Tell whether the parts hold each word as often as the edits of both sides explain.

    What both deleted or both inserted may count once or twice; no two sentences may run together.
    A clash is no claim: always true.
    """
    made = list(parts)
    if any(isinstance(part, Clash) for part in made):
        return True
    text = "".join(map(str, made))
    if _runs_together(text, base, first, second):
        return False
    result, was = _count([text]), _count([base])
    gone_first, new_first = _changes(base, first)
    gone_second, new_second = _changes(base, second)
    for word in {*result, *was, *new_first, *new_second}:
        gone, new = (gone_first[word], gone_second[word]), (new_first[word], new_second[word])
        sum_of_both = was[word] - sum(gone) + sum(new)
        if not sum_of_both - min(new) <= result[word] <= sum_of_both + min(gone):
            return False
    return True


def _runs_together(text: str, base: str, first: Sequence[Edit], second: Sequence[Edit]) -> bool:
    """Tell whether the text joins two sentences without a space as none of the versions does."""
    versions = [applied(base, 0, len(base), edits) for edits in ((), first, second)]
    known = {joint for version in versions for joint in _JOINT.findall(version)}
    return not known.issuperset(_JOINT.findall(text))


def _changes(base: str, edits: Sequence[Edit]) -> tuple[Counter[str], Counter[str]]:
    """Count the words that the edits delete, and those they insert."""
    gone = _count(base[edit.start : edit.end] for edit in edits)
    return gone, _count(edit.text for edit in edits)


def _count(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in _WORD.findall(text))
