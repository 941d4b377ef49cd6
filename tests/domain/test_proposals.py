"""A proposal is edits of words or structure; every wording stays, and the newest one counts."""

from __future__ import annotations

import pytest
from sqlalchemy import event, func, select, update
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast, gather
from wiki.database import Database
from wiki.domain import decisions, edits, holds, proposals, texts, word_edits
from wiki.domain.edits import WordsEdit
from wiki.errors import AlreadyDecided, Invalid, NotAllowed, NotFound, Stale
from wiki.models import (
    Account,
    Anchor,
    Contribution,
    Edit,
    EditKind,
    Outcome,
    Placement,
    Proposal,
    Readers,
    ShownAs,
    Text,
)


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    return factories.text(db, cast.document)


def revise(
    db: Session, proposal: Proposal, wanted: WordsEdit, by: object, why: str = "Shorter."
) -> Proposal:
    return proposals.revise(db, proposal, [wanted], why=why, by=by, at=factories.AT)  # type: ignore[arg-type]


def test_a_proposal_keeps_the_blocks_it_changes_and_the_redline(
    db: Session, text: Text, cast: Cast
) -> None:
    proposal = factories.proposal(db, text, by=cast.noor)

    (edit,) = proposals.current(proposal).edits
    assert (edit.base, edit.first_block, edit.block_count) == (1, 0, 1)
    assert "".join(words for op, words in edit.pieces or [] if op != "insert") == edit.before
    assert "".join(words for op, words in edit.pieces or [] if op != "delete") == edit.after
    assert word_edits.changed_source(edit, text.source) == text.source.replace(
        "in the morning", "every day"
    )


def test_the_smallest_edit_between_two_texts_leaves_every_other_block_alone() -> None:
    before = "One.\n\nTwo.\n\nThree.\n"
    text = Text(source=before)

    changed = edits.between(text, 1, before, "One.\n\n2.\n\nThree.\n")
    inserted = edits.between(text, 1, before, "One.\n\nTwo.\n\nNew.\n\nThree.\n")
    removed = edits.between(text, 1, before, "One.\n\nThree.\n")
    none = edits.between(text, 1, before, before)

    assert (changed.first_block, changed.block_count, changed.after) == (1, 1, "2.\n\n")
    assert (inserted.first_block, inserted.block_count, inserted.after) == (2, 0, "New.\n\n")
    assert (removed.first_block, removed.block_count, removed.after) == (1, 1, "")
    assert (none.block_count, none.after) == (0, "")


def test_a_proposal_that_changes_nothing_is_refused(db: Session, text: Text, cast: Cast) -> None:
    same = edits.between(text, 1, text.source, text.source)

    with pytest.raises(Invalid, match="unchanged"):
        factories.proposal(db, text, by=cast.noor, wanted=[same])
    with pytest.raises(Invalid, match="unchanged"):
        proposals.submit(
            db,
            cast.document,
            [],
            language="en",
            why="",
            shown_as=ShownAs.NAME,
            by=cast.noor,
            at=factories.AT,
        )

    assert db.scalars(select(Contribution)).all() == []


@pytest.mark.parametrize(("first", "count"), [(-1, 1), (0, 99), (99, 0), (0, -1)])
def test_blocks_that_do_not_exist_are_refused(
    db: Session, text: Text, cast: Cast, first: int, count: int
) -> None:
    with pytest.raises(Invalid, match="no_such_block"):
        factories.proposal(db, text, by=cast.noor, wanted=[WordsEdit(text, 1, first, count, "x")])


def test_a_revision_that_does_not_exist_is_not_found(db: Session, text: Text, cast: Cast) -> None:
    with pytest.raises(NotFound):
        factories.proposal(db, text, by=cast.noor, wanted=[WordsEdit(text, 7, 0, 1, "x")])


def test_a_text_cannot_grow_beyond_its_limit(db: Session, text: Text, cast: Cast) -> None:
    endless = WordsEdit(text, 1, 0, 0, "x" * texts.LIMIT)

    with pytest.raises(Invalid, match="too_long"):
        factories.proposal(db, text, by=cast.noor, wanted=[endless])


