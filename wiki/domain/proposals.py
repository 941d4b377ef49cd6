"""Proposals: other words, or another structure, from the first wording to the withdrawal.

Deciding on them is in decisions.py. Every wording stays readable; the newest one counts.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from wiki.domain import (
    approvals,
    audit,
    contributions,
    documents,
    edits,
    life,
    likenesses,
    locks,
    placements,
    revisions,
    search_index,
    word_edits,
)
from wiki.domain.edits import StructureEdit, WordsEdit
from wiki.domain.life import Step
from wiki.domain.permissions import Permission, require
from wiki.domain.rounds import open_for_reacting
from wiki.domain.viewers import Viewer
from wiki.errors import Invalid, NotFound
from wiki.models import (
    Account,
    Anchor,
    Contribution,
    ContributionKind,
    Document,
    Edit,
    EditKind,
    Proposal,
    Section,
    ShownAs,
    Text,
    Wording,
    new_id,
)

WHY_LIMIT = 5_000


def submit(
    db: Session,
    document: Document,
    wanted: Sequence[WordsEdit | StructureEdit],
    *,
    language: str,
    why: str,
    shown_as: ShownAs,
    by: Account,
    at: datetime,
) -> Proposal:
    """Suggest one or more edits.

    Refuses with NotAllowed, also outside a round; with Invalid what would change nothing, or what
    the same person suggests already.
    """
    require(by, Permission.PROPOSAL_SUBMIT, document)
    if any(isinstance(edit, StructureEdit) for edit in wanted):
        documents.hold(db, document)  # of two alike at once, one sees the other; before the texts
    _lock_texts(db, wanted)
    built = edits.build(db, wanted, by=by)
    _ensure_new(db, document, built, by=by)
    contribution = contributions.open_one(
        db,
        ContributionKind.PROPOSAL,
        document,
        _home(db, wanted[0]),
        language=language,
        shown_as=shown_as,
        by=by,
        at=at,
    )
    proposal = Proposal(id=contribution.id, contribution=contribution, wording=1, wordings=[])
    db.add(proposal)
    _add_wording(db, proposal, built, why=why, at=at)
    audit.record(db, "proposal.submitted", "proposal", proposal.id, by=by, at=at)
    return proposal


def revise(
    db: Session,
    proposal: Proposal,
    wanted: Sequence[WordsEdit | StructureEdit],
    *,
    why: str,
    by: Account,
    at: datetime,
) -> Proposal:
    """Give one's own proposal another wording; the earlier one stays.

    Refuses with NotAllowed, also when reacting is closed; with AlreadyDecided what has its outcome;
    with Invalid what is as it was.
    """
    life.begin(Step.REWORD, proposal, by=by)
    contributions.keep_open(db, proposal.contribution)
    open_for_reacting(db, proposal.contribution.document, on=at.date())
    _lock_texts(db, wanted)
    built = edits.build(db, wanted, by=by)
    newest = current(proposal)
    if _alike(newest.edits, built) and newest.why == why.strip():
        raise Invalid("after", "unchanged")
    proposal.wording += 1
    db.execute(delete(Anchor).where(Anchor.contribution_id == proposal.id))
    _add_wording(db, proposal, built, why=why, at=at)
    approvals.ask_again(db, proposal, at=at)
    audit.record(db, "proposal.revised", "proposal", proposal.id, by=by, at=at)
    return proposal


def withdraw(db: Session, proposal: Proposal, *, by: Account, at: datetime) -> None:
    """Take one's own proposal back, while it has no outcome."""
    contributions.withdraw(db, proposal.contribution, by=by, at=at)


def get(db: Session, document: Document, proposal_id: str, *, viewer: Viewer) -> Proposal:
    """Return a proposal the viewer may see, with its wordings, or refuse with NotFound."""
    contributions.get(db, document, proposal_id, viewer=viewer)
    query = (
        select(Proposal)
        .where(Proposal.id == proposal_id)
        .options(selectinload(Proposal.wordings).selectinload(Wording.edits))
    )
    proposal = db.scalars(query).first()
    if proposal is None:
        raise NotFound
    return proposal


