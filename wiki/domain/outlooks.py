"""Outlooks: what a change would do to a text as it stands now, read before it is saved.

A change is made against the revision its writer saw and merged onto the newest one. Either that
gives a new state, with the places to read first, or others changed the same words.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from wiki.domain import blocks, edits, revisions, terms, texts, word_edits
from wiki.domain.adopted_words import Adopted
from wiki.domain.passages import offset_of
from wiki.domain.texts import Preparation
from wiki.errors import Invalid, Stale
from wiki.models import Account, Edit, Revision, Text
from wiki.text import adopted, merge
from wiki.text.adopted import Run
from wiki.text.blocks import Block


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A moderator's own words for some blocks of a text at revision `head` (positions 0-based)."""

    head: int
    first_block: int
    block_count: int
    words: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a change would do to one text, and the edit it comes from, if any.

    It may be read in one transaction and saved in a later one: saving takes ids from `text` and
    `edit`, never their state.

    Either `prepared` holds the new state, with places to read first (`cautions`, in its source),
    or `conflicts` holds where others changed the same words. `is_as_proposed` says of somebody's
    own words that they lead to the very words that were proposed. `runs` are the words of the edit
    that stand in the new state.
    """

    text: Text
    edit: Edit | None = None
    prepared: Preparation | None = None
    cautions: Sequence[merge.Caution] = ()
    conflicts: Sequence[merge.Region] = ()
    is_as_proposed: bool = False
    runs: Sequence[Run] = ()


def with_own_words(db: Session, text: Text, own: Adjusted, *, edit: Edit | None = None) -> Outlook:
    """Return the outlook of somebody's own words for blocks of a revision they saw.

    Refuses with Stale where words were taken out of that revision since.
    """
    revisions.ensure_not_redacted(db, text, own.head)
    base = revisions.source_at(db, text, own.head)
    return onto_head(db, text, base, replaced(base, own), edit=edit)


def replaced(base: str, own: Adjusted) -> str:
    """Return a source with some of its blocks in other words, fitted to their place."""
    split = blocks.split(base)
    last = own.first_block + own.block_count
    if own.first_block < 0 or own.block_count < 0 or last > len(split):
        raise Invalid("words", "no_such_block")
    start, end = offset_of(split, own.first_block), offset_of(split, last)
    words = edits.fitted(
        own.words, before=base[start:end], above=base[:start], follows=last < len(split)
    )
    return base[:start] + words + base[end:]


def onto_head(
    db: Session,
    text: Text,
    base: str,
    wanted: str,
    *,
    edit: Edit | None = None,
    redefined: Sequence[str] = (),
) -> Outlook:
    """Return the outlook of merging what turns `base` into `wanted` onto the text as it stands.

    `redefined` are the terms that mean something else than when it was written.
    """
    both = merged(db, text, base, wanted, redefined)
    if isinstance(both, merge.Conflicts):
        return Outlook(text, edit, conflicts=both.regions)
    prepared = texts.prepare(db, text, both.text)
    return Outlook(text, edit, prepared=prepared, cautions=both.cautions)


def merged(
    db: Session, text: Text, base: str, wanted: str, redefined: Sequence[str] = ()
) -> merge.Merged | merge.Conflicts:
    """Return what turns `base` into `wanted`, merged onto a text as it stands."""
    if text.source == base and not redefined:
        return merge.Merged(wanted)
    defined = [one.term for one in terms.defined_for(db, text)]
    return merge.three_way(
        base, text.source, wanted, lang=text.language, terms=defined, redefined=redefined
    )


def says_the_same(one: str, other: str) -> bool:
    """Tell whether two sources hold the same words; how far they stand apart makes no others."""
    return _said(one) == _said(other)


def _said(source: str) -> list[list[str]]:
    return [line.split() for line in source.rstrip().splitlines()]


def words_taken(
    edit: Edit, base: str, wanted: str, source: str, part: Collection[int] | None = None
) -> list[Run]:
    """Return which words of an edit, or of some of its changes, stand in a source made of them.

    `wanted` is the base with these changes done.
    """
    start = offset_of(blocks.split(base), edit.first_block or 0)
    brought = adopted.brought(word_edits.pieces_of(edit), part, start)
    return adopted.runs(wanted, brought, source)


def ensure_readable(seen: Sequence[Outlook], *, cautions_read: bool) -> None:
    """Refuse with Invalid what has open conflicts, or cautions that were not read."""
    if any(one.conflicts for one in seen):
        raise Invalid("words", "conflict_needs_words")
    if any(one.cautions for one in seen) and not cautions_read:
        raise Invalid("cautions_read", "read_the_cautions")


def revise(
    db: Session,
    seen: Iterable[tuple[Outlook, Sequence[Adopted]]],
    *,
    summary: str,
    by: Account,
    at: datetime,
) -> list[Revision]:
    """Make texts what was read, each with the proposals it takes up; return the revisions.

    They are revised in one order for everyone: two who decide never wait for each other. A text
    that says it already makes no revision. Refuses with Invalid open conflicts, and with Stale what
    moved on or is gone.
    """
    made = []
    for one, takes_up in sorted(seen, key=lambda pair: pair[0].text.id):
        if one.prepared is None:
            raise Invalid("words", "conflict_needs_words")
        text = texts.to_revise(db, one.text.id)
        if text.section.removed_at is not None:
            raise Stale("section_is_gone")
        if one.prepared.source == text.source:
            continue
        from_one = takes_up[0].proposal if len(takes_up) == 1 else None
        made.append(
            texts.revise(
                db,
                text,
                one.prepared,
                by=by,
                at=at,
                summary=summary,
                proposal=from_one,
                adopted=takes_up,
            )
        )
    return made


def changed_blocks(prepared: Preparation, before: str) -> list[tuple[Block, str]]:
    """Return the blocks that a preparation brings or changes, with their rendered HTML."""
    known = {block.source for block in blocks.split(before)}
    pairs = zip(prepared.split, prepared.html, strict=True)
    return [(block, html) for block, html in pairs if block.source not in known]
