"""Comments answer two levels deep, and their authors may change them or take them back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import comments, contributions, holds, threads
from wiki.errors import AlreadyDecided, Invalid, NotAllowed, NotFound, Stale
from wiki.models import Account, Comment, Contribution, Notice, Outcome, Readers, ShownAs, Thread


@pytest.fixture
def thread(db: Session, cast: Cast) -> Thread:
    return factories.thread(db, factories.text(db, cast.document), by=cast.noor)


def opening(db: Session, thread: Thread) -> Comment:
    return db.scalars(select(Comment).filter_by(contribution_id=thread.id, depth=0)).one()


def reply(
    db: Session, thread: Thread, by: Account, to: Comment | None = None, words: str = "I agree."
) -> Comment:
    return comments.reply(
        db,
        thread.contribution,
        words,
        shown_as=ShownAs.NAME,
        by=by,
        at=factories.AT + timedelta(hours=1),
        to=to,
    )


def test_an_answer_to_an_answer_goes_no_deeper(db: Session, thread: Thread, cast: Cast) -> None:
    first = opening(db, thread)
    second = reply(db, thread, cast.bram, first)
    third = reply(db, thread, cast.noor, second)
    fourth = reply(db, thread, cast.bram, third)

    assert [one.depth for one in (first, second, third, fourth)] == [0, 1, 2, 2]
    assert fourth.parent_id == second.id


def test_the_author_is_told_of_answers_but_not_of_their_own(
    db: Session, thread: Thread, cast: Cast
) -> None:
    reply(db, thread, cast.noor, opening(db, thread))
    assert db.scalars(select(Notice)).all() == []

    reply(db, thread, cast.bram, opening(db, thread))

    assert db.scalars(select(Notice.account_id)).all() == [cast.noor.id]


def test_a_comment_is_shown_as_safe_html(db: Session, thread: Thread, cast: Cast) -> None:
    said = reply(db, thread, cast.bram, words="**Yes** <script>alert(1)</script>")

    assert "<strong>Yes</strong>" in said.html
    assert "<script" not in said.html


def test_answers_hang_in_their_own_talk_only(db: Session, thread: Thread, cast: Cast) -> None:
    other = factories.thread(db, thread.text, by=cast.tomasz)

    with pytest.raises(NotFound):
        reply(db, thread, cast.bram, opening(db, other))


def test_own_words_can_be_changed_until_there_is_an_outcome(
    db: Session, thread: Thread, cast: Cast
) -> None:
    said = opening(db, thread)
    comments.edit(db, said, "Why not at noon?", by=cast.noor, at=factories.AT)
    assert (said.source, said.edited_at) == ("Why not at noon?", factories.AT)
    with pytest.raises(Invalid, match="unchanged"):
        comments.edit(db, said, "Why not at noon?", by=cast.noor, at=factories.AT)
    threads.answer(
        db, thread, outcome=Outcome.ANSWERED, reason="So.", by=cast.mirjam, at=factories.AT
    )

    with pytest.raises(AlreadyDecided):
        comments.edit(db, said, "Why?", by=cast.noor, at=factories.AT)


def test_nobody_changes_or_withdraws_the_words_of_others(
    db: Session, thread: Thread, cast: Cast
) -> None:
    for who in (cast.bram, cast.mirjam, cast.sanne):
        with pytest.raises(NotAllowed):
            comments.edit(db, opening(db, thread), "Mine now.", by=who, at=factories.AT)
        with pytest.raises(NotAllowed):
            comments.withdraw(db, opening(db, thread), by=who, at=factories.AT)


def test_withdrawn_words_are_gone_and_their_place_stays(
    db: Session, thread: Thread, cast: Cast
) -> None:
    said = reply(db, thread, cast.bram, opening(db, thread))
    below = reply(db, thread, cast.noor, said)

    comments.withdraw(db, said, by=cast.bram, at=factories.AT)

    assert (said.source, said.html, said.withdrawn_at) == ("", "", factories.AT)
    assert below.parent_id == said.id
    assert thread.contribution.outcome is None
    with pytest.raises(AlreadyDecided):
        comments.withdraw(db, said, by=cast.bram, at=factories.AT)


def test_what_is_added_to_the_talk_of_a_colleague_is_withdrawn_without_it(
    db: Session, thread: Thread, cast: Cast
) -> None:
    added = reply(db, thread, cast.bram)

    comments.withdraw(db, added, by=cast.bram, at=factories.AT)

    assert added.parent_id == opening(db, thread).id
    assert thread.contribution.outcome is None


def test_an_opening_is_not_withdrawn_over_the_outcome_a_moderator_just_gave(
    db: Session, thread: Thread, cast: Cast
) -> None:
    said = opening(db, thread)
    meanwhile = update(Contribution).values(outcome=Outcome.ANSWERED, reason="Yes.")
    db.execute(meanwhile.execution_options(synchronize_session=False))

    with pytest.raises(AlreadyDecided):
        comments.withdraw(db, said, by=cast.noor, at=factories.AT)

    assert (thread.contribution.outcome, thread.contribution.reason) == (Outcome.ANSWERED, "Yes.")


def test_withdrawing_the_opening_withdraws_the_talk(
    db: Session, thread: Thread, cast: Cast
) -> None:
    answer = reply(db, thread, cast.bram, opening(db, thread))

    comments.withdraw(db, opening(db, thread), by=cast.noor, at=factories.AT)

    assert thread.contribution.outcome is Outcome.WITHDRAWN
    assert answer.source == "I agree."
    assert all(thread.id not in block.marked_html for block in thread.text.blocks)


def test_a_held_comment_is_out_of_sight_of_all_but_author_and_moderators(
    db: Session, thread: Thread, cast: Cast
) -> None:
    cast.document.readers = Readers.PUBLIC
    said = reply(db, thread, cast.bram, opening(db, thread))
    holds.hold(db, said, reason="Names somebody.", by=cast.mirjam, at=factories.AT)
    db.flush()

    seeing = {
        name
        for name, who in cast.everyone().items()
        if said in threads.comments_on(db, [thread.id], cast.document, viewer=who)
    }

    assert seeing == {"bram", "mirjam", "claire"}


def test_who_has_no_part_does_not_answer(db: Session, thread: Thread, cast: Cast) -> None:
    for who in (cast.otis, cast.ada):
        with pytest.raises(NotFound):
            reply(db, thread, who)
    cast.document.readers = Readers.SIGNED_IN
    for who in (cast.otis, cast.ada):
        with pytest.raises(NotAllowed):
            reply(db, thread, who)


def test_comments_are_listed_in_the_order_they_were_made(
    db: Session, thread: Thread, cast: Cast
) -> None:
    said = [
        comments.reply(
            db,
            thread.contribution,
            f"Remark {minute}",
            shown_as=ShownAs.ROLE,
            by=cast.bram,
            at=factories.AT + timedelta(minutes=minute),
        )
        for minute in (3, 1, 2)
    ]

    listed = threads.comments_on(db, [thread.id], cast.document, viewer=cast.noor)

    assert list(listed)[1:] == [said[1], said[2], said[0]]


def test_what_is_out_of_sight_is_answered_by_moderators_only(
    db: Session, thread: Thread, cast: Cast
) -> None:
    holds.hold(db, thread.contribution, reason="Names somebody.", by=cast.mirjam, at=factories.AT)

    with pytest.raises(NotAllowed):
        reply(db, thread, cast.noor)
    assert reply(db, thread, cast.mirjam).depth == 1


def test_of_two_who_hold_one_thing_the_second_is_told(
    db: Session, thread: Thread, cast: Cast
) -> None:
    holds.hold(db, thread.contribution, reason="Names somebody.", by=cast.mirjam, at=factories.AT)

    with pytest.raises(Stale):
        holds.hold(db, thread.contribution, reason="Me too.", by=cast.claire, at=factories.AT)
    assert thread.contribution.held_reason == "Names somebody."


def test_openings_are_the_first_comments_of_threads_that_are_seen_and_not_withdrawn(
    db: Session, cast: Cast
) -> None:
    text = factories.text(db, cast.document)
    said, held, withdrawn = (
        factories.thread(db, text, by=cast.noor, words=words)
        for words in ("One.", "Two.", "Three.")
    )
    proposal = factories.proposal(db, text, by=cast.noor)
    for one in (said, proposal):
        comments.reply(
            db,
            one.contribution,
            "I agree.",
            shown_as=ShownAs.NAME,
            by=cast.bram,
            at=factories.AT - timedelta(days=1),
        )
    holds.hold(db, opening(db, held), reason="A name.", by=cast.mirjam, at=factories.AT)
    comments.withdraw(db, opening(db, withdrawn), by=cast.noor, at=factories.AT)
    listed = [one.contribution for one in (said, held, withdrawn, proposal)]

    def found(viewer: Account) -> dict[str, Comment]:
        seen = contributions.comments_visible_to(viewer, cast.document)
        return comments.openings(db, listed, seen=seen)

    assert found(cast.bram) == {said.id: opening(db, said)}
    assert found(cast.noor) == {one.id: opening(db, one) for one in (said, held)}


def test_the_same_answer_is_given_once(db: Session, thread: Thread, cast: Cast) -> None:
    reply(db, thread, cast.bram)

    with pytest.raises(Invalid, match="already_said"):
        reply(db, thread, cast.bram)

    reply(db, thread, cast.mirjam)
    reply(db, thread, cast.bram, words="I still agree.")
