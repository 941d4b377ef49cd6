"""What somebody wrote for decisions that they took back at once, so that they go on from it.

Outcomes, answers and what was taken are kept in the past decisions; own words stand in the
revisions that were undone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wiki.domain import decisions, revisions
from wiki.domain.proposals import current
from wiki.models import Account, AdoptedWords, Outcome, PastDecision, Proposal, Revision, Wording


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Decisions by the ids of their proposals, and the reason that the history gave for them.

    `sources` are the texts, by id, that the moderator's own words made.
    """

    past: Mapping[str, PastDecision] = field(default_factory=dict)
    reason: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)

    def ticked(self, proposal: Proposal) -> list[int]:
        """Return the numbers of the changes that were ticked; all of what was not decided on.

        Of those that own words stood for nobody knows; they count for nothing as long as they do.
        """
        past = self.past.get(proposal.id)
        taken = past.changes_taken if past else None
        return [
            one.number
            for one in decisions.changes(proposal)
            if taken is None or one.number in taken or one.edit.text_id in self.sources
        ]


NOTHING = TakenBack()


def of(db: Session, proposals: Sequence[Proposal], *, by: Account) -> TakenBack:
    """Return what somebody took back at once, unless it was decided or worded anew since.

    Takes a fixed number of queries.
    """
    past = _past(db, proposals, by)
    if not past:
        return NOTHING
    made = [
        (key, revision)
        for key, revision in _revisions(db, past)
        if revision.made_at == past[key].decided_at
    ]
    known = {one.id: one for one in proposals}
    own = {one.id: one for key, one in made if _is_in_own_words(past[key], known[key], one)}
    sources = revisions.sources_of(db, list(own.values())) if own else {}
    return TakenBack(
        past,
        reason=next((revision.summary for _, revision in made), ""),
        sources={own[key].text_id: source for key, source in sources.items()},
    )


def _past(db: Session, proposals: Sequence[Proposal], by: Account) -> dict[str, PastDecision]:
    query = (
        select(PastDecision)
        .where(PastDecision.contribution_id.in_([one.id for one in proposals]))
        .order_by(PastDecision.undone_at, PastDecision.id)
    )
    latest = {one.contribution_id: one for one in db.scalars(query)}
    wordings = {one.id: current(one) for one in proposals}
    return {
        key: one
        for key, one in latest.items()
        if one.undone_by_id == by.id
        and not one.undone_because
        and not _is_since(wordings[key], one.undone_at)
    }


def _is_since(wording: Wording, at: datetime) -> bool:
    return wording.said_at > at if wording.said_at else wording.said_on > at.date()


def _revisions(db: Session, past: Mapping[str, PastDecision]) -> Sequence[tuple[str, Revision]]:
    query = (
        select(AdoptedWords.proposal_id, Revision)
        .join(Revision, Revision.id == AdoptedWords.revision_id)
        .where(AdoptedWords.proposal_id.in_(past))
        .options(joinedload(Revision.text))
    )
    return [(key, revision) for key, revision in db.execute(query)]


def _is_in_own_words(past: PastDecision, proposal: Proposal, made: Revision) -> bool:
    """Tell whether own words made a revision, not what was ticked beside them."""
    taken = past.changes_taken or []
    beside = [one.edit.text_id for one in decisions.changes(proposal) if one.number in taken]
    return past.outcome is Outcome.ADOPTED_IN_OTHER_WORDS and made.text_id not in beside
