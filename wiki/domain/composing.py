"""What several suggestions would make of the texts together, worked out before anything is saved.

The changes chosen from each are merged one after the other onto the text as it stands, those said
first coming first. A moderator may write own words instead; what each one contributed to those is
found again. Where two exclude each other the conflict comes back, with a best guess to start from.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.orm import Session

from wiki.domain import (
    adopted_words,
    contributions,
    decisions,
    outlooks,
    present,
    terms,
    texts,
    word_edits,
)
from wiki.domain.decisions import Change
from wiki.domain.outlooks import Adjusted, Outlook
from wiki.domain.proposals import current
from wiki.models import TAKING, Contribution, Edit, EditKind, Outcome, Proposal, Term, Text
from wiki.text import anchors, merge
from wiki.text.adopted import Run


@dataclass(frozen=True, slots=True)
class Pick:
    """What is chosen of one suggestion: its outcome, and the answer its author reads.

    `chosen` are the numbers of the changes to take, all without it; of what is adopted in other
    words, those that are taken as suggested besides: the structure, and in texts without own words.
    """

    proposal: Proposal
    outcome: Outcome
    reason: str
    chosen: frozenset[int] | None = None
    joined: Contribution | None = None

    @property
    def is_taking(self) -> bool:
        """Whether it changes a text or the structure."""
        return self.outcome in TAKING

    @property
    def is_in_other_words(self) -> bool:
        """Whether a moderator's own words are taken instead."""
        return self.outcome is Outcome.ADOPTED_IN_OTHER_WORDS

    def taken(self) -> list[Change]:
        """Return the changes that are taken as they were suggested."""
        if not self.is_taking or (self.is_in_other_words and self.chosen is None):
            return []
        every = decisions.changes(self.proposal)
        return [one for one in every if self.chosen is None or one.number in self.chosen]


@dataclass(frozen=True, slots=True)
class Composition:
    """What becomes of one text; `runs` are the words each proposal brought, by its id.

    Where it has conflicts, `guess` is the text with all that can be done done. `is_own` says that
    these are a moderator's own words.
    """

    outlook: Outlook
    runs: Mapping[str, Sequence[Run]] = field(default_factory=dict)
    guess: str = ""
    is_own: bool = False

    @property
    def text(self) -> Text:
        """The text it is about."""
        return self.outlook.text


@dataclass(frozen=True, slots=True)
class _Part:
    """The changes taken of one edit, with the base they were made on and what they make of it."""

    proposal: Proposal
    edit: Edit
    numbers: frozenset[int]
    base: str
    wanted: str
    redefined: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Place:
    """A text, the terms that hold in it, and what is taken of each edit, the first said first."""

    text: Text
    terms: Sequence[str]
    parts: Sequence[_Part]


@dataclass(frozen=True, slots=True)
class _Merged:
    """What parts make of a text one after the other, as far as they can."""

    source: str
    cautions: tuple[merge.Caution, ...]
    conflicts: tuple[merge.Region, ...]


_Taken = tuple[Pick, Edit, frozenset[int]]


def compose(
    db: Session, picks: Iterable[Pick], *, own: Mapping[str, Adjusted] | None = None
) -> list[Composition]:
    """Return what picks would do to each text, changing nothing.

    `own` holds a moderator's own words by the id of their text. The number of queries does not
    grow with that of the picks, only with that of the texts.
    """
    words = own or {}
    return [
        _in_own_words(db, place, words[place.text.id])
        if place.text.id in words
        else _together(db, place)
        for place in _places(db, picks, words)
    ]


def blocks_of(db: Session, edits: Sequence[Edit], text: Text) -> tuple[int, int]:
    """Return where the blocks of some edits stand now: the first one's position, and how many."""
    known = present.states(db, text, {edit.base or 0 for edit in edits})
    places = [present.place_of(edit, text, known) for edit in edits]
    first = min(start for start, _ in places)
    return first, max(start + count for start, count in places) - first


