"""Accounts of a merge: how often each word may stand in the result."""

import re
from collections import Counter

from wiki.text import diff
from wiki.text.alignment import align_rows

WORD = re.compile(r"[^\W_]+")


def changes(before: str, after: str) -> tuple[Counter[str], Counter[str]]:
    """Words deleted and inserted."""
    deleted: Counter[str] = Counter()
    inserted: Counter[str] = Counter()
    for piece in diff.words(before, after):
        if piece.op != "equal":
            (deleted if piece.op == "delete" else inserted).update(said(piece.text))
    return deleted, inserted


def said(text: str) -> Counter[str]:
    """Count the words."""
    return Counter(WORD.findall(text))


def respaced(text: str, *others: str) -> set[str]:
    """Return the words of changes of white space alone, which yield to other changes."""
    found = [one for other in others for one in diff.changes(diff.words(text, other))]
    spaces = [one for one in found if _unspaced(one.before) == _unspaced(one.after)]
    return {word for one in spaces for word in said(one.before + " " + one.after)}


def _unspaced(text: str) -> str:
    return "".join(text.split())


def new_in_both(base: str, ours: str, theirs: str) -> Counter[str]:
    """Words of the whole lines that both sides inserted."""
    lines_ours, lines_theirs = (
        Counter(line for step in align_rows(base, side) for line in step.inserted)
        for side in (ours, theirs)
    )
    return said("".join((lines_ours & lines_theirs).elements()))


def assert_every_word_is_accounted_for(base: str, ours: str, theirs: str, text: str) -> None:
    """Hold each word to what was, less what was deleted, plus what was inserted.

    What both sides deleted, or both inserted, may count once. Lines that both inserted are such
    words even where the difference reads some of them as kept from the lines they replace.
    """
    base, ours, theirs = (text + "\n" for text in (base, ours, theirs))
    gone_ours, new_ours = changes(base, ours)
    gone_theirs, new_theirs = changes(base, theirs)
    was, result, shared = said(base), said(text), new_in_both(base, ours, theirs)
    spaces = respaced(base, ours, theirs) | respaced(ours, theirs)
    for word in {*was, *result, *new_ours, *new_theirs} - spaces:
        alone = was[word] - gone_ours[word] - gone_theirs[word] + new_ours[word] + new_theirs[word]
        fewest = alone - max(shared[word], min(new_ours[word], new_theirs[word]))
        most = alone + min(gone_ours[word], gone_theirs[word])
        assert fewest <= result[word] <= most, word


def assert_new_words_are_kept(result: str, side: str, others: tuple[str, str]) -> None:
    """Hold words that only one side has to stand in the result as often as on that side."""
    known = respaced(side, *others).union(*map(said, others))
    new, found = said(side), said(result)
    assert {
        word: (new[word], found[word]) for word in new.keys() - known if new[word] != found[word]
    } == {}
