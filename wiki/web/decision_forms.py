"""Reading the form of a decision: the outcome, the changes to take, the moderator's own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from sqlalchemy.orm import Session

from wiki.domain import belonging, decisions, present, proposals, redlines
from wiki.domain.belonging import Group
from wiki.domain.outlooks import Adjusted, Outlook
from wiki.errors import Invalid
from wiki.models import TAKING, Edit, EditKind, Outcome, Proposal, Text
from wiki.web import chosen_blocks, forms, in_words, results
from wiki.web.rewording import suffix


@dataclass(frozen=True, slots=True)
class Decision:
    """What a moderator chose. `chosen` are numbers of changes; `own` holds words by edit id."""

    outcome: Outcome
    reason: str
    chosen: frozenset[int] | None
    own: Mapping[str, Adjusted]
    cautions_read: bool

    @property
    def choice(self) -> str:
        """What was chosen, in a form that changes whenever the choice does."""
        taken = "all" if self.chosen is None else ",".join(map(str, sorted(self.chosen)))
        return f"{self.outcome}:{taken}"

    @property
    def is_taking(self) -> bool:
        """Whether the outcome changes a text or the structure."""
        return self.outcome in TAKING


def read(db: Session, proposal: Proposal) -> Decision:
    """Return the decision a form holds; refuses with Invalid, own words at their own box.

    Whether a proposal is adopted whole or in part follows from the changes that are ticked.
    """
    own: dict[str, Adjusted] = {}
    chosen: frozenset[int] | None = None
    with forms.gathering():
        reason = forms.text("reason", limit=forms.COMMENT)
        with forms.gathering():
            ticked = frozenset(forms.numbers("take"))
            outcome = forms.choice("outcome", Outcome)
        if outcome is Outcome.ADOPTED_IN_OTHER_WORDS:
            own = {edit.id: _own_words(db, edit) for edit in words_edits(proposal)}
            chosen = ticked & _numbers(proposal, structure=True)
        elif outcome in TAKING:
            groups = belonging.of(db, [proposal])[proposal.id]
            chosen = belonging.together(groups, ticked & _numbers(proposal))
            if not chosen:
                raise Invalid("take", "nothing_chosen")
            whole = chosen == _numbers(proposal)
            outcome = Outcome.ADOPTED if whole else Outcome.ADOPTED_IN_PART
    return Decision(outcome, reason, chosen, own, forms.checked("cautions_read"))


def outlooks_of(db: Session, proposal: Proposal, decision: Decision) -> list[Outlook]:
    """Return what a decision would do; refuses with Invalid one that would do nothing."""
    if not decision.is_taking:
        return []
    chosen = None if decision.own else decision.chosen
    found = decisions.outlook(db, proposal, chosen=chosen, adjusted=decision.own)
    in_vain = not results.changing(found) and not decision.chosen
    if decision.outcome is Outcome.ADOPTED_IN_OTHER_WORDS and in_vain:
        raise Invalid("outcome", "own_words_change_nothing")
    if decision.outcome is Outcome.ADOPTED_IN_OTHER_WORDS:
        decisions.ensure_other_words(found)
    return found


def changes(
    proposal: Proposal, titles: Mapping[str, str], groups: Sequence[Group]
) -> list[dict[str, Any]]:
    """Return the changes as the form lists them: number, words or a sentence, what goes along."""
    listed = decisions.changes(proposal)
    shown = {edit.id: redlines.changes_of(edit) for edit in words_edits(proposal)}
    return [
        {
            "number": one.number,
            "sentence": "" if one.change else in_words.structure(one.edit, titles),
            "shown": shown[one.edit.id][one.change.number - 1] if one.change else (),
            "along": [
                (group.why, sorted(group.numbers - {one.number}))
                for group in groups
                if one.number in group.numbers
            ],
        }
        for one in listed
    ]


def boxes(
    db: Session,
    proposal: Proposal,
    conflicts: Sequence[Outlook] = (),
    sources: Mapping[str, str] | None = None,
) -> list[dict[str, Any]]:
    """Return a box for the moderator's words for each edit of words.

    What was typed stays, unless others changed the same words meanwhile: then the box starts from
    the words of now, and `kept` holds what was typed. `sources` are texts, by id, with own words
    of before, to start from.
    """
    torn = {one.edit.id for one in conflicts if one.edit is not None}
    found = []
    for edit in words_edits(proposal):
        text: Text = edit.text  # type: ignore[assignment]  # a words edit has one
        now = present.of(db, edit, text)
        words = now.guess if now.wanted is None else now.wanted
        if sources and text.id in sources:
            words = present.within(text, sources[text.id], now.first_block, now.block_count)
        box = {
            "suffix": suffix(edit),
            "edit": edit,
            "head": now.head,
            "first": now.first_block,
            "count": now.block_count,
            "words": words,
            "original": words,
            "torn": edit.id in torn,
            "kept": "",
        }
        found.append(_with_typed(box))
    return found


def own_words() -> str:
    """Return the moderator's own words that were sent, where those are the outcome."""
    if request.form.get("outcome") != Outcome.ADOPTED_IN_OTHER_WORDS:
        return ""
    return "\n\n".join(value for name, value in forms.sent() if name.startswith("words"))


def words_edits(proposal: Proposal) -> list[Edit]:
    """Return the edits of words of the current wording."""
    edits = proposals.current(proposal).edits
    return [one for one in edits if one.kind is EditKind.WORDS and one.text is not None]


def _with_typed(box: dict[str, Any]) -> dict[str, Any]:
    """Return a box with what was typed in it, where that still fits."""
    mark = box["suffix"]
    typed, head = request.form.get(f"words{mark}"), request.form.get(f"base{mark}")
    if typed is None or head is None:
        return box
    if box["torn"] and head != str(box["head"]):
        return box | {"kept": typed}
    return box | {
        "words": typed,
        "head": head,
        "first": request.form.get(f"first_block{mark}", ""),
        "count": request.form.get(f"block_count{mark}", ""),
    }


def _own_words(db: Session, edit: Edit) -> Adjusted:
    mark = suffix(edit)
    words = forms.text(f"words{mark}", limit=forms.SECTION, required=False)
    place = chosen_blocks.sent(db, edit.text, mark)  # type: ignore[arg-type]  # a words edit has one
    return Adjusted(place.base, place.first, place.count, words)


def _numbers(proposal: Proposal, *, structure: bool = False) -> frozenset[int]:
    """Return the numbers of all changes, or of those to the structure."""
    return frozenset(
        one.number for one in decisions.changes(proposal) if not structure or one.change is None
    )
