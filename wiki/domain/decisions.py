"""Decisions on proposals: taken whole, in part, in other words, or not, always with a reason.

What a decision would do to the texts is worked out as an outlook, which the moderator reads before
anything is saved. Chosen changes are merged onto the text as it stands, never over it; where that
is impossible the conflict comes back with all three wordings, and the moderator writes the words.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from wiki.domain import (
    adopted_words,
    contributions,
    defining,
    outlooks,
    revisions,
    structure,
    supports,
    terms,
    word_edits,
)
from wiki.domain.adopted_words import Adopted
from wiki.domain.outlooks import Adjusted, Outlook, onto_head
from wiki.domain.proposals import current
from wiki.errors import Invalid, Stale
from wiki.models import (
    TAKING,
    Account,
    Contribution,
    Edit,
    EditKind,
    Outcome,
    Proposal,
    Revision,
    Term,
    Text,
    Wording,
)
from wiki.text import diff, merge


@dataclass(frozen=True, slots=True)
class Change:
    """One separable change of a proposal under the number people see.

    `change` is the part of the redline; None for an edit of structure, which is one change.
    """

    number: int
    edit: Edit
    change: diff.Change | None


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was saved, with the revisions it made."""

    proposal: Proposal
    revisions: Sequence[Revision] = field(default_factory=tuple)


def changes(proposal: Proposal) -> list[Change]:
    """Return the changes of a proposal's current wording, numbered from 1 over all its edits."""
    found: list[Change] = []
    for edit in current(proposal).edits:
        if edit.kind is not EditKind.WORDS:
            found.append(Change(len(found) + 1, edit, None))
            continue
        for change in diff.changes(word_edits.pieces_of(edit)):
            found.append(Change(len(found) + 1, edit, change))
    return found


def outlook(
    db: Session,
    proposal: Proposal,
    *,
    chosen: frozenset[int] | None = None,
    adjusted: Mapping[str, Adjusted] | None = None,
) -> list[Outlook]:
    """Return what taking a proposal would do to each of its texts, changing nothing.

    `chosen` are the numbers of the changes to take (all without it); `adjusted` holds a moderator's
    own words by edit id. Refuses with Invalid a choice of nothing.
    """
    numbered = changes(proposal)
    if chosen is not None and not chosen & {change.number for change in numbered}:
        raise Invalid("changes", "nothing_chosen")
    taken = [one for one in numbered if chosen is None or one.number in chosen]
    found: list[Outlook] = []
    for edit in current(proposal).edits:
        own = (adjusted or {}).get(edit.id)
        if edit.kind is not EditKind.WORDS or edit.text is None:
            continue
        if own is not None:
            found.append(_in_other_words(db, edit, edit.text, own))
        elif part := part_of(edit, taken):
            dated = terms.dated(db, terms.defined_for(db, edit.text))
            meaning = redefined(dated, edit.wording, edit.text, taken)
            found.append(_merged(db, edit, edit.text, part, meaning))
    return found


def decide(
    db: Session,
    proposal: Proposal,
    *,
    outcome: Outcome,
    reason: str,
    by: Account,
    at: datetime,
    chosen: frozenset[int] | None = None,
    seen: Sequence[Outlook] = (),
    cautions_read: bool = False,
    joined: Contribution | None = None,
) -> Decided:
    """Save a decision: the texts move on, the outcome is recorded, the author is told.

    `seen` are the outlooks the moderator read. Refuses with Stale when a text moved on since, with
    AlreadyDecided when a colleague was first, with Invalid unread cautions or open conflicts; and
    then nothing is changed.
    """
    contributions.decide(
        db, proposal.contribution, outcome=outcome, reason=reason, by=by, at=at, joined=joined
    )
    ensure_not_reworded(db, proposal)
    supports.tell(db, proposal, at=at)
    if outcome not in TAKING:
        return Decided(proposal)
    if outcome is Outcome.ADOPTED_IN_OTHER_WORDS:
        ensure_other_words(seen)
    outlooks.ensure_readable(seen, cautions_read=cautions_read)
    taken = _taken(proposal, outcome, chosen)
    _ensure_previewed(taken, seen)
    if any(change.change is None for change in taken):
        structure.hold(db, proposal.contribution.document)
    if any(change.edit.kind in defining.TOUCHING for change in taken):
        defining.hold_texts(db, proposal.contribution.document)
    adopted = ((one, [Adopted(proposal, one.runs)]) for one in seen)
    made = outlooks.revise(db, adopted, summary=reason, by=by, at=at)
    for change in taken:
        if change.change is None:
            made += structure.apply(db, change.edit, proposal=proposal, reason=reason, by=by, at=at)
    if not made and not taken:
        raise Invalid("words", "already_there")
    proposal.changes_taken = [change.number for change in taken]
    return Decided(proposal, made)


