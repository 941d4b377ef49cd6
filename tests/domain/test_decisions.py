"""Deciding merges what was chosen onto the text as it stands, never over it, with a reason."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.at_once import at_once
from tests.cast import Cast, gather
from wiki.database import Database
from wiki.domain import decisions, edits, outlooks, proposals, revisions, texts
from wiki.domain.decisions import Decided
from wiki.domain.outlooks import Adjusted
from wiki.errors import AlreadyDecided, Invalid, NotAllowed, Stale
from wiki.models import TAKING, Audit, EditKind, Notice, Outcome, Proposal, Revision, Text

DAYS = "One line about days.\n\nAnother line about nights.\n\nA last line.\n"


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    return factories.text(db, cast.document, DAYS)


def decide(db: Session, proposal: Proposal, by: Any, **how: Any) -> Decided:
    outcome = how.pop("outcome", Outcome.ADOPTED)
    chosen, own = how.get("chosen"), how.pop("adjusted", None)
    if outcome in TAKING and "seen" not in how:
        how["seen"] = decisions.outlook(db, proposal, chosen=chosen, adjusted=own)
    how = {"reason": "Better.", "at": factories.AT, "by": by, **how}
    return decisions.decide(db, proposal, outcome=outcome, **how)


def revise(db: Session, text: Text, old: str, new: str) -> None:
    prepared = texts.prepare(db, text, text.source.replace(old, new))
    texts.revise(db, text, prepared, by=None, at=factories.AT)


def test_an_adopted_proposal_becomes_a_revision_that_says_whence(
    db: Session, text: Text, cast: Cast
) -> None:
    proposal = factories.proposal(db, text, "days", "mornings", by=cast.noor)

    (revision,) = decide(db, proposal, cast.mirjam).revisions

    assert text.source == DAYS.replace("days", "mornings")
    assert (revision.number, revision.proposal_id) == (2, proposal.id)
    assert (revision.summary, revision.made_by) == ("Better.", cast.mirjam)
    assert proposal.contribution.outcome is Outcome.ADOPTED
    assert proposal.changes_taken == [1]


def test_a_colleagues_edit_elsewhere_is_kept(db: Session, text: Text, cast: Cast) -> None:
    proposal = factories.proposal(db, text, "days", "mornings", by=cast.noor)
    revise(db, text, "A last line.", "The end.")

    decide(db, proposal, cast.mirjam)

    assert text.source == DAYS.replace("days", "mornings").replace("A last line.", "The end.")


def test_a_part_of_a_proposal_can_be_taken(db: Session, text: Text, cast: Cast) -> None:
    wanted = DAYS.replace("One", "This").replace("days", "mornings")
    proposal = factories.proposal(
        db, text, by=cast.noor, wanted=[edits.between(text, 1, DAYS, wanted)]
    )
    assert [change.number for change in decisions.changes(proposal)] == [1, 2]

    decide(db, proposal, cast.mirjam, outcome=Outcome.ADOPTED_IN_PART, chosen=frozenset({2}))

    assert text.source == DAYS.replace("days", "mornings")
    assert proposal.changes_taken == [2]


def test_a_choice_of_nothing_is_refused(db: Session, text: Text, cast: Cast) -> None:
    proposal = factories.proposal(db, text, "days", "mornings", by=cast.noor)

    for nothing in (frozenset[int](), frozenset({99})):
        with pytest.raises(Invalid, match="nothing_chosen"):
            decisions.outlook(db, proposal, chosen=nothing)


def test_the_moderators_own_words_can_stand_in_their_place(
    db: Session, text: Text, cast: Cast
) -> None:
    proposal = factories.proposal(db, text, "days", "mornings", by=cast.noor)
    (edit,) = proposals.current(proposal).edits
    own = {edit.id: Adjusted(1, 0, 1, "A line about daylight.")}

    decide(db, proposal, cast.mirjam, outcome=Outcome.ADOPTED_IN_OTHER_WORDS, adjusted=own)

    assert text.source == DAYS.replace("One line about days.", "A line about daylight.")
    assert proposal.contribution.outcome is Outcome.ADOPTED_IN_OTHER_WORDS


def test_other_words_that_are_in_the_text_already_need_another_outcome(
    db: Session, text: Text, cast: Cast
) -> None:
    proposal = factories.proposal(db, text, "days", "mornings", by=cast.noor)
    (edit,) = proposals.current(proposal).edits
    revise(db, text, "One line about days.", "A line about daylight.")
    own = {edit.id: Adjusted(2, 0, 1, "A line about daylight.")}

    with pytest.raises(Invalid, match="already_there"):
        decide(db, proposal, cast.mirjam, outcome=Outcome.ADOPTED_IN_OTHER_WORDS, adjusted=own)


@pytest.mark.parametrize("words", ["One line about mornings.", "One  line about mornings. \n", ""])
def test_the_words_that_were_proposed_or_none_are_no_other_words(
    db: Session, text: Text, cast: Cast, words: str
) -> None:
    proposal = factories.proposal(db, text, "days", "mornings", by=cast.noor)
    (edit,) = proposals.current(proposal).edits
    revise(db, text, "A last line.", "The end.")
    own = {edit.id: Adjusted(1, 0, 1, words)}
    seen = decisions.outlook(db, proposal, adjusted=own) if words else ()

    with pytest.raises(Invalid, match="words_as_proposed"):
        decide(db, proposal, cast.mirjam, outcome=Outcome.ADOPTED_IN_OTHER_WORDS, seen=seen)


def test_declining_leaves_the_text_alone(db: Session, text: Text, cast: Cast) -> None:
    proposal = factories.proposal(db, text, "days", "mornings", by=cast.noor)

    decided = decide(db, proposal, cast.mirjam, outcome=Outcome.NOT_ADOPTED)

    assert (decided.revisions, text.source, text.head) == ((), DAYS, 1)
    assert proposal.contribution.reason == "Better."


def test_a_conflict_shows_all_three_wordings_and_waits_for_the_moderators_words(
    db: Session, text: Text, cast: Cast
) -> None:
    proposal = factories.proposal(db, text, "days", "mornings", by=cast.noor)
    revise(db, text, "days", "evenings")

    (seen,) = decisions.outlook(db, proposal)

    assert seen.prepared is None
    (region,) = seen.conflicts
    assert "days" in region.base
    assert "evenings" in region.ours
    assert "mornings" in region.theirs
    with pytest.raises(Invalid, match="conflict_needs_words"):
        decide(db, proposal, cast.mirjam, seen=[seen])


def test_a_conflict_is_settled_in_the_moderators_words(db: Session, text: Text, cast: Cast) -> None:
    proposal = factories.proposal(db, text, "days", "mornings", by=cast.noor)
    revise(db, text, "days", "evenings")
    (edit,) = proposals.current(proposal).edits
    own = {edit.id: Adjusted(2, 0, 1, "One line about mornings and evenings.")}

    decide(db, proposal, cast.mirjam, outcome=Outcome.ADOPTED_IN_OTHER_WORDS, adjusted=own)

    assert text.source == DAYS.replace("days", "mornings and evenings")


def test_a_caution_must_be_read_first(db: Session, text: Text, cast: Cast) -> None:
    proposal = factories.proposal(db, text, "days", "mornings", by=cast.noor)
    revise(db, text, "One line", "This line")
    (seen,) = decisions.outlook(db, proposal)
    assert seen.prepared is not None
    assert seen.cautions

    with pytest.raises(Invalid, match="read_the_cautions"):
        decide(db, proposal, cast.mirjam, seen=[seen])


def test_a_read_caution_is_no_obstacle(db: Session, text: Text, cast: Cast) -> None:
    proposal = factories.proposal(db, text, "days", "mornings", by=cast.noor)
    revise(db, text, "One line", "This line")

    decide(db, proposal, cast.mirjam, cautions_read=True)

    assert text.source.startswith("This line about mornings.")


def test_what_was_read_before_the_text_moved_on_is_not_saved(
    db: Session, text: Text, cast: Cast
) -> None:
    proposal = factories.proposal(db, text, "days", "mornings", by=cast.noor)
    seen = decisions.outlook(db, proposal)
    revise(db, text, "A last line.", "The end.")

    with pytest.raises(Stale, match="text_moved_on"):
        decide(db, proposal, cast.mirjam, seen=seen)


def test_taking_words_without_having_seen_what_they_do_is_refused(
    db: Session, text: Text, cast: Cast
) -> None:
    proposal = factories.proposal(db, text, "days", "mornings", by=cast.noor)

    with pytest.raises(Invalid, match="not_previewed"):
        decide(db, proposal, cast.mirjam, seen=[])


def test_nobody_decides_on_their_own_proposal(db: Session, text: Text, cast: Cast) -> None:
    proposal = factories.proposal(db, text, "days", "mornings", by=cast.claire)

    with pytest.raises(NotAllowed):
        decide(db, proposal, cast.claire)

    assert decide(db, proposal, cast.mirjam).revisions


def test_only_moderators_decide(db: Session, text: Text, cast: Cast) -> None:
    proposal = factories.proposal(db, text, "days", "mornings", by=cast.noor)

    for who in (cast.noor, cast.bram, cast.sanne, cast.joost, cast.henk):
        with pytest.raises(NotAllowed):
            decide(db, proposal, who)


def test_a_decision_without_a_reason_is_refused(db: Session, text: Text, cast: Cast) -> None:
    proposal = factories.proposal(db, text, "days", "mornings", by=cast.noor)

    for outcome in (Outcome.ADOPTED, Outcome.NOT_ADOPTED):
        with pytest.raises(Invalid, match="reason_missing"):
            decide(db, proposal, cast.mirjam, outcome=outcome, reason=" ")


def test_the_second_decision_is_refused(db: Session, text: Text, cast: Cast) -> None:
    proposal = factories.proposal(db, text, "days", "mornings", by=cast.noor)
    seen = decisions.outlook(db, proposal)
    decide(db, proposal, cast.mirjam, outcome=Outcome.NOT_ADOPTED)

    with pytest.raises(AlreadyDecided) as refused:
        decide(db, proposal, cast.claire, seen=seen)

    assert refused.value.values["outcome"] is Outcome.NOT_ADOPTED
    assert text.head == 1


def test_joining_names_what_it_is_joined_with(db: Session, text: Text, cast: Cast) -> None:
    first = factories.proposal(db, text, "days", "mornings", by=cast.noor)
    second = factories.proposal(db, text, "days", "dawns", by=cast.bram)

    for joined in (None, second.contribution):
        with pytest.raises(Invalid):
            decide(db, second, cast.mirjam, outcome=Outcome.JOINED, joined=joined)
    decide(db, second, cast.mirjam, outcome=Outcome.JOINED, joined=first.contribution)

    assert second.contribution.joined_id == first.id


def test_the_author_is_told_and_the_audit_keeps_no_words(
    db: Session, text: Text, cast: Cast
) -> None:
    proposal = factories.proposal(db, text, "days", "mornings", by=cast.noor)
    decide(db, proposal, cast.mirjam)

    notice = db.scalars(select(Notice)).one()
    assert (notice.kind, notice.account_id, notice.subject_id) == (
        "outcome",
        cast.noor.id,
        proposal.id,
    )
    verbs = set(db.scalars(select(Audit.verb)))
    assert {"proposal.submitted", "proposal.decided", "text.revised"} <= verbs


def test_one_proposal_may_change_several_texts(db: Session, text: Text, cast: Cast) -> None:
    dutch = factories.text(db, cast.document, "Over dagen.\n", key="days", language="nl")
    wanted = [
        factories.rewording(text, "days", "mornings"),
        factories.rewording(dutch, "dagen", "ochtenden"),
    ]
    proposal = factories.proposal(db, text, by=cast.noor, wanted=wanted)

    made = decide(db, proposal, cast.mirjam).revisions

    assert {revision.text_id for revision in made} == {text.id, dutch.id}
    assert "mornings" in text.source
    assert dutch.source == "Over ochtenden.\n"


def test_one_proposal_may_change_several_places_of_a_text(
    db: Session, text: Text, cast: Cast
) -> None:
    wanted = [
        factories.rewording(text, "A last line.", "The end."),
        factories.rewording(text, "days", "mornings"),
    ]
    proposal = factories.proposal(db, text, by=cast.noor, wanted=wanted)

    (revision,) = decide(db, proposal, cast.mirjam).revisions

    assert text.source == DAYS.replace("days", "mornings").replace("A last line.", "The end.")
    assert revision.number == 2


def test_places_of_a_proposal_that_overlap_are_refused(db: Session, text: Text, cast: Cast) -> None:
    wanted = [
        factories.rewording(text, "days", "mornings"),
        factories.rewording(text, "One", "This"),
    ]

    with pytest.raises(Invalid, match="edits_overlap"):
        factories.proposal(db, text, by=cast.noor, wanted=wanted)


def test_taking_part_of_an_edit_of_structure_and_words(db: Session, text: Text, cast: Cast) -> None:
    rename = factories.structural(EditKind.RENAME_SECTION, text.section, titles={"en": "Days"})
    proposal = factories.proposal(
        db, text, by=cast.noor, wanted=[factories.rewording(text, "days", "mornings"), rename]
    )

    decide(db, proposal, cast.mirjam, outcome=Outcome.ADOPTED_IN_PART, chosen=frozenset({2}))

    assert (text.title, text.source) == ("Days", DAYS)
    assert proposal.changes_taken == [2]


def test_of_two_moderators_at_once_one_decides_and_the_other_is_told(database: Database) -> None:
    with database.write() as db:
        cast = gather(db, factories.document(db))
        text = factories.text(db, cast.document, DAYS)
        proposal_id = factories.proposal(db, text, "days", "mornings", by=cast.noor).id

    def act(who: Any) -> str:
        with database.write() as db:
            proposal = db.get_one(Proposal, proposal_id)
            decide(db, proposal, db.merge(who), cautions_read=True)
        return "decided"

    results = at_once([lambda: act(cast.mirjam), lambda: act(cast.claire)])

    assert sorted(type(result).__name__ for result in results) == ["AlreadyDecided", "str"]
    with database.read() as db:
        assert len(db.scalars(select(Revision)).all()) == 2
        assert revisions.damaged(db, db.scalars(select(Text)).one()) == []


def test_rival_proposals_decided_at_once_both_end_in_the_text(database: Database) -> None:
    with database.write() as db:
        cast = gather(db, factories.document(db))
        text = factories.text(db, cast.document, DAYS)
        rivals = [
            factories.proposal(db, text, "days", "mornings", by=cast.noor).id,
            factories.proposal(db, text, "A last line.", "The end.", by=cast.bram).id,
        ]

    def act(proposal_id: str) -> None:
        for _ in range(5):
            try:
                with database.read() as db:
                    seen = decisions.outlook(db, db.get_one(Proposal, proposal_id))
                with database.write() as db:
                    decide(db, db.get_one(Proposal, proposal_id), db.merge(cast.mirjam), seen=seen)
            except Stale:
                continue
            return

    assert at_once([lambda: act(rivals[0]), lambda: act(rivals[1])]) == [None, None]
    with database.read() as db:
        text = db.scalars(select(Text)).one()
        assert text.source == DAYS.replace("days", "mornings").replace("A last line.", "The end.")


def test_what_changed_can_be_shown_as_final_text(db: Session, text: Text, cast: Cast) -> None:
    proposal = factories.proposal(db, text, "days", "mornings", by=cast.noor)
    (seen,) = decisions.outlook(db, proposal)
    assert seen.prepared is not None

    ((block, html),) = outlooks.changed_blocks(seen.prepared, text.source)

    assert block.source == "One line about mornings.\n\n"
    assert "One line about mornings." in html
