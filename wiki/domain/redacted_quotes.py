"""What quotes a state of a text, without some words: passages, and the words of proposals."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.domain import blocks, edit_places, word_edits
from wiki.domain.passages import offset_of
from wiki.domain.redacted_search import Place, Search
from wiki.models import Anchor, Edit, Proposal, Text, Wording
from wiki.text import anchors, diff, visible
from wiki.text import redaction as pure
from wiki.text.redaction import Redacted

Quoted = Anchor | Edit


def all_of(db: Session, text: Text) -> Sequence[Quoted]:
    """Return the passages and the edits of words that hang on a text, as stored now."""
    fresh = {"populate_existing": True}
    passages = select(Anchor).where(Anchor.text_id == text.id).order_by(Anchor.id)
    proposed = select(Edit).where(Edit.text_id == text.id).order_by(Edit.id)
    found = db.scalars(passages, execution_options=fresh).all()
    return [*found, *db.scalars(proposed, execution_options=fresh)]


def number_of(quoted: Quoted) -> int:
    """Return the revision that is quoted."""
    return quoted.number if isinstance(quoted, Anchor) else quoted.base or 0


def contribution_of(quoted: Quoted) -> str:
    """Return the id of the contribution it belongs to."""
    return quoted.contribution_id if isinstance(quoted, Anchor) else quoted.wording.proposal_id


def found(quoted: Quoted, search: Search) -> Iterator[Place]:
    """Give what holds the words."""
    if isinstance(quoted, Anchor):
        yield from search.place("quote", quoted.quote, quoted.visible_quote)
    else:
        yield from search.place("proposal", quoted.before, quoted.after)


def redact(db: Session, quoted: Quoted, source: str, redacted: Redacted, search: Search) -> bool:
    """Take the words out, given the state it quotes and the same without them; tell if any were."""
    if isinstance(quoted, Anchor):
        return _passage(quoted, redacted, search)
    return _edit(db, quoted, source, redacted, search)


def _passage(anchor: Anchor, redacted: Redacted, search: Search) -> bool:
    """Take them out of a passage and of what stands around it."""
    before = anchor.quote, anchor.prefix, anchor.suffix, anchor.visible_quote
    start, end = redacted.moved(anchor.start, anchor.end)
    if redacted.places and start < end:
        made = anchors.create(redacted.text, start, end)
        anchor.quote, anchor.prefix, anchor.suffix = made.quote, made.prefix, made.suffix
    anchor.start, anchor.end = start, end
    language = search.language_of(redacted)
    if before[0] != anchor.quote:  # a part of the words says something, too
        anchor.visible_quote = _seen(redacted.text, start, end)
    anchor.visible_quote = search.redact(anchor.visible_quote, language)
    return before != (anchor.quote, anchor.prefix, anchor.suffix, anchor.visible_quote)


def _seen(source: str, start: int, end: int) -> str:
    """Return what readers see of a stretch of a source."""
    seen, at = [], 0
    for block in blocks.split(source):
        first, last = max(start - at, 0), min(end - at, len(block.source))
        if first < last:
            shown = visible.of(block)
            begin, finish = shown.from_source(first, last)
            seen.append(shown.text[begin:finish])
        at += len(block.source)
    return "\n".join(seen)


def _edit(db: Session, edit: Edit, source: str, redacted: Redacted, search: Search) -> bool:
    """Take them out of an edit of words, whose blocks may stand at other positions then."""
    language = edit.language or ""
    if not (redacted.places or search.wanted.is_in(edit.after) or search.wanted.is_in(edit.before)):
        return False
    stored, mark = word_edits.pieces_of(edit), search.mark(language)
    was = edit.before, edit.after
    before, after = _placed_anew(edit, source, redacted, search.redact(edit.after, language))
    told = pure.pieces(stored, search.wanted, mark)
    if (before, after) != (search.redact(was[0], language), search.redact(was[1], language)):
        told = diff.words(before, after)
    if (before, after) == was:
        return False
    _renumber(db, edit, pure.renumbered(stored, search.wanted, mark))
    edit.before, edit.after = before, after
    edit.pieces = [[piece.op, piece.text] for piece in told]
    return True


def _placed_anew(edit: Edit, source: str, redacted: Redacted, after: str) -> tuple[str, str]:
    """Return the words of an edit before and after; it is about whole blocks again."""
    split = blocks.split(source)
    begin = offset_of(split, edit.first_block or 0)
    start, end = redacted.moved(begin, begin + len(edit.before))
    now = blocks.split(redacted.text)
    edges = [offset_of(now, position) for position in range(len(now) + 1)]
    first = max(at for at, edge in enumerate(edges) if edge <= start)
    last = min(at for at, edge in enumerate(edges) if edge >= end)
    last = max(first, last)
    if (first, last - first, len(now)) != (edit.first_block, edit.block_count, len(split)):
        edit.first_block, edit.block_count = first, last - first
        place = list(edit_places.of(now, first, last - first))
        edit.fields = {**(edit.fields or {}), "place": place}
    around = redacted.text[edges[first] : start], redacted.text[end : edges[last]]
    return redacted.text[edges[first] : edges[last]], around[0] + after + around[1]


def _renumber(db: Session, edit: Edit, became: dict[int, list[int]]) -> None:
    """Tell by their present numbers which changes of a proposal were taken."""
    if all(now == [was] for was, now in became.items()):
        return
    wording = db.get_one(Wording, edit.wording_id)
    proposal = db.get_one(Proposal, wording.proposal_id)
    if proposal.changes_taken is None or wording.number != proposal.wording:
        return
    above = sum(
        len(diff.changes(word_edits.pieces_of(other))) if other.pieces else 1
        for other in wording.edits
        if other.position < edit.position
    )
    now_many = len({number for numbers in became.values() for number in numbers})
    taken: set[int] = set()
    for number in proposal.changes_taken:
        if number <= above:
            taken.add(number)
        elif number - above in became:
            taken |= {above + one for one in became[number - above]}
        else:
            taken.add(number - len(became) + now_many)
    proposal.changes_taken = sorted(taken)
