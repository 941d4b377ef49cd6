"""What several suggestions would make of the texts together, worked out before anything is saved.

The changes chosen from each are merged one after the other onto the text as it stands, those said
first coming first. A moderator may write own words instead; what each one contributed to those is
found again. Where two exclude each other the conflict comes back, with a best guess to start from.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from wiki.domain import (
    adopted_words,
    decisions,
    outlooks,
    present,
    revisions,
    texts,
    word_edits,
)
from wiki.domain.outlooks import Adjusted, Outlook
from wiki.domain.proposals import current
from wiki.models import Contribution, Edit, EditKind, Outcome, Proposal, Text
from wiki.text import anchors, merge
from wiki.text.adopted import Run


@dataclass(frozen=True, slots=True)
class Pick:
    """What is chosen of one suggestion: its outcome, and the answer its author reads.

    `chosen` are the numbers of the changes to take, all without it.
    """

    proposal: Proposal
    outcome: Outcome
    reason: str
    chosen: frozenset[int] | None = None
    joined: Contribution | None = None

    @property
    def is_taking(self) -> bool:
        """Whether it changes a text or the structure."""
        return self.outcome in decisions.TAKING


@dataclass(frozen=True, slots=True)
class Composition:
    """What becomes of one text; `runs` are the words each proposal brought, by its id.

    Where it has conflicts, `guess` is the text with all that can be done done.
    """

    outlook: Outlook
    runs: Mapping[str, Sequence[Run]] = field(default_factory=dict)
    guess: str = ""

    @property
    def text(self) -> Text:
        """The text it is about."""
        return self.outlook.text


@dataclass(frozen=True, slots=True)
class _Part:
    """The changes taken of one edit, with the base they were made on and what they make of it."""

    proposal: Proposal
    edit: Edit
    text: Text
    numbers: frozenset[int]
    base: str
    wanted: str
    redefined: Sequence[str]


def compose(
    db: Session, picks: Iterable[Pick], *, own: Mapping[str, Adjusted] | None = None
) -> list[Composition]:
    """Return what picks would do to each text, changing nothing.

    `own` holds a moderator's own words by the id of their text.
    """
    return [
        _in_own_words(db, text, parts, (own or {})[text.id])
        if text.id in (own or {})
        else _merged(db, text, parts)
        for text, parts in _by_text(db, picks)
    ]


def blocks_of(db: Session, edits: Iterable[Edit], text: Text) -> tuple[int, int]:
    """Return where the blocks of some edits stand now: the first one's position, and how many."""
    places = [
        present.blocks_now(db, text, edit.base or 0, edit.first_block or 0, edit.block_count or 0)
        for edit in edits
    ]
    first = min(start for start, _ in places)
    return first, max(start + count for start, count in places) - first


def _by_text(db: Session, picks: Iterable[Pick]) -> list[tuple[Text, list[_Part]]]:
    found: dict[Text, list[_Part]] = defaultdict(list)
    for pick in sorted(picks, key=_by_age):
        for part in _parts(db, pick) if pick.is_taking else ():
            found[part.text].append(part)
    return sorted(found.items(), key=lambda pair: pair[0].id)


def _parts(db: Session, pick: Pick) -> Iterator[_Part]:
    numbered = decisions.changes(pick.proposal)
    for edit in current(pick.proposal).edits:
        numbers = decisions.part_of(edit, numbered, pick.chosen)
        if edit.kind is EditKind.WORDS and edit.text is not None and numbers:
            base = revisions.source_at(db, edit.text, edit.base or 0)
            yield _Part(
                pick.proposal,
                edit,
                edit.text,
                numbers,
                base,
                wanted=word_edits.changed_source(edit, base, numbers),
                redefined=decisions.redefined(db, edit.text, numbered, pick.chosen),
            )


def _by_age(pick: Pick) -> tuple[object, ...]:
    said = pick.proposal.contribution
    return said.said_on, said.number or 0, said.id


def _merged(db: Session, text: Text, parts: Sequence[_Part]) -> Composition:
    source = text.source
    cautions: tuple[merge.Caution, ...] = ()
    conflicts: tuple[merge.Region, ...] = ()
    for part in parts:
        both = outlooks.merged(db, text, part.base, part.wanted, part.redefined, onto=source)
        if isinstance(both, merge.Conflicts):
            conflicts += both.regions
            continue
        cautions = *_carried(cautions, source, both.text), *both.cautions
        source = both.text
    if conflicts:
        return Composition(Outlook(text, conflicts=conflicts), guess=source)
    prepared = texts.prepare(db, text, source)
    runs = {
        part.proposal.id: outlooks.words_taken(
            part.edit, part.base, part.wanted, source, part.numbers
        )
        for part in parts
    }
    return Composition(Outlook(text, prepared=prepared, cautions=cautions), runs)


def _in_own_words(db: Session, text: Text, parts: Sequence[_Part], own: Adjusted) -> Composition:
    found = outlooks.with_own_words(db, text, own)
    prepared = found.prepared
    if prepared is None:
        return Composition(found, guess=text.source)
    runs = {
        part.proposal.id: adopted_words.newly(
            outlooks.words_taken(part.edit, part.base, part.wanted, prepared.source, part.numbers),
            prepared.pieces,
        )
        for part in parts
    }
    return Composition(found, runs)


def _carried(
    cautions: Sequence[merge.Caution], before: str, after: str
) -> tuple[merge.Caution, ...]:
    """Return where places to read stand after a further step; what is gone needs no reading."""
    made = [anchors.create(before, one.start, one.end) for one in cautions]
    steps = anchors.follow_all(made, before, after) if made else []
    return tuple(
        merge.Caution(step.start, step.end, one.key)
        for one, step in zip(cautions, steps, strict=True)
        if step.start is not None and step.end is not None
    )
