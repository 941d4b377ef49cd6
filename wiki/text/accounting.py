"""Holds a merge to account: for each word, what was, less what was deleted, plus what was inserted.

The last net under merging by words: it finds sentences that were garbled, whatever the cause.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wiki.text.edits import Edit, applied

# Begun at the beginning of a word only: from every letter of a very long one it takes minutes.
_SENTENCES = re.compile(r"(?<!\w)\w++[.,;:!?]++\w++")
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

    What both deleted or both inserted may count once or twice. No two words or sentences may run
    together, whichever side is chosen where they clash; else a clash is no claim: always true.
    """
    made = list(parts)
    text, other = _chosen(made, "first"), _chosen(made, "second")
    versions = [applied(base, 0, len(base), edits) for edits in ((), first, second)]
    if _runs_together(text, versions) or _runs_together(other, versions):
        return False
    if any(isinstance(part, Clash) for part in made):
        return True
    result, was = _count([text]), _count([base])
    gone_first, new_first = _changes(base, first)
    gone_second, new_second = _changes(base, second)
    for word in {*result, *was, *new_first, *new_second}:
        gone, new = (gone_first[word], gone_second[word]), (new_first[word], new_second[word])
        sum_of_both = was[word] - sum(gone) + sum(new)
        if not sum_of_both - min(new) <= result[word] <= sum_of_both + min(gone):
            return False
    return True


def _chosen(parts: Iterable[Part], side: str) -> str:
    """Return the text where one side is chosen wherever they clash."""
    return "".join(part if isinstance(part, str) else getattr(part, side) for part in parts)


def _runs_together(text: str, versions: Sequence[str]) -> bool:
    """Tell whether the text joins words or sentences as none of the versions does."""
    return any(
        not {joint for version in versions for joint in joined.findall(version)}.issuperset(
            joined.findall(text)
        )
        for joined in (_SENTENCES, _WORD)
    )


def _changes(base: str, edits: Sequence[Edit]) -> tuple[Counter[str], Counter[str]]:
    """Count the words that the edits delete, and those they insert."""
    gone = _count(base[edit.start : edit.end] for edit in edits)
    return gone, _count(edit.text for edit in edits)


def _count(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in _WORD.findall(text))
