"""A talk hangs on a passage, follows the text, and ends with an outcome and a reason."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast, gather
from wiki.database import Database
from wiki.domain import audit, contributions, rounds, texts, threads
from wiki.errors import AlreadyDecided, Invalid, NotAllowed, NotFound
from wiki.models import (
    Account,
    Anchor,
    Audit,
    Notice,
    Outcome,
    Placement,
    Readers,
    ShownAs,
    Text,
    Thread,
)


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    return factories.text(db, cast.document)


@pytest.fixture
def thread(db: Session, text: Text, cast: Cast) -> Thread:
    return factories.thread(db, text, by=cast.noor)


def place(db: Session, thread: Thread) -> Placement:
    query = select(Placement).join(Placement.anchor).where(Anchor.contribution_id == thread.id)
    return db.scalars(query.where(Placement.number == thread.text.head)).unique().one()


def revise(db: Session, text: Text, source: str) -> None:
    texts.revise(db, text, texts.prepare(db, text, source), by=None, at=factories.AT)


def answer(db: Session, thread: Thread, by: object, reason: str = "Good point.") -> Thread:
    return threads.answer(
        db,
        thread,
        outcome=Outcome.ANSWERED,
        reason=reason,
        by=by,  # type: ignore[arg-type]
        at=factories.AT,
    )


def test_a_talk_stands_at_its_words_from_the_first_moment(
    db: Session, text: Text, thread: Thread
) -> None:
    placement = place(db, thread)

    assert text.source[placement.start : placement.end] == "greet everyone"
    assert (placement.state, placement.moved) == ("same", False)
    assert thread.contribution.number == 1


def test_a_talk_on_an_older_revision_is_followed_to_the_newest(
    db: Session, text: Text, cast: Cast
) -> None:
    passage = factories.passage(text, "greet everyone")
    revise(db, text, "New first line.\n\n" + text.source)

    thread = factories.thread(db, text, by=cast.noor, on=passage, seen=1)

    placement = place(db, thread)
    assert text.source[placement.start : placement.end] == "greet everyone"


def test_talks_are_numbered_per_section(db: Session, text: Text, cast: Cast) -> None:
    other = factories.text(db, cast.document, key="other")

    numbers = [
        factories.thread(db, one, by=somebody).contribution.number
        for one, somebody in ((text, cast.noor), (text, cast.bram), (other, cast.noor))
    ]

    assert numbers == [1, 2, 1]


def test_reworded_words_and_removed_words_are_told_apart(
    db: Session, text: Text, thread: Thread, cast: Cast
) -> None:
    whole = "Messages in the evening need no answer."
    lost = factories.thread(db, text, by=cast.bram, on=whole)
    changed = text.source.replace("greet everyone", "greet everyone warmly").replace(whole, "")
    revise(db, text, changed.replace("greet everyone warmly", "greet nearly everyone"))

    assert place(db, thread).state == "reworded"
    assert (place(db, lost).state, place(db, lost).start) == ("removed", None)


def test_removed_words_that_come_back_are_found_again(
    db: Session, text: Text, thread: Thread
) -> None:
    before = text.source
    revise(db, text, "Nothing of this is left.\n")
    assert place(db, thread).state == "removed"

    revise(db, text, before)

    assert place(db, thread).state == "same"
    assert before[place(db, thread).start : place(db, thread).end] == "greet everyone"


def test_a_talk_without_words_is_refused_and_leaves_nothing(
    db: Session, text: Text, cast: Cast
) -> None:
    for words in ("", "  \n "):
        with pytest.raises(Invalid, match="comment_missing"):
            factories.thread(db, text, by=cast.noor, words=words)
    with pytest.raises(Invalid, match="too_long"):
        factories.thread(db, text, by=cast.noor, words="x" * 5_001)

    assert db.scalars(select(Anchor)).all() == []


def test_who_only_reads_opens_no_talk(db: Session, text: Text, cast: Cast) -> None:
    cast.document.readers = Readers.SIGNED_IN

    for who in (cast.otis, cast.ada):
        with pytest.raises(NotAllowed):
            factories.thread(db, text, by=who)
    for who in (cast.noor, cast.henk, cast.mirjam):
        factories.thread(db, text, by=who)


def test_nobody_talks_outside_the_rounds(db: Session, text: Text, cast: Cast) -> None:
    day = factories.TODAY.replace(year=2020)
    factories.round_(db, cast.document, by=cast.sanne, opens_on=day, closes_on=day)

    with pytest.raises(NotAllowed, match="round_closed"):
        factories.thread(db, text, by=cast.noor)


def test_a_talk_in_a_round_belongs_to_it(db: Session, text: Text, cast: Cast) -> None:
    opened = factories.round_(db, cast.document, by=cast.sanne)

    thread = factories.thread(db, text, by=cast.noor)

    assert thread.contribution.round_id == opened.id
    assert rounds.without_outcome(db, opened) == 1


@pytest.mark.parametrize("shown_as", [ShownAs.GROUP, ShownAs.NOBODY])
def test_ways_of_being_shown_that_are_not_offered_yet_are_refused(
    db: Session, text: Text, cast: Cast, shown_as: ShownAs
) -> None:
    with pytest.raises(Invalid, match="not_offered"):
        factories.thread(db, text, by=cast.noor, shown_as=shown_as)


def test_an_answer_closes_a_talk_and_its_author_is_told(
    db: Session, thread: Thread, cast: Cast
) -> None:
    answer(db, thread, cast.mirjam)

    contribution = thread.contribution
    assert (contribution.outcome, contribution.reason) == (Outcome.ANSWERED, "Good point.")
    assert contribution.decided_by is cast.mirjam
    assert db.scalars(select(Notice.account_id)).all() == [cast.noor.id]


def test_an_answer_without_a_reason_is_refused(db: Session, thread: Thread, cast: Cast) -> None:
    with pytest.raises(Invalid, match="reason_missing"):
        answer(db, thread, cast.mirjam, reason=" ")


def test_the_second_answer_is_refused_and_the_first_stays(
    db: Session, thread: Thread, cast: Cast
) -> None:
    answer(db, thread, cast.mirjam)

    with pytest.raises(AlreadyDecided) as refused:
        answer(db, thread, cast.claire, reason="Another view.")

    assert refused.value.values["outcome"] == Outcome.ANSWERED
    assert thread.contribution.reason == "Good point."


def test_only_moderators_answer_and_nobody_on_their_own_talk(
    db: Session, text: Text, thread: Thread, cast: Cast
) -> None:
    for who in (cast.noor, cast.bram, cast.sanne, cast.henk):
        with pytest.raises(NotAllowed):
            answer(db, thread, who)
    own = factories.thread(db, text, by=cast.mirjam)
    with pytest.raises(NotAllowed):
        answer(db, own, cast.mirjam)

    assert answer(db, own, cast.claire).contribution.outcome is Outcome.ANSWERED


def test_words_are_marked_while_people_talk_about_them(
    db: Session, text: Text, thread: Thread, cast: Cast
) -> None:
    assert marked(db, text) == {thread.id}
    threads.hold(db, thread, reason="Names somebody.", by=cast.mirjam, at=factories.AT)
    assert marked(db, text) == set()
    threads.put_back(db, thread, by=cast.mirjam, at=factories.AT)
    assert marked(db, text) == {thread.id}
    answer(db, thread, cast.mirjam)
    assert marked(db, text) == set()


def test_marks_follow_the_words(db: Session, text: Text, thread: Thread) -> None:
    revise(db, text, "New first line.\n\n" + text.source)

    (block,) = [one for one in text.blocks if thread.id in one.marked_html]
    assert "We listen" in block.html
    assert thread.id not in block.html


def test_answering_a_talk_gives_no_block_its_earlier_words_back(database: Database) -> None:
    if database.is_sqlite:
        pytest.skip("SQLite lets one write at a time")
    with database.write() as db:
        cast = gather(db, factories.document(db))
        opened = factories.thread(db, factories.text(db, cast.document), by=cast.noor)
        source, text_id = opened.text.source, opened.text.id

    with database.write() as db:
        talk = db.get_one(Thread, opened.id)
        assert talk.text.blocks
        with database.write() as meanwhile:
            text = meanwhile.get_one(Text, text_id)
            revise(meanwhile, text, f"Before.\n\n{source.replace('greet', 'welcome')}")
        mirjam = db.get_one(Account, cast.mirjam.id)
        answer(db, talk, mirjam)

    with database.read() as db:
        text = db.get_one(Text, text_id)
        assert [one.marked_html for one in text.blocks] == [one.html for one in text.blocks]


def marked(db: Session, text: Text) -> set[str]:
    db.flush()
    ids = {anchor.contribution_id for anchor in db.scalars(select(Anchor))}
    return {one for one in ids if any(one in block.marked_html for block in text.blocks)}


def test_a_held_talk_is_seen_by_its_author_and_moderators_only(
    db: Session, thread: Thread, cast: Cast
) -> None:
    threads.hold(db, thread, reason="Names somebody.", by=cast.mirjam, at=factories.AT)

    seen = set()
    for name, who in cast.everyone().items():
        try:
            threads.get(db, cast.document, thread.id, viewer=who)
        except NotFound:
            continue
        seen.add(name)

    assert seen == {"noor", "mirjam", "claire"}


def test_a_hold_needs_a_moderator_and_a_reason_and_is_told(
    db: Session, thread: Thread, cast: Cast
) -> None:
    with pytest.raises(NotAllowed):
        threads.hold(db, thread, reason="No.", by=cast.sanne, at=factories.AT)
    with pytest.raises(Invalid, match="reason_missing"):
        threads.hold(db, thread, reason="", by=cast.mirjam, at=factories.AT)

    threads.hold(db, thread, reason="Names somebody.", by=cast.mirjam, at=factories.AT)

    notice = db.scalars(select(Notice)).one()
    assert (notice.kind, notice.account_id) == ("held", cast.noor.id)


def test_a_talk_is_withdrawn_by_its_author_only(db: Session, thread: Thread, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        threads.withdraw(db, thread, by=cast.mirjam, at=factories.AT)

    threads.withdraw(db, thread, by=cast.noor, at=factories.AT)

    assert thread.contribution.outcome is Outcome.WITHDRAWN
    with pytest.raises(AlreadyDecided):
        answer(db, thread, cast.mirjam)


def test_a_talk_of_another_document_is_not_found(db: Session, thread: Thread, cast: Cast) -> None:
    other = factories.document(db, key="other", readers=Readers.PUBLIC)

    with pytest.raises(NotFound):
        contributions.get(db, other, thread.id, viewer=cast.noor)


def test_the_audit_knows_every_act_and_none_of_the_words(
    db: Session, thread: Thread, cast: Cast
) -> None:
    answer(db, thread, cast.mirjam)
    audit.seal(db, at=factories.AT)

    rows = db.scalars(select(Audit).where(Audit.subject_id == thread.id)).all()
    assert {row.verb for row in rows} == {"thread.opened", "thread.decided"}
    kept = " ".join(str(value) for row in rows for value in vars(row).values())
    assert "Good point" not in kept
    assert "morning" not in kept


def test_the_same_words_at_the_same_passage_are_said_once(
    db: Session, text: Text, cast: Cast
) -> None:
    first = factories.thread(db, text, by=cast.noor)

    with pytest.raises(Invalid, match="already_said"):
        factories.thread(db, text, by=cast.noor)

    factories.thread(db, text, by=cast.bram)
    factories.thread(db, text, by=cast.noor, on="Messages in the evening need no answer.")
    threads.withdraw(db, first, by=cast.noor, at=factories.AT)
    factories.thread(db, text, by=cast.noor)
