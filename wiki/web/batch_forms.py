"""Reading the form of a batch: what is chosen of each suggestion, and the moderator's own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from sqlalchemy.orm import Session

from wiki.domain import belonging, composing, decisions, present
from wiki.domain.belonging import Group
from wiki.domain.composing import Composition, Pick
from wiki.domain.outlooks import Adjusted
from wiki.domain.proposals import current
from wiki.domain.taken_back import TakenBack
from wiki.errors import Invalid
from wiki.models import TAKING, Edit, EditKind, Outcome, PastDecision, Proposal, Text
from wiki.web import chosen_blocks, forms


@dataclass(frozen=True, slots=True)
class Batch:
    """What a moderator chose; `own` holds own words by the id of their text."""

    picks: Sequence[Pick]
    reason: str
    own: Mapping[str, Adjusted]
    cautions_read: bool

    @property
    def choice(self) -> str:
        """What was chosen, in a form that changes whenever the choice does."""
        return ";".join(
            f"{pick.proposal.id}:{pick.proposal.wording}:{pick.outcome}:{sorted(pick.chosen or ())}"
            for pick in self.picks
        )


def mark(one: Proposal | Text) -> str:
    """Return what the names of the fields about a suggestion, or a text, end in."""
    return f"-{one.id}"


def read(db: Session, proposals: Sequence[Proposal]) -> Batch:
    """Return the batch a form holds; refuses with Invalid.

    Where a moderator writes own words for a text, all that is taken there is taken in other words.
    A box whose words are those of now counts for nothing, so that what is ticked there does.
    """
    with forms.gathering():
        reason = forms.text("reason", limit=forms.COMMENT)
        with forms.gathering():
            chosen = {one.id: forms.choice(f"outcome{mark(one)}", Outcome) for one in proposals}
        in_other_words = [
            one for one in proposals if chosen[one.id] is Outcome.ADOPTED_IN_OTHER_WORDS
        ]
        own = _own_words(db, in_other_words)
        groups = belonging.of(db, proposals)
        picks = [
            _pick(one, chosen[one.id], reason, proposals, own, groups[one.id]) for one in proposals
        ]
    return Batch(picks, reason, own, forms.checked("cautions_read"))


def compose(db: Session, batch: Batch) -> list[Composition]:
    """Return what a batch would do; refuses with Invalid own words that say nothing else."""
    found = composing.compose(db, batch.picks, own=batch.own)
    try:
        composing.ensure_other_words(batch.picks, found)
    except Invalid as error:
        proposed = (one.text for one in found if one.outlook.is_as_proposed)
        raise error.renamed(words=f"words{mark(next(proposed))}") from None
    return found


def boxes(
    db: Session,
    proposals: Sequence[Proposal],
    seen: Sequence[Composition] = (),
    before: Mapping[str, str] | None = None,
) -> list[dict[str, Any]]:
    """Return a box for own words for each text that is touched, starting from the best guess.

    `before` are texts, by id, with own words of before, to start from.
    """
    guesses = {one.text.id: one.guess for one in seen if one.outlook.conflicts}
    starts = {**(before or {}), **guesses}
    found = []
    for text, edits in _texts(proposals):
        first, count = composing.blocks_of(db, edits, text)
        words = present.within(text, starts.get(text.id, text.source), first, count)
        found.append(
            _with_typed(
                {
                    "suffix": mark(text),
                    "text": text,
                    "head": text.head,
                    "first": first,
                    "count": count,
                    "words": words,
                    "torn": text.id in guesses,
                }
            )
        )
    return found


def typed_for_others(proposals: Sequence[Proposal]) -> str:
    """Return what was typed for suggestions that are not among these any more."""
    shown = {"reason"} if proposals else set()
    shown |= {f"reason{mark(one)}" for one in proposals}
    shown |= {f"words{mark(text)}" for text, _ in _texts(proposals)}
    return "\n\n".join(
        value for name, value in forms.sent() if name not in shown and forms.is_words(name, value)
    )


def typed_before(before: TakenBack) -> dict[str, str]:
    """Return what the viewer wrote for decisions they took back at once, by the names of fields."""
    answers = {
        f"reason-{key}": past.reason
        for key, past in before.past.items()
        if past.reason != before.reason
    }
    return {"reason": before.reason, **answers}


def chosen_outcome(proposal: Proposal, past: PastDecision | None) -> str:
    """Return the outcome to show as chosen: that of `past`, else taking it."""
    before = past.outcome if past else Outcome.ADOPTED
    if before is Outcome.ADOPTED_IN_PART:
        before = Outcome.ADOPTED
    return request.form.get(f"outcome{mark(proposal)}", before.value)


def ticked(proposal: Proposal, before: TakenBack, groups: Sequence[Group]) -> list[int]:
    """Return the numbers of the changes to show as ticked: all, until somebody chose."""
    if f"outcome{mark(proposal)}" not in request.form:
        return before.ticked(proposal)
    sent = request.form.getlist(f"take{mark(proposal)}")
    chosen = [one.number for one in decisions.changes(proposal) if str(one.number) in sent]
    return sorted(belonging.together(groups, chosen))


def _pick(
    proposal: Proposal,
    outcome: Outcome,
    reason: str,
    others: Sequence[Proposal],
    own: Mapping[str, Adjusted],
    groups: Sequence[Group],
) -> Pick:
    answer = forms.text(f"reason{mark(proposal)}", limit=forms.COMMENT, required=False) or reason
    if outcome is Outcome.JOINED:
        return Pick(proposal, outcome, answer, joined=_joined(proposal, others).contribution)
    if outcome not in TAKING:
        return Pick(proposal, outcome, answer)
    every = frozenset(one.number for one in decisions.changes(proposal))
    ticked = every & frozenset(forms.numbers(f"take{mark(proposal)}"))
    chosen = belonging.together(groups, ticked)
    if any(edit.text_id in own for edit in current(proposal).edits):
        beside = [one for one in decisions.changes(proposal) if one.edit.text_id not in own]
        chosen &= {one.number for one in beside}
        return Pick(proposal, Outcome.ADOPTED_IN_OTHER_WORDS, answer, chosen)
    if outcome is Outcome.ADOPTED_IN_OTHER_WORDS:
        return forms.refused(_without_own_words(proposal), Pick(proposal, outcome, answer))
    if not chosen:
        forms.refused(Invalid(f"take{mark(proposal)}", "nothing_chosen"), None)
    whole = chosen == every
    return Pick(proposal, Outcome.ADOPTED if whole else Outcome.ADOPTED_IN_PART, answer, chosen)


def _without_own_words(proposal: Proposal) -> Invalid:
    """Return what is wrong where the words of now stand in all boxes, or there is no box."""
    found = [f"words{mark(text)}" for text, _ in _texts([proposal])]
    return Invalid([*found, f"outcome{mark(proposal)}"][0], "own_words_change_nothing")


def _joined(proposal: Proposal, others: Sequence[Proposal]) -> Proposal:
    """Return the suggestion of the batch that another one is joined with."""
    field = f"joined{mark(proposal)}"
    sent = request.form.get(field, "")
    found = next((one for one in others if one.id == sent and one is not proposal), None)
    return found or forms.refused(Invalid(field, "choose_what_it_joins"), proposal)


def _own_words(db: Session, proposals: Sequence[Proposal]) -> dict[str, Adjusted]:
    """Return the own words that say something else than the text they stand for, by its id."""
    found = {}
    for text, _ in _texts(proposals):
        if f"base{mark(text)}" not in request.form:
            continue
        words = forms.text(f"words{mark(text)}", limit=forms.SECTION, required=False)
        place = chosen_blocks.sent(db, text, mark(text))
        if place.edit(text, words).after != place.words:
            found[text.id] = Adjusted(place.base, place.first, place.count, words)
    return found


def _texts(proposals: Sequence[Proposal]) -> list[tuple[Text, list[Edit]]]:
    """Return the texts that suggestions touch, always in the same order, with their edits."""
    found: dict[Text, list[Edit]] = {}
    for proposal in proposals:
        for edit in current(proposal).edits:
            if edit.kind is EditKind.WORDS and edit.text is not None:
                found.setdefault(edit.text, []).append(edit)
    return sorted(found.items(), key=lambda pair: pair[0].id)


def _with_typed(box: dict[str, Any]) -> dict[str, Any]:
    """Return a box with what was typed in it; where the text moved on, that is `kept` beside it."""
    suffix = box["suffix"]
    typed, head = request.form.get(f"words{suffix}"), request.form.get(f"base{suffix}")
    if typed is None or head is None:
        return box | {"kept": ""}
    if box["torn"] and typed.strip() == "":
        return box | {"kept": ""}
    if head != str(box["head"]):
        return box | {"kept": typed}
    return box | {"words": typed, "kept": ""}