def test_front_matter_is_for_editors_and_the_lead(db: Session, cast: Cast) -> None:
    text = factories.text(db, cast.document, "---\nauthor: us\n---\n\nWords.\n")

    with pytest.raises(Invalid, match="front_matter_is_for_editors"):
        factories.proposal(db, text, "author: us", "author: me", by=cast.noor)

    factories.proposal(db, text, "author: us", "author: me", by=cast.claire)
    factories.proposal(db, text, "Words.", "More words.", by=cast.noor)


def test_a_proposal_has_a_place_like_a_talk(db: Session, text: Text, cast: Cast) -> None:
    proposal = factories.proposal(db, text, "Everybody", "All", by=cast.noor)

    anchor = db.scalars(select(Anchor).filter_by(contribution_id=proposal.id)).one()
    placement = db.get_one(Placement, (anchor.id, text.head))
    assert anchor.whole_block
    assert "Everybody may speak." in text.source[placement.start : placement.end]


def test_an_insertion_stands_at_the_block_before_it(db: Session, text: Text, cast: Cast) -> None:
    inserted = WordsEdit(text, 1, 1, 0, "New.\n\n")

    proposal = factories.proposal(db, text, by=cast.noor, wanted=[inserted])

    anchor = db.scalars(select(Anchor).filter_by(contribution_id=proposal.id)).one()
    assert anchor.quote == "We listen to each other. We greet everyone in the morning."


def test_another_wording_counts_and_the_first_stays_readable(
    db: Session, text: Text, cast: Cast
) -> None:
    proposal = factories.proposal(db, text, by=cast.noor, why="First.")

    revise(db, proposal, factories.rewording(text, "in the morning", "always"), cast.noor)

    first, second = proposal.wordings
    assert (first.number, first.why, second.number, second.why) == (1, "First.", 2, "Shorter.")
    assert "every day" in first.edits[0].after
    assert proposals.current(proposal) is second
    anchors = db.scalars(select(Anchor).filter_by(contribution_id=proposal.id)).all()
    assert len(anchors) == 1


def test_a_decision_made_meanwhile_is_not_reworded(db: Session, text: Text, cast: Cast) -> None:
    proposal = factories.proposal(db, text, by=cast.noor)
    meanwhile = update(Contribution).values(outcome=Outcome.NOT_ADOPTED, reason="No.")
    db.execute(meanwhile.execution_options(synchronize_session=False))

    with pytest.raises(AlreadyDecided):
        revise(db, proposal, factories.rewording(text, "in the morning", "always"), cast.noor)

    assert len(proposal.wordings) == 1


def test_a_wording_that_was_replaced_meanwhile_is_not_decided_on(
    db: Session, text: Text, cast: Cast
) -> None:
    proposal = factories.proposal(db, text, by=cast.noor)
    seen = decisions.outlook(db, proposal)
    meanwhile = update(Proposal).values(wording=2)
    db.execute(meanwhile.execution_options(synchronize_session=False))

    with pytest.raises(Stale):
        decisions.decide(
            db,
            proposal,
            outcome=Outcome.ADOPTED,
            reason="Better.",
            seen=seen,
            by=cast.mirjam,
            at=factories.AT,
        )


def test_the_same_wording_again_is_refused(db: Session, text: Text, cast: Cast) -> None:
    proposal = factories.proposal(db, text, by=cast.noor, why="Shorter.")

    with pytest.raises(Invalid, match="unchanged"):
        revise(db, proposal, factories.rewording(text, "in the morning", "every day"), cast.noor)


def test_only_its_author_rewords_or_withdraws_a_proposal(
    db: Session, text: Text, cast: Cast
) -> None:
    proposal = factories.proposal(db, text, by=cast.noor)
    other = factories.rewording(text, "in the morning", "always")

    for who in (cast.bram, cast.mirjam, cast.sanne):
        with pytest.raises(NotAllowed):
            revise(db, proposal, other, who)
        with pytest.raises(NotAllowed):
            proposals.withdraw(db, proposal, by=who, at=factories.AT)


def test_a_withdrawn_proposal_is_closed(db: Session, text: Text, cast: Cast) -> None:
    proposal = factories.proposal(db, text, by=cast.noor)

    proposals.withdraw(db, proposal, by=cast.noor, at=factories.AT)

    assert proposal.contribution.outcome is Outcome.WITHDRAWN
    with pytest.raises(AlreadyDecided):
        proposals.withdraw(db, proposal, by=cast.noor, at=factories.AT)
    with pytest.raises(AlreadyDecided):
        revise(db, proposal, factories.rewording(text, "in the morning", "always"), cast.noor)


