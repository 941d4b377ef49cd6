"""A text moves on by revisions, only from the head its writer saw, and every state stays."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.at_once import at_once
from tests.cast import Cast, gather
from wiki.database import Database
from wiki.domain import editing, outlooks, revisions, texts
from wiki.errors import Invalid, NotAllowed, NotFound, Stale
from wiki.models import Revision, Text


def revise(db: Session, text: Text, source: str, cast: Cast) -> Revision:
    prepared = texts.prepare(db, text, source)
    return texts.revise(db, text, prepared, by=cast.claire, at=factories.AT, summary="Better")


def states(db: Session, text: Text) -> list[Revision]:
    query = select(Revision).where(Revision.text_id == text.id).order_by(Revision.number)
    return list(db.scalars(query))


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    return factories.text(db, cast.document)


def test_a_new_text_has_one_revision_with_the_whole_text(db: Session, text: Text) -> None:
    (first,) = states(db, text)

    assert (text.head, first.number) == (1, 1)
    assert first.keyframe == text.source == factories.WORDS
    assert first.sha256 == text.sha256 == revisions.digest(factories.WORDS)


def test_every_state_can_be_read_again_across_keyframes(
    db: Session, text: Text, cast: Cast
) -> None:
    written = [text.source]
    for number in range(2, 36):
        written.append(written[-1].replace("day", "morning") + f"Line {number}.\n\n")
        revise(db, text, written[-1], cast)

    assert [revisions.source_at(db, text, n) for n in range(1, 36)] == written
    assert [state.number for state in states(db, text) if state.keyframe] == [1, 33]
    assert revisions.damaged(db, text) == []


def test_a_revision_that_never_was_is_not_found(db: Session, text: Text) -> None:
    for number in (0, -1, 2, 10**9):
        with pytest.raises(NotFound):
            revisions.source_at(db, text, number)


def test_a_damaged_state_is_never_shown(db: Session, text: Text, cast: Cast) -> None:
    for words in ("One.\n", "Two.\n", "Three.\n"):
        revise(db, text, words, cast)
    states(db, text)[1].delta = "=3\t-1"
    db.flush()

    with pytest.raises(revisions.Damaged):
        revisions.source_at(db, text, 2)
    assert revisions.damaged(db, text)


def test_who_writes_on_an_older_head_is_refused_and_nothing_changes(
    db: Session, text: Text, cast: Cast
) -> None:
    early = texts.prepare(db, text, "Early.\n")
    revise(db, text, "Late.\n", cast)

    with pytest.raises(Stale, match="text_moved_on"):
        texts.revise(db, text, early, by=cast.claire, at=factories.AT)

    assert text.source == "Late.\n"
    assert len(states(db, text)) == 2


def test_of_many_writers_at_once_one_is_first_and_the_others_are_told(database: Database) -> None:
    with database.write() as db:
        cast = gather(db, factories.document(db))
        text_id = factories.text(db, cast.document).id
        editor = cast.claire

    def write(number: int) -> int:
        with database.read() as db:
            text = db.get_one(Text, text_id)
            prepared = texts.prepare(db, text, f"{text.source}\nBy writer {number}.\n")
        with database.write() as db:
            text = db.get_one(Text, text_id)
            texts.revise(db, text, prepared, by=db.merge(editor), at=factories.AT)
        return number

    with database.read() as db:
        stale = texts.prepare(db, db.get_one(Text, text_id), "Too late.\n")
    results = at_once([lambda n=n: write(n) for n in range(6)])  # type: ignore[misc]

    won = [result for result in results if isinstance(result, int)]
    assert won
    assert all(isinstance(result, int | Stale) for result in results), results
    with database.read() as db:
        text = db.get_one(Text, text_id)
        assert text.head == 1 + len(won)
        assert all(text.source.count(f"By writer {number}.") == 1 for number in won)
        assert revisions.damaged(db, text) == []
    with pytest.raises(Stale), database.write() as db:
        texts.revise(db, db.get_one(Text, text_id), stale, by=None, at=factories.AT)


def test_a_block_that_is_left_alone_keeps_its_id(db: Session, text: Text, cast: Cast) -> None:
    before = {block.html: block.id for block in text.blocks}

    revise(db, text, text.source.replace("Everybody may speak.", "All may speak."), cast)

    after = {block.html: block.id for block in text.blocks}
    same = before.keys() & after.keys()
    assert len(same) == len(text.blocks) - 1
    assert all(before[html] == after[html] for html in same)


def test_the_blocks_of_the_newest_state_lie_side_by_side_and_fill_it(
    db: Session, text: Text, cast: Cast
) -> None:
    revise(db, text, "New above.\n\n" + text.source + "\nNew below.\n", cast)

    joined = "".join(text.source[block.start : block.end] for block in text.blocks)
    assert joined == text.source
    assert [block.position for block in text.blocks] == list(range(len(text.blocks)))


def test_each_stretch_is_credited_to_the_revision_that_brought_it(
    db: Session, text: Text, cast: Cast
) -> None:
    revise(db, text, text.source.replace("in the morning", "every day"), cast)

    assert sum(length for length, _ in text.credits) == len(text.source)
    start = text.source.index("every day")
    assert credit_at(text, start) == credit_at(text, start + 8) == 2
    assert credit_at(text, 0) == credit_at(text, len(text.source) - 1) == 1


def credit_at(text: Text, offset: int) -> int:
    for length, number in text.credits:
        offset -= length
        if offset < 0:
            return int(number)
    raise AssertionError("the credits are shorter than the text")


def test_a_text_may_become_empty_and_come_back(db: Session, text: Text, cast: Cast) -> None:
    revise(db, text, "", cast)
    assert (text.source, text.blocks, text.credits) == ("", [], [])

    revise(db, text, factories.WORDS, cast)

    assert text.source == factories.WORDS
    assert revisions.damaged(db, text) == []


def test_restoring_brings_the_words_back_as_a_new_revision(
    db: Session, text: Text, cast: Cast
) -> None:
    revise(db, text, "Something else.\n", cast)
    prepared = editing.prepare_restoring(db, text, 1)

    restored = editing.restore(
        db, text, prepared, number=1, summary="Back", by=cast.claire, at=factories.AT
    )

    assert (restored.number, restored.restores) == (3, 1)
    assert text.source == factories.WORDS
    assert revisions.source_at(db, text, 2) == "Something else.\n"


def test_restoring_what_stands_already_is_refused(db: Session, text: Text) -> None:
    with pytest.raises(Invalid, match="unchanged"):
        editing.prepare_restoring(db, text, 1)


def test_only_editors_and_the_lead_edit_directly_and_they_say_why(
    db: Session, text: Text, cast: Cast
) -> None:
    def save(who: object, summary: str = "Shorter") -> Revision:
        seen = outlooks.onto_head(db, text, text.source, text.source.replace("everyone ", "all "))
        return editing.save(db, seen, summary=summary, by=who, at=factories.AT)  # type: ignore[arg-type]

    for who in (cast.noor, cast.mirjam, cast.joost, cast.henk):
        with pytest.raises(NotAllowed):
            save(who)
    for who in (cast.otis, cast.ada):
        with pytest.raises(NotFound):
            save(who)
    with pytest.raises(Invalid, match="summary_missing"):
        save(cast.claire, summary=" ")

    assert save(cast.sanne).summary == "Shorter"
