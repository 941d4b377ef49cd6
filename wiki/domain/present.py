"""An edit of words against its text as it stands now: where its blocks are, and what it would do.

For pages that show an open proposal. Nothing is rendered or saved; a decision is worked out as an
outlook.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session, joinedload

from wiki.domain import blocks, edits, revisions, word_edits
from wiki.domain.passages import offset_of
from wiki.models import Edit, Revision, Text
from wiki.text import merge


@dataclass(frozen=True, slots=True)
class Present:
    """The blocks an edit is about in revision `head` (positions 0-based), and their words.

    `now` is their Markdown, `wanted` the same with the edit done; None where others changed the
    same words, which `conflicts` then holds; then `guess` is their Markdown with all of the edit
    done that can be. `since` is what became of the edit's `before`.
    """

    head: int
    first_block: int
    block_count: int
    now: str
    wanted: str | None
    since: str
    conflicts: Sequence[merge.Region] = ()
    guess: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """A text at a revision: its source, and the ids of its blocks in order."""

    source: str
    block_ids: Sequence[str]


def of(db: Session, edit: Edit, text: Text) -> Present:
    """Return how an edit of words stands to the newest revision of its text."""
    return of_many(db, [edit], text)[0]


def of_many(db: Session, listed: Sequence[Edit], text: Text) -> list[Present]:
    """Return how edits of a text stand to its newest revision, in a fixed number of queries."""
    known = states(db, text, {edit.base or 0 for edit in listed})
    return [_of(edit, text, known) for edit in listed]


def states(db: Session, text: Text, numbers: Collection[int]) -> dict[int, State]:
    """Return a text at some revisions and at its newest, by number, in two queries."""
    return states_of(db, {text: numbers})[text.id]


def states_of(db: Session, wanted: Mapping[Text, Collection[int]]) -> dict[str, dict[int, State]]:
    """Return texts, by id, at some revisions and at their newest, in two queries for all."""
    asked = [(text.id, number) for text in wanted for number in {*wanted[text], text.head}]
    query = select(Revision).where(tuple_(Revision.text_id, Revision.number).in_(asked))
    found = db.scalars(query.options(joinedload(Revision.text))).all() if asked else []
    earlier = [one for one in found if one.number != one.text.head]
    sources = revisions.sources_of(db, earlier) if earlier else {}
    states: dict[str, dict[int, State]] = {text.id: {} for text in wanted}
    for one in found:
        source = sources.get(one.id, one.text.source)
        states[one.text_id][one.number] = State(source, one.block_ids)
    return states


def place_of(edit: Edit, text: Text, known: Mapping[int, State]) -> tuple[int, int]:
    """Return where the blocks of an edit stand now: the first one's position, and how many."""
    return _stand(
        known[edit.base or 0].block_ids,
        known[text.head].block_ids,
        edit.first_block or 0,
        edit.block_count or 0,
    )


def blocks_now(db: Session, text: Text, base: int, first: int, count: int) -> tuple[int, int]:
    """Return where blocks of a revision stand now: the first one's position, and how many.

    Of blocks that are gone the place remains: after the last block before them that still stands.
    """
    then, now = (blocks.ids_at(db, text, number) for number in (base, text.head))
    return _stand(then, now, first, count)


def _of(edit: Edit, text: Text, known: Mapping[int, State]) -> Present:
    if edit.base == text.head:
        first, count = edit.first_block or 0, edit.block_count or 0
        return Present(text.head, first, count, edit.before, edit.after, edit.before)
    base = known[edit.base or 0].source
    merged = merge.three_way(
        base, text.source, word_edits.changed_source(edit, base), lang=text.language
    )
    first, count = place_of(edit, text, known)
    since = _words(text, first, count)
    if isinstance(merged, merge.Conflicts):
        settled = merged.settled([region.ours for region in merged.regions])
        guess = within(text, settled, first, count)
        return Present(text.head, first, count, since, None, since, merged.regions, guess)
    if merged.text == text.source:
        return Present(text.head, first, count, since, since, since)
    wanted = edits.between(text, text.head, text.source, merged.text)
    now = _words(text, wanted.first_block, wanted.block_count)
    return Present(text.head, wanted.first_block, wanted.block_count, now, wanted.after, since)


def _stand(then: Sequence[str], now: Sequence[str], first: int, count: int) -> tuple[int, int]:
    at = {block_id: n for n, block_id in enumerate(now)}
    standing = [at[block_id] for block_id in then[first : first + count] if block_id in at]
    if standing:
        return min(standing), max(standing) - min(standing) + 1
    above = (at[block_id] + 1 for block_id in reversed(then[:first]) if block_id in at)
    return next(above, 0), 0


def within(text: Text, source: str, first: int, count: int) -> str:
    """Return what another source says in the place of some blocks of a text.

    Where it differs elsewhere too that can't be told, and their own words come back.
    """
    split = blocks.split(text.source)
    start, end = offset_of(split, first), offset_of(split, first + count)
    before, after = text.source[:start], text.source[end:]
    fits = len(source) >= len(before + after)
    if fits and source.startswith(before) and source.endswith(after):
        return source[start : len(source) - len(after)]
    return text.source[start:end]


def _words(text: Text, first: int, count: int) -> str:
    split = blocks.split(text.source)
    return text.source[offset_of(split, first) : offset_of(split, first + count)]