def test_who_has_no_part_proposes_nothing(db: Session, text: Text, cast: Cast) -> None:
    cast.document.readers = Readers.SIGNED_IN

    for who in (cast.otis, cast.ada):
        with pytest.raises(NotAllowed):
            factories.proposal(db, text, by=who)


def test_a_held_proposal_is_out_of_sight(db: Session, text: Text, cast: Cast) -> None:
    proposal = factories.proposal(db, text, by=cast.noor)
    holds.hold(db, proposal.contribution, reason="Names somebody.", by=cast.mirjam, at=factories.AT)

    for who in (cast.noor, cast.mirjam):
        assert proposals.get(db, cast.document, proposal.id, viewer=who) is proposal
    for stranger in (cast.bram, cast.sanne, None):
        with pytest.raises(NotFound):
            proposals.get(db, cast.document, proposal.id, viewer=stranger)


MISSING = {
    EditKind.RENAME_SECTION: "titles",
    EditKind.MOVE_SECTION: "position",
    EditKind.ADD_TERM: "language",
    EditKind.REMOVE_TERM: "language",
}


@pytest.mark.parametrize("kind", MISSING)
def test_an_edit_of_structure_says_what_it_needs(
    db: Session, text: Text, cast: Cast, kind: EditKind
) -> None:
    with pytest.raises(Invalid, match="missing") as refused:
        factories.proposal(
            db, text, by=cast.noor, wanted=[factories.structural(kind, text.section)]
        )

    assert refused.value.field == MISSING[kind]


FITTED = {
    "a block in the middle keeps its blank line": ("Old.\n\n", "New.", True, "New.\n\n"),
    "the last block keeps its line end": ("Old.\n", "New.\n\n\n", False, "New.\n"),
    "a last block without line end gets one": ("Old.", "New.", False, "New.\n"),
    "a new block gets a blank line after it": ("", "New.", True, "New.\n\n"),
    "nothing typed takes the block away": ("Old.\n\n", " \n", True, ""),
}


@pytest.mark.parametrize("case", FITTED)
def test_typed_words_are_fitted_to_their_place(case: str) -> None:
    before, typed, follows, fitted = FITTED[case]

    assert edits.fitted(typed, before=before, above="Above.\n\n", follows=follows) == fitted


def test_a_block_added_at_the_end_stands_apart_from_the_one_above() -> None:
    for above in ("Above.", "Above.\n", "Above.\n\n"):
        fitted = edits.fitted("New.", before="", above=above, follows=False)
        assert above + fitted == "Above.\n\nNew.\n"


def test_the_same_suggestion_is_made_once_while_it_is_open(
    db: Session, text: Text, cast: Cast
) -> None:
    first = factories.proposal(db, text, by=cast.noor)

    with pytest.raises(Invalid, match="already_suggested"):
        factories.proposal(db, text, by=cast.noor)

    factories.proposal(db, text, by=cast.bram)
    proposals.withdraw(db, first, by=cast.noor, at=factories.AT)
    factories.proposal(db, text, by=cast.noor)


def test_the_same_words_for_other_blocks_are_another_suggestion(
    db: Session, text: Text, cast: Cast
) -> None:
    for count in (1, 2):
        factories.proposal(db, text, by=cast.noor, wanted=[WordsEdit(text, 1, 0, count, "")])

    assert db.scalar(select(func.count()).select_from(Proposal)) == 2


def test_whether_a_suggestion_is_new_is_asked_of_those_alike_only(database: Database) -> None:
    with database.write() as db:
        cast = gather(db, factories.document(db))
        made = factories.text(db, cast.document)
        for hour in range(6, 12):
            factories.proposal(db, made, new=f"at {hour}", by=cast.noor)
    loaded: list[Edit] = []

    def note(edit: Edit, _context: object) -> None:
        loaded.append(edit)

    event.listen(Edit, "load", note)
    try:
        with database.write() as db:
            noor, text = db.get_one(Account, cast.noor.id), db.get_one(Text, made.id)
            factories.proposal(db, text, new="at noon", by=noor)
            assert loaded == []
            with pytest.raises(Invalid, match="already_suggested"):
                factories.proposal(db, text, new="at 6", by=noor)
        assert len(loaded) == 1
    finally:
        event.remove(Edit, "load", note)
