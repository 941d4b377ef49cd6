"""Edits: what a proposal would change, checked and stored with their redline.

An edit of words replaces whole blocks of one revision of a text, so that untouched blocks keep
their bytes by construction. An edit of structure adds, removes, renames or moves a section, or
changes a defined term (design decision 2).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from wiki.domain import blocks, edit_places, revisions, sections, texts
from wiki.domain.keys import KEY
from wiki.domain.permissions import Permission, can
from wiki.domain.viewers import Viewer
from wiki.errors import Invalid
from wiki.models import Edit, EditKind, Section, Text, new_id
from wiki.text import diff
from wiki.text.blocks import Block, Kind

NEEDED_FIELDS: dict[EditKind, tuple[str, ...]] = {
    EditKind.ADD_SECTION: ("key", "titles", "texts"),
    EditKind.REMOVE_SECTION: (),
    EditKind.RENAME_SECTION: ("titles",),
    EditKind.MOVE_SECTION: ("position",),
    EditKind.ADD_TERM: ("language", "term", "definition"),
    EditKind.CHANGE_TERM: ("language", "term", "definition"),
    EditKind.REMOVE_TERM: ("language", "term"),
}

NOTED = ("place", "titles_before")
"""Fields that tell how things stood, and that nobody asked for."""


@dataclass(frozen=True, slots=True)
class WordsEdit:
    """Other words for some blocks: `block_count` blocks from `first_block` of revision `base`.

    Positions are 0-based; a count of 0 is the place before `first_block`. `after` is their exact
    new Markdown.
    """

    text: Text
    base: int
    first_block: int
    block_count: int
    after: str


@dataclass(frozen=True, slots=True)
class StructureEdit:
    """Another structure. `fields` hold what the kind needs (see NEEDED_FIELDS)."""

    kind: EditKind
    section: Section | None
    fields: dict[str, Any] = field(default_factory=dict)


def between(text: Text, base: int, before: str, after: str) -> WordsEdit:
    """Return the smallest edit of whole blocks that turns a whole text into another."""
    old, new = blocks.split(before), blocks.split(after)
    same = zip(old, new, strict=False)
    first = next(
        (n for n, (a, b) in enumerate(same) if a.source != b.source), min(len(old), len(new))
    )
    most = min(len(old), len(new)) - first
    last = 0
    while last < most and old[-1 - last].source == new[-1 - last].source:
        last += 1
    words = "".join(block.source for block in new[first : len(new) - last])
    return WordsEdit(text, base, first, len(old) - last - first, words)


def fitted(typed: str, *, before: str, above: str, follows: bool) -> str:
    """Return typed words as they fit where blocks stood, or between two.

    `before` are the blocks' words (empty for a place between two), `above` the source before them.
    Blank lines after the blocks stay theirs; new blocks keep one blank line from their neighbours,
    of which `follows` says whether one comes after. Nothing typed means the blocks go.
    """
    words = typed.strip("\n")
    if not words.strip():
        return ""
    tail = before[len(before.rstrip("\n")) :] or "\n"
    gap = 0 if before or not above else 2 - (len(above) - len(above.rstrip("\n")))
    return "\n" * max(0, gap) + words + ("\n\n" if follows and len(tail) < 2 else tail)


def build(db: Session, wanted: Sequence[WordsEdit | StructureEdit], *, by: Viewer) -> list[Edit]:
    """Return the rows of a proposal's edits, their redlines computed.

    Several places of one text become one edit. Refuses with Invalid an edit that changes nothing,
    or that asks for what can't be: at `after`, for a later edit with its position (`after-1`); with
    Stale one of a revision that words were taken out of since.
    """
    if not wanted:
        raise Invalid("after", "unchanged")
    return [
        _words(db, edit, position, by)
        if isinstance(edit, WordsEdit)
        else _structure(db, edit, position)
        for position, edit in enumerate(_one_a_text(db, wanted))
    ]


def asked_for(edit: Edit) -> dict[str, Any]:
    """Return the fields that somebody asked for, without what was noted beside them."""
    return {name: value for name, value in (edit.fields or {}).items() if name not in NOTED}


def _one_a_text(
    db: Session, wanted: Sequence[WordsEdit | StructureEdit]
) -> list[WordsEdit | StructureEdit]:
    """Return the edits with those of one text joined: a decision moves each text on once."""
    of_text: dict[str, list[WordsEdit]] = defaultdict(list)
    for edit in wanted:
        if isinstance(edit, WordsEdit):
            of_text[edit.text.id].append(edit)
    joined: list[WordsEdit | StructureEdit] = []
    for edit in wanted:
        if not isinstance(edit, WordsEdit):
            joined.append(edit)
        elif places := of_text.pop(edit.text.id, None):
            joined.append(_joined(db, places))
    return joined


def _joined(db: Session, places: list[WordsEdit]) -> WordsEdit:
    """Return one edit from the first of these places to the last, the same words between them."""
    first, *others = sorted(places, key=lambda edit: edit.first_block)
    if not others:
        return first
    split = blocks.split(revisions.source_at(db, first.text, first.base))
    end, words = first.first_block + first.block_count, first.after
    for edit in others:
        if edit.base != first.base or edit.first_block < end:
            raise Invalid("after", "edits_overlap")
        words += "".join(block.source for block in split[end : edit.first_block]) + edit.after
        end = edit.first_block + edit.block_count
    return WordsEdit(first.text, first.base, first.first_block, end - first.first_block, words)


def _words(db: Session, wanted: WordsEdit, position: int, by: Viewer) -> Edit:
    field_name = f"after-{position}" if position else "after"
    revisions.ensure_not_redacted(db, wanted.text, wanted.base)
    source = revisions.source_at(db, wanted.text, wanted.base)
    split = blocks.split(source)
    last = wanted.first_block + wanted.block_count
    if wanted.first_block < 0 or wanted.block_count < 0 or last > len(split):
        raise Invalid(field_name, "no_such_block")
    before = "".join(block.source for block in split[wanted.first_block : last])
    after = wanted.after
    if before == after:
        raise Invalid(field_name, "unchanged")
    if len(source) - len(before) + len(after) > texts.LIMIT:
        raise Invalid(field_name, "too_long", limit=texts.LIMIT)
    _ensure_front_matter(split[wanted.first_block : last], wanted.text, field_name, by)
    return Edit(
        id=new_id(),
        position=position,
        kind=EditKind.WORDS,
        section_id=wanted.text.section_id,
        text_id=wanted.text.id,
        language=wanted.text.language,
        base=wanted.base,
        first_block=wanted.first_block,
        block_count=wanted.block_count,
        before=before,
        after=after,
        pieces=[[piece.op, piece.text] for piece in diff.words(before, after)],
        fields={"place": list(edit_places.of(split, wanted.first_block, wanted.block_count))},
    )


def _ensure_front_matter(touched: Sequence[Block], text: Text, field_name: str, by: Viewer) -> None:
    """Refuse changes of a text's front matter to all but editors and the lead (decision 7)."""
    about_it = any(block.kind == Kind.FRONT_MATTER for block in touched)
    if about_it and not can(by, Permission.TEXT_EDIT, text):
        raise Invalid(field_name, "front_matter_is_for_editors")


def _structure(db: Session, wanted: StructureEdit, position: int) -> Edit:
    missing = [name for name in NEEDED_FIELDS[wanted.kind] if not wanted.fields.get(name)]
    if missing:
        raise Invalid(missing[0], "missing")
    if wanted.section is None and wanted.kind is not EditKind.ADD_SECTION:
        raise Invalid("section", "missing")
    key = wanted.fields.get("key")
    if key is not None and not KEY.fullmatch(str(key)):
        raise Invalid("key", "key_shape")
    return Edit(
        id=new_id(),
        position=position,
        kind=wanted.kind,
        section_id=wanted.section.id if wanted.section else None,
        language=wanted.fields.get("language"),
        fields=wanted.fields | _titles_before(db, wanted.section),
    )


def _titles_before(db: Session, section: Section | None) -> dict[str, Any]:
    """Return what a section is called now, to be kept for when it is called otherwise or gone."""
    return {} if section is None else {"titles_before": sections.titles_of(db, section)}