def ensure_other_words(seen: Sequence[Outlook]) -> None:
    """Refuse with Invalid to call words other words that are the very ones proposed, or none."""
    if all(one.is_as_proposed for one in seen):
        raise Invalid("words", "words_as_proposed")


def ensure_not_reworded(db: Session, proposal: Proposal) -> None:
    """Refuse with Stale a decision on a wording that its author replaced meanwhile."""
    read = current(proposal).number
    db.refresh(proposal, ["wording"])
    if proposal.wording != read:
        raise Stale("text_moved_on")


def _ensure_previewed(taken: Sequence[Change], seen: Sequence[Outlook]) -> None:
    """Refuse to call words taken of which nobody saw what they do to the text."""
    previewed = {one.edit.id for one in seen if one.edit is not None}
    if any(one.change is not None and one.edit.id not in previewed for one in taken):
        raise Invalid("changes", "not_previewed")


def _in_other_words(db: Session, edit: Edit, text: Text, own: Adjusted) -> Outlook:
    """Return the outlook of a moderator's own words, and whether they say what was proposed."""
    found = outlooks.with_own_words(db, text, own, edit=edit)
    prepared = found.prepared
    if prepared is None:
        return found
    base = revisions.source_at(db, text, edit.base or 0)
    wanted = word_edits.changed_source(edit, base)
    proposed = outlooks.merged(db, text, base, wanted)
    kept = outlooks.words_taken(edit, base, wanted, prepared.source)
    found = replace(found, runs=adopted_words.newly(kept, prepared.pieces))
    if isinstance(proposed, merge.Conflicts):
        return found
    return replace(found, is_as_proposed=outlooks.says_the_same(proposed.text, prepared.source))


def part_of(edit: Edit, taken: Iterable[Change]) -> frozenset[int]:
    """Return the numbers, within one edit, of those of some changes that are in it."""
    return frozenset(one.change.number for one in taken if one.edit is edit and one.change)


def redefined(
    dated: Sequence[Term], written: Wording, text: Text, taken: Iterable[Change]
) -> tuple[str, ...]:
    """Return the terms that mean something else in a text than when a wording was written.

    They were defined otherwise meanwhile, as the `dated` ones tell, or are so by a change taken.
    """
    brought = [
        one.edit.fields["term"]
        for one in taken
        if one.edit.kind is EditKind.CHANGE_TERM
        and one.edit.fields
        and one.edit.language == text.language
    ]
    return tuple(dict.fromkeys([*terms.since(dated, written), *brought]))


def _merged(
    db: Session, edit: Edit, text: Text, part: frozenset[int], meaning: Sequence[str]
) -> Outlook:
    """Return the outlook of merging chosen changes onto the text as it stands."""
    base = revisions.source_at(db, text, edit.base or 0)
    wanted = word_edits.changed_source(edit, base, part)
    found = onto_head(db, text, base, wanted, edit=edit, redefined=meaning)
    if found.prepared is None:
        return found
    runs = outlooks.words_taken(edit, base, wanted, found.prepared.source, part)
    return replace(found, runs=runs)


def _taken(proposal: Proposal, outcome: Outcome, chosen: frozenset[int] | None) -> list[Change]:
    if outcome is Outcome.ADOPTED_IN_OTHER_WORDS and chosen is None:
        return []
    return [one for one in changes(proposal) if chosen is None or one.number in chosen]
