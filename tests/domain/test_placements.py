"""Nothing is ever without a place on the newest revision, whoever writes at the same time."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.at_once import at_once
from tests.cast import Cast, gather
from wiki.database import Busy, Database
from wiki.domain import decisions, edits, placements, proposals, texts, verification
from wiki.domain.following import keeps_half
from wiki.domain.passages import Passage
from wiki.errors import Invalid, NotAllowed, NotFound, Stale
from wiki.models import Anchor, Outcome, Placement, Proposal, Readers, Text, Thread

PARAGRAPHS = "\n\n".join(
    f"Paragraph {number} says that colleagues greet each other on floor {number}."
    for number in range(12)
)
DECISIONS = 5


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    return factories.text(db, cast.document)


def anchor_of(db: Session, thread: Thread) -> Anchor:
    return db.scalars(select(Anchor).filter_by(contribution_id=thread.id)).one()


def place(db: Session, thread: Thread) -> Placement:
    return db.get_one(Placement, (anchor_of(db, thread).id, thread.text.head))


def revise(db: Session, text: Text, source: str) -> None:
    texts.revise(db, text, texts.prepare(db, text, source), by=None, at=factories.AT)


def test_comments_that_race_decisions_all_have_a_place_on_the_newest_text(
    database: Database,
) -> None:
    race(database, comments=30)


@pytest.mark.sweep("core")
def test_two_hundred_comments_that_race_decisions_all_have_a_place(database: Database) -> None:
    race(database, comments=200)


def race(database: Database, *, comments: int) -> None:
    with database.write() as db:
        cast = gather(db, factories.document(db))
        text = factories.text(db, cast.document, PARAGRAPHS)
        text_id = text.id
        suggested = [
            factories.proposal(
                db, text, f"on floor {n}.", f"on floor {n}, every day.", by=cast.bram
            ).id
            for n in (1, 3, 5, 7, 9)
        ]

    def comment(number: int) -> str:
        while True:
            try:
                with database.read() as db:
                    text = db.get_one(Text, text_id)
                    seen = text.head
                    passage = factories.passage(text, f"Paragraph {number % 12} says")
                with database.write() as db:
                    text, noor = db.get_one(Text, text_id), db.merge(cast.noor)
                    said = f"Is paragraph {number} clear?"
                    return factories.thread(db, text, by=noor, on=passage, seen=seen, words=said).id
            except Busy:
                continue

    def decide(proposal_id: str) -> str:
        while True:
            try:
                with database.read() as db:
                    seen = decisions.outlook(db, db.get_one(Proposal, proposal_id))
                with database.write() as db:
                    decisions.decide(
                        db,
                        db.get_one(Proposal, proposal_id),
                        outcome=Outcome.ADOPTED,
                        reason="Better.",
                        seen=seen,
                        cautions_read=True,
                        by=db.merge(cast.mirjam),
                        at=factories.AT,
                    )
            except (Stale, Busy):
                continue
            return "decided"

    acts = [lambda n=n: comment(n) for n in range(comments)]
    acts += [lambda p=p: decide(p) for p in suggested]
    results = at_once(acts)

    assert all(isinstance(result, str) for result in results), results
    with database.read() as db:
        assert verification.verify(db).findings == ()
        text = db.get_one(Text, text_id)
        assert text.head == 1 + DECISIONS
        placed = db.scalars(select(Placement).filter_by(text_id=text.id, number=text.head))
        talks = [one for one in placed if not one.anchor.whole_block]
        assert len(talks) == comments
        assert all(text.source[one.start : one.end] == one.anchor.quote for one in talks)


def test_a_decision_follows_the_talk_that_began_after_it_was_prepared(
    db: Session, text: Text, cast: Cast
) -> None:
    proposal = factories.proposal(db, text, by=cast.bram)
    seen = decisions.outlook(db, proposal)
    thread = factories.thread(db, text, by=cast.noor, on="Nobody is laughed at")

    decisions.decide(
        db,
        proposal,
        outcome=Outcome.ADOPTED,
        reason="Better.",
        seen=seen,
        by=cast.mirjam,
        at=factories.AT,
    )

    here = place(db, thread)
    assert text.source[here.start : here.end] == "Nobody is laughed at"


def test_a_place_is_kept_for_every_revision(db: Session, text: Text, cast: Cast) -> None:
    thread = factories.thread(db, text, by=cast.noor)
    for number in range(3):
        revise(db, text, f"Line {number}.\n\n{text.source}")

    anchor = anchor_of(db, thread)
    rows = db.scalars(select(Placement).filter_by(anchor_id=anchor.id)).unique().all()
    assert sorted(row.number for row in rows) == [1, 2, 3, 4]


def test_words_worn_away_step_by_step_are_removed_when_less_than_half_is_left(
    db: Session, text: Text, cast: Cast
) -> None:
    whole = "Messages in the evening need no answer."
    thread = factories.thread(db, text, by=cast.noor, on=whole)

    revise(db, text, text.source.replace("need no answer", "can wait for days"))
    assert place(db, thread).state == "reworded"
    revise(db, text, text.source.replace("Messages in the evening", "Calls at midnight"))

    assert (place(db, thread).state, place(db, thread).start) == ("removed", None)


def test_at_least_half_the_letters_is_still_the_same_passage() -> None:
    assert keeps_half("over here they sing", "over here")
    assert not keeps_half("over here they sing", "over")


def test_words_moved_elsewhere_are_followed_and_said_to_have_moved(
    db: Session, text: Text, cast: Cast
) -> None:
    whole = "Messages in the evening need no answer."
    thread = factories.thread(db, text, by=cast.noor, on=whole)

    revise(db, text, f"{whole}\n\n" + text.source.replace(f"\n{whole}\n", ""))

    here = place(db, thread)
    assert (here.state, here.moved, here.start) == ("same", True, 0)


def test_a_passage_is_attached_again_by_hand_and_follows_from_there(
    db: Session, text: Text, cast: Cast
) -> None:
    thread = factories.thread(db, text, by=cast.noor)
    revise(db, text, "We say hello to all colleagues.\n")
    assert place(db, thread).state == "removed"

    placements.reattach(
        db,
        anchor_of(db, thread),
        factories.passage(text, "say hello"),
        seen=text.head,
        by=cast.noor,
        at=factories.AT,
    )
    revise(db, text, "First.\n\n" + text.source)

    here = place(db, thread)
    assert text.source[here.start : here.end] == "say hello"
    assert here.by_hand


def test_attaching_is_for_the_author_moderators_and_editors(
    db: Session, text: Text, cast: Cast
) -> None:
    thread = factories.thread(db, text, by=cast.noor)
    cast.document.readers = Readers.SIGNED_IN

    def attach(who: object) -> Placement:
        passage = factories.passage(text, "Everybody")
        anchor = anchor_of(db, thread)
        return placements.reattach(db, anchor, passage, seen=1, by=who, at=factories.AT)  # type: ignore[arg-type]

    for who in (cast.bram, cast.otis, cast.henk):
        with pytest.raises(NotAllowed):
            attach(who)
    for allowed in (cast.noor, cast.mirjam, cast.claire, cast.sanne):
        assert attach(allowed).by_hand


def test_attaching_on_a_text_that_moved_on_is_refused(db: Session, text: Text, cast: Cast) -> None:
    thread = factories.thread(db, text, by=cast.noor)
    passage = factories.passage(text, "Everybody")
    revise(db, text, "Other.\n")

    with pytest.raises(Stale, match="text_moved_on"):
        placements.reattach(
            db, anchor_of(db, thread), passage, seen=1, by=cast.noor, at=factories.AT
        )


def test_a_block_that_is_talked_about_keeps_its_talk_while_it_lives(
    db: Session, text: Text, cast: Cast
) -> None:
    thread = factories.thread(db, text, by=cast.noor, on=factories.block_passage(text, 0))
    block_id = place(db, thread).block_id

    revise(db, text, "Above.\n\n" + text.source.replace("in the morning", "every day"))

    assert place(db, thread).block_id == block_id


def test_talk_on_an_empty_text_has_a_place(db: Session, cast: Cast) -> None:
    text = factories.text(db, cast.document, "", key="empty")
    first = edits.WordsEdit(text, 1, 0, 0, "First words.\n")
    proposal = factories.proposal(db, text, by=cast.noor, wanted=[first])

    factories.adopted(db, proposal, by=cast.mirjam)

    assert text.source == "First words.\n"
    assert verification.verify(db).findings == ()


def test_a_reworded_proposal_has_one_place(db: Session, text: Text, cast: Cast) -> None:
    proposal = factories.proposal(db, text, by=cast.noor)
    revise(db, text, "Above.\n\n" + text.source)
    other = factories.rewording(text, "Everybody", "All")

    proposals.revise(db, proposal, [other], why="", by=cast.noor, at=factories.AT)

    (anchor,) = db.scalars(select(Anchor).filter_by(contribution_id=proposal.id))
    assert anchor.number == 2
    assert verification.verify(db).findings == ()


def test_a_talk_nobody_may_see_is_not_found_by_its_place(
    db: Session, text: Text, cast: Cast
) -> None:
    thread = factories.thread(db, text, by=cast.noor)
    passage = factories.passage(text, "Everybody")

    with pytest.raises(NotFound):
        placements.reattach(
            db, anchor_of(db, thread), passage, seen=1, by=cast.otis, at=factories.AT
        )


def test_a_comment_is_not_attached_to_a_place_without_words(
    db: Session, text: Text, cast: Cast
) -> None:
    anchor = anchor_of(db, factories.thread(db, text, by=cast.noor))

    with pytest.raises(Invalid, match="no_such_block"):
        placements.reattach(
            db, anchor, Passage(0, 0, "", whole_block=True), seen=1, by=cast.noor, at=factories.AT
        )