def get_many(
    db: Session, document: Document, ids: Collection[str], *, viewer: Viewer
) -> list[Proposal]:
    """Return proposals the viewer may see, with their wordings, those said first coming first.

    Takes a fixed number of queries; ids of anything else are left out.
    """
    query = (
        select(Proposal)
        .join(Proposal.contribution)
        .where(
            Proposal.id.in_(ids),
            Contribution.document_id == document.id,
            contributions.visible_to(viewer, document),
        )
        .options(
            contains_eager(Proposal.contribution).joinedload(Contribution.account),
            contains_eager(Proposal.contribution).joinedload(Contribution.section),
            selectinload(Proposal.wordings).selectinload(Wording.edits).joinedload(Edit.text),
            selectinload(Proposal.wordings).selectinload(Wording.edits).joinedload(Edit.section),
        )
        .order_by(Contribution.said_on, Contribution.section_id, Contribution.number, Proposal.id)
    )
    return list(db.scalars(query).unique()) if ids else []


def current(proposal: Proposal) -> Wording:
    """Return the wording that counts."""
    return proposal.wordings[-1]


def current_of(db: Session, ids: Collection[str]) -> dict[str, Wording]:
    """Return the wordings that count, with their edits, by the ids of their proposals."""
    if not ids:
        return {}
    query = (
        select(Wording)
        .join(Proposal, (Proposal.id == Wording.proposal_id) & (Proposal.wording == Wording.number))
        .where(Proposal.id.in_(ids))
        .options(selectinload(Wording.edits).selectinload(Edit.section))
    )
    return {wording.proposal_id: wording for wording in db.scalars(query)}


def _add_wording(
    db: Session, proposal: Proposal, built: Sequence[Edit], *, why: str, at: datetime
) -> None:
    if len(why) > WHY_LIMIT:
        raise Invalid("why", "too_long", limit=WHY_LIMIT)
    wording = Wording(
        id=new_id(),
        number=proposal.wording,
        why=why.strip(),
        said_on=at.date(),
        said_at=at,
        edits=list(built),
    )
    proposal.wordings.append(wording)
    db.flush()  # anchors and search entries refer to the proposal's row
    search_index.proposed(db, proposal.contribution, wording)
    for edit in built:
        if edit.kind is EditKind.WORDS and edit.text_id and edit.base:
            text = db.get_one(Text, edit.text_id)
            passage = word_edits.passage_of(edit, revisions.source_at(db, text, edit.base))
            placements.place(db, text, proposal.contribution, passage, seen=edit.base)
    likenesses.keep(db, proposal, built)


def _lock_texts(db: Session, wanted: Sequence[WordsEdit | StructureEdit]) -> None:
    """Keep the heads of the texts still, in one order for everyone."""
    touched = {edit.text.id: edit.text for edit in wanted if isinstance(edit, WordsEdit)}
    for text_id in sorted(touched):
        locks.hold_text(db, touched[text_id])


def _home(db: Session, wanted: WordsEdit | StructureEdit) -> Section | None:
    """Return the section whose numbering a proposal joins."""
    if isinstance(wanted, WordsEdit):
        return wanted.text.section
    if wanted.section is not None:
        return wanted.section
    after = wanted.fields.get("after")
    return db.get(Section, after) if after else None


def _ensure_new(db: Session, document: Document, built: Sequence[Edit], *, by: Account) -> None:
    """Refuse what somebody suggests already: going back and sending again is no wish."""
    first = built[0]
    own = (
        select(Wording)
        .join(Proposal, (Proposal.id == Wording.proposal_id) & (Proposal.wording == Wording.number))
        .join(Contribution, Contribution.id == Proposal.id)
        .join(Edit, (Edit.wording_id == Wording.id) & (Edit.position == first.position))
        .where(
            Contribution.document_id == document.id,
            Contribution.account_id == by.id,
            Contribution.outcome.is_(None),
            Edit.kind == first.kind,
            Edit.section_id.is_not_distinct_from(first.section_id),
            Edit.text_id.is_not_distinct_from(first.text_id),
            Edit.base.is_not_distinct_from(first.base),
            Edit.after == (first.after or ""),
        )
        .options(selectinload(Wording.edits))
    )
    if any(_alike(wording.edits, built) for wording in db.scalars(own)):
        raise Invalid("after", "already_suggested")


def _alike(known: Sequence[Edit], built: Sequence[Edit]) -> bool:
    def shape(edit: Edit) -> tuple[object, ...]:
        after = edit.after or ""  # not yet kept, an edit of structure has none
        about = edit.kind, edit.section_id, edit.text_id, edit.base
        return *about, edit.first_block, edit.block_count, after, edits.asked_for(edit)

    return [shape(edit) for edit in known] == [shape(edit) for edit in built]