def ensure_other_words(picks: Iterable[Pick], seen: Iterable[Composition]) -> None:
    """Refuse with Invalid to call words other words that are the very ones proposed, or none."""
    own = {one.text.id: one.outlook for one in seen if one.is_own}
    for pick in picks:
        if pick.is_in_other_words:
            touched = {edit.text_id for edit in current(pick.proposal).edits if edit.text_id}
            decisions.ensure_other_words([own[text_id] for text_id in touched & own.keys()])


def _places(db: Session, picks: Iterable[Pick], own: Collection[str]) -> Iterator[_Place]:
    taken: dict[Text, list[_Taken]] = defaultdict(list)
    for pick in sorted(picks, key=lambda one: contributions.by_age(one.proposal.contribution)):
        for text, one in _taken(pick, own):
            taken[text].append(one)
    bases = {text: {edit.base or 0 for _, edit, _ in listed} for text, listed in taken.items()}
    known = present.states_of(db, bases)
    for text, listed in sorted(taken.items(), key=lambda pair: pair[0].id):
        defined = terms.defined_for(db, text)
        dated = terms.dated(db, defined)
        parts = [_part(text, one, known[text.id], dated) for one in listed]
        yield _Place(text, [one.term for one in defined], parts)


def _taken(pick: Pick, own: Collection[str]) -> Iterator[tuple[Text, _Taken]]:
    """Yield what is taken of each edit of words: all of it where own words are made of it."""
    suggested = pick.taken()
    for edit in current(pick.proposal).edits if pick.is_taking else ():
        if edit.kind is not EditKind.WORDS or edit.text is None:
            continue
        is_own = pick.is_in_other_words and edit.text.id in own
        whole = decisions.changes(pick.proposal) if is_own else suggested
        if numbers := decisions.part_of(edit, whole):
            yield edit.text, (pick, edit, numbers)


def _part(
    text: Text, taken: _Taken, known: Mapping[int, present.State], dated: Sequence[Term]
) -> _Part:
    pick, edit, numbers = taken
    base = known[edit.base or 0].source
    wanted = word_edits.changed_source(edit, base, numbers)
    redefined = decisions.redefined(dated, edit.wording, text, pick.taken())
    return _Part(pick.proposal, edit, numbers, base, wanted, redefined)


def _merged(place: _Place, parts: Iterable[_Part]) -> _Merged:
    source = place.text.source
    cautions: tuple[merge.Caution, ...] = ()
    conflicts: tuple[merge.Region, ...] = ()
    for part in parts:
        both = merge.three_way(
            part.base,
            source,
            part.wanted,
            lang=place.text.language,
            terms=place.terms,
            redefined=part.redefined,
        )
        if isinstance(both, merge.Conflicts):
            conflicts += both.regions
            continue
        cautions = *_carried(cautions, source, both.text), *both.cautions
        source = both.text
    return _Merged(source, cautions, conflicts)


def _together(db: Session, place: _Place) -> Composition:
    made = _merged(place, place.parts)
    if made.conflicts:
        return Composition(Outlook(place.text, conflicts=made.conflicts), guess=made.source)
    prepared = texts.prepare(db, place.text, made.source)
    runs = {part.proposal.id: _words(part, made.source) for part in place.parts}
    return Composition(Outlook(place.text, prepared=prepared, cautions=made.cautions), runs)


def _in_own_words(db: Session, place: _Place, own: Adjusted) -> Composition:
    found = outlooks.with_own_words(db, place.text, own)
    prepared = found.prepared
    if prepared is None:
        return Composition(found, guess=place.text.source, is_own=True)
    runs = {
        part.proposal.id: adopted_words.newly(_words(part, prepared.source), prepared.pieces)
        for part in place.parts
    }
    found = replace(found, is_as_proposed=_is_as_proposed(place, prepared.source))
    return Composition(found, runs, is_own=True)


def _is_as_proposed(place: _Place, source: str) -> bool:
    """Tell whether words are the very ones of one suggestion; made of several they are others."""
    made = (_merged(place, [part]) for part in place.parts)
    return any(not one.conflicts and outlooks.says_the_same(one.source, source) for one in made)


def _words(part: _Part, source: str) -> list[Run]:
    return outlooks.words_taken(part.edit, part.base, part.wanted, source, part.numbers)


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
