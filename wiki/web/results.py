"""What a decision or an edit would do, as pages show it before anything is saved.

The seal of a result goes with the form that shows it, so that nothing else than what was read can
be saved.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from wiki.domain import outlooks, redlines
from wiki.domain.outlooks import Outlook
from wiki.domain.texts import Preparation
from wiki.web import in_words

AROUND = 60


def changing(found: Sequence[Outlook]) -> list[Outlook]:
    """Return the outlooks that change their text, or that can't yet."""
    return [one for one in found if one.prepared is None or one.prepared.source != one.text.source]


def seal(found: Sequence[Outlook], choice: str = "") -> str:
    """Return what stands for a result: heads it was read on, the choice, the words it brings."""
    words = hashlib.sha256(f"{choice}\n".encode())
    for one in found:
        words.update(f"{one.text.id}\n{one.prepared.source if one.prepared else ''}\n".encode())
    heads = ".".join(str(one.text.head) for one in found)
    return f"{heads}-{words.hexdigest()[:20]}"


def moved_on(sealed: str, found: Sequence[Outlook]) -> bool:
    """Tell whether a text moved on since a result was sealed."""
    return bool(sealed) and sealed.partition("-")[0] != seal(found).partition("-")[0]


def shown(one: Outlook) -> dict[str, Any]:
    """Return what a page shows of an outlook: changed blocks, places to read, conflicts."""
    conflicts = [_conflict(region) for region in one.conflicts]
    result: dict[str, Any] = {"text": one.text, "edit": one.edit, "conflicts": conflicts}
    if one.prepared is None:
        return result | {"html": [], "places": [], "redline": None, "sentences": []}
    redline = redlines.of_result(one.text, one.prepared.source)
    changed = outlooks.changed_blocks(one.prepared, one.text.source)
    return result | {
        "html": [html for _, html in changed if html],
        "redline": redline,
        "sentences": in_words.sentences(redline),
        "places": _places(one.prepared, one.cautions),
    }


def _conflict(region: Any) -> dict[str, str]:
    """Return the three texts of a conflict, with the words around them in the same paragraph."""
    after, whole, _next = region.after.partition("\n")
    return {
        "before": region.before.rpartition("\n")[2],
        "base": region.base,
        "now": region.ours,
        "suggested": region.theirs,
        "after": after if whole else f"{after} …",
    }


def _places(prepared: Preparation, cautions: Sequence[Any]) -> list[dict[str, Any]]:
    """Return the places to read, each once with all that is said of it."""
    said: dict[tuple[int, int], list[str]] = defaultdict(list)
    for one in cautions:
        said[one.start, one.end].append(in_words.caution(one.key))
    return [_place(prepared.source, *place, whys) for place, whys in said.items()]


def _place(source: str, start: int, end: int, whys: Sequence[str]) -> dict[str, Any]:
    """Return a place to read: why, its words, and some words before and after them."""
    before = source[max(0, start - AROUND) : start].rpartition("\n")[2]
    after = source[end : end + AROUND].partition("\n")[0]
    return {
        "whys": whys,
        "before": before.partition(" ")[2] if len(before) == AROUND else before,
        "words": source[start:end].strip("\n"),
        "after": after.rpartition(" ")[0] if len(after) == AROUND else after,
    }
