"""What can be found by its words, written in the transaction of what it repeats.

Only words that change are indexed anew: those of the blocks a revision touched, of one comment, of
the wording of a proposal that counts. Who may see them is asked when somebody searches, so holding
something or removing a section changes nothing here.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, cast

from sqlalchemy import Table, bindparam, delete, insert, text
from sqlalchemy.orm import Session

from wiki.domain import blocks, plain
from wiki.models import Comment, Contribution, Edit, EditKind, EntryKind, SearchEntry, Text, Wording
from wiki.models.search import new_number
from wiki.text import blocks as cut
from wiki.text import findable, visible

_ENTRIES = cast(Table, SearchEntry.__table__)
_ADD = insert(_ENTRIES)
_REMOVE = delete(_ENTRIES).where(_ENTRIES.c.subject_id == bindparam("subject"))
_REMOVE_WORDING = _REMOVE.where(_ENTRIES.c.kind.in_((EntryKind.WORDING, EntryKind.WHY)))
_REMOVE_REASON = _REMOVE.where(_ENTRIES.c.kind == EntryKind.REASON)
_FORGET = text("INSERT INTO search_index(search_index) VALUES ('optimize')")
"""FTS5 keeps the words of what was removed until it writes its index anew."""


class Was(NamedTuple):
    """A text before a revision: its title, its blocks and their ids."""

    title: str = ""
    split: Sequence[cut.Block] = ()
    ids: Sequence[str] = ()


class Entry(NamedTuple):
    """Something to be found: what it repeats, and the words of it that readers see."""

    kind: EntryKind
    subject_id: str
    words: str


def revised(
    db: Session, of: Text, was: Was, split: Sequence[cut.Block], ids: Sequence[str]
) -> None:
    """Have a text found by the words of its new state."""
    known = dict(zip(was.ids, was.split, strict=True))
    touched = {
        block_id: block
        for block_id, block in zip(ids, split, strict=True)
        if not _reads_alike(known.get(block_id), block)
    }
    outdated = [block_id for block_id in known if block_id in touched or block_id not in ids]
    entries = [Entry(EntryKind.BLOCK, *shown) for shown in _shown(touched.items())]
    if of.title != was.title:
        outdated += [of.id] if was.title else []
        entries.append(Entry(EntryKind.TITLE, of.id, of.title))
    if outdated:
        plain.write(db, _REMOVE, [{"subject": subject} for subject in outdated])
    _add(db, [_row_of_text(of, entry) for entry in entries])


def said(db: Session, comment: Comment) -> None:
    """Have a new comment found by its words."""
    db.flush()  # the entry refers to the row of the contribution
    _add_of(db, comment.contribution, of_comment(comment))


def reworded(db: Session, comment: Comment) -> None:
    """Have a comment found by the words it has now, and by no others."""
    erased(db, comment)
    _add_of(db, comment.contribution, of_comment(comment))


def erased(db: Session, comment: Comment) -> None:
    """Keep nothing of the words a comment had."""
    plain.write(db, _REMOVE, {"subject": comment.id})
    forget_removed(db)


def forget_removed(db: Session) -> None:
    """Have the index keep nothing of entries that are gone."""
    if db.get_bind().dialect.name == "sqlite":
        plain.write(db, _FORGET, {})


def proposed(db: Session, contribution: Contribution, wording: Wording) -> None:
    """Have a proposal found by the wording that counts now; its row must be written."""
    if wording.number > 1:
        plain.write(db, _REMOVE_WORDING, {"subject": contribution.id})
    _add_of(db, contribution, of_wording(contribution, wording))


def decided(db: Session, contribution: Contribution) -> None:
    """Have the reason of an outcome found."""
    _add_of(db, contribution, of_reason(contribution))


def reopened(db: Session, contribution: Contribution) -> None:
    """Have an outcome that was undone found no more."""
    plain.write(db, _REMOVE_REASON, {"subject": contribution.id})


def of_text(of: Text, ids: Sequence[str]) -> Iterator[Entry]:
    """Return all that a text is found by, given the ids of its blocks; a damaged one lacks some."""
    yield Entry(EntryKind.TITLE, of.id, of.title)
    for shown in _shown(zip(ids, blocks.split(of.source), strict=False)):
        yield Entry(EntryKind.BLOCK, *shown)


def of_comment(comment: Comment) -> Iterator[Entry]:
    """Return what a comment is found by; nothing once it was withdrawn."""
    if comment.source:
        yield Entry(EntryKind.COMMENT, comment.id, _seen(comment.source))


def of_wording(contribution: Contribution, wording: Wording) -> Iterator[Entry]:
    """Return what a proposal is found by: the words it wants, and why."""
    wanted = "\n".join(line for edit in wording.edits for line in _wanted(edit))
    if wanted:
        yield Entry(EntryKind.WORDING, contribution.id, wanted)
    if wording.why:
        yield Entry(EntryKind.WHY, contribution.id, wording.why)


def of_reason(contribution: Contribution) -> Iterator[Entry]:
    """Return what the outcome of a contribution is found by."""
    if contribution.reason:
        yield Entry(EntryKind.REASON, contribution.id, contribution.reason)


def row(entry: Entry, document_id: str, language: str, **of: str) -> dict[str, Any]:
    """Return the row of an entry; `of` names the text or the contribution it hangs on."""
    found = findable.words(entry.words)
    return {
        "id": new_number(),
        "document_id": document_id,
        "language": language,
        "text_id": None,
        "contribution_id": None,
        "plain": findable.plain(found),
        "stems": findable.stems(found, language),
        **entry._asdict(),
        **of,
    }


def _row_of_text(of: Text, entry: Entry) -> dict[str, Any]:
    return row(entry, of.section.document_id, of.language, text_id=of.id)


def _add_of(db: Session, contribution: Contribution, entries: Iterable[Entry]) -> None:
    about = contribution.document_id, contribution.language
    _add(db, [row(entry, *about, contribution_id=contribution.id) for entry in entries])


def _add(db: Session, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        plain.write(db, _ADD, rows)


def _shown(placed: Iterable[tuple[str, cut.Block]]) -> Iterator[tuple[str, str]]:
    """Give the ids and visible words of the blocks that say something."""
    for block_id, block in placed:
        words = visible.of(block).text if block.is_seen else ""
        if words.strip():
            yield block_id, words


def _reads_alike(before: cut.Block | None, after: cut.Block) -> bool:
    """Tell whether a block reads as before; what its links refer to may be defined elsewhere."""
    if before is None or before.source != after.source:
        return False
    return before.definitions == after.definitions or "[" not in after.source


def _seen(source: str) -> str:
    return "\n".join(words for _, _, words in blocks.seen(source))


def _wanted(edit: Edit) -> Iterator[str]:
    """Give the words that an edit brings, as readers would see them."""
    if edit.kind is EditKind.WORDS:
        yield _seen(edit.after)
        return
    fields = edit.fields or {}
    yield from fields.get("titles", {}).values()
    yield from map(_seen, fields.get("texts", {}).values())
    yield from (fields[name] for name in ("term", "definition") if fields.get(name))
