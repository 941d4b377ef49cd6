"""Searching shows, quotes and counts only what the one who searches may see."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from tests.domain.searching import searching
from wiki.domain import comments, holds, proposals, search_keeping, structure, texts, threads
from wiki.domain.search import Found
from wiki.models import Account, Document, EditKind, Readers, SearchEntry, ShownAs, Text

WORD = "kingfisher"
EVERYONE = (
    *("visitor", "noor", "bram", "tomasz", "joost", "ingrid", "mirjam", "claire", "sanne"),
    *("henk", "otis", "ada"),
)
MODERATORS_AND_AUTHOR = {"bram", "mirjam", "claire"}


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    """Give a text of a document that everybody may read."""
    cast.document.readers = Readers.PUBLIC
    return factories.text(db, cast.document)


def finders(db: Session, cast: Cast, document: Document | None = None) -> set[str]:
    """Return who finds the word, and see to it that the others are told of nothing at all."""
    found = {who: hits(db, cast, who, document) for who in EVERYONE}
    for one in found.values():
        shown = [hit for group in one.groups.values() for hit in group.listed]
        assert one.count == len(shown)
        assert one.elsewhere == {}
    return {who for who, one in found.items() if one.count}


def hits(db: Session, cast: Cast, who: str, document: Document | None) -> Found:
    viewer = cast.everyone().get(who)
    return searching(db, viewer, document or cast.document).find(WORD)


def test_what_is_in_sight_is_found_by_all_readers(db: Session, cast: Cast, text: Text) -> None:
    factories.thread(db, text, by=cast.bram, words=f"A {WORD}.")

    assert finders(db, cast) == set(EVERYONE)


def test_a_held_talk_is_found_by_its_author_and_moderators(
    db: Session, cast: Cast, text: Text
) -> None:
    thread = factories.thread(db, text, by=cast.bram, words=f"A {WORD}.")
    threads.hold(db, thread, reason="A name.", by=cast.mirjam, at=factories.AT)
    assert finders(db, cast) == MODERATORS_AND_AUTHOR

    threads.put_back(db, thread, by=cast.mirjam, at=factories.AT)
    assert finders(db, cast) == set(EVERYONE)


def test_a_held_answer_is_found_by_its_author_and_moderators(
    db: Session, cast: Cast, text: Text
) -> None:
    talk = factories.thread(db, text, by=cast.noor).contribution
    said = comments.reply(
        db, talk, f"A {WORD}.", shown_as=ShownAs.NAME, by=cast.bram, at=factories.AT
    )
    holds.hold(db, said, reason="A name.", by=cast.mirjam, at=factories.AT)

    assert finders(db, cast) == MODERATORS_AND_AUTHOR


def test_answers_in_a_held_talk_are_out_of_sight_with_it(
    db: Session, cast: Cast, text: Text
) -> None:
    thread = factories.thread(db, text, by=cast.bram)
    comments.reply(
        db,
        thread.contribution,
        f"A {WORD}.",
        shown_as=ShownAs.NAME,
        by=cast.noor,
        at=factories.AT,
    )
    threads.hold(db, thread, reason="A name.", by=cast.mirjam, at=factories.AT)

    assert finders(db, cast) == MODERATORS_AND_AUTHOR


@pytest.mark.parametrize("part", ["wanted", "why"])
def test_a_held_suggestion_is_found_by_its_author_and_moderators(
    db: Session, cast: Cast, text: Text, part: str
) -> None:
    new, why = (WORD, "So.") if part == "wanted" else ("daily", f"A {WORD}.")
    proposal = factories.proposal(db, text, new=new, why=why, by=cast.bram)
    holds.hold(db, proposal.contribution, reason="A name.", by=cast.mirjam, at=factories.AT)

    assert finders(db, cast) == MODERATORS_AND_AUTHOR


def test_why_something_is_held_is_found_by_nobody(db: Session, cast: Cast, text: Text) -> None:
    thread = factories.thread(db, text, by=cast.bram)
    threads.hold(db, thread, reason=f"A {WORD}.", by=cast.mirjam, at=factories.AT)

    assert finders(db, cast) == set()


@pytest.mark.parametrize(
    ("readers", "found_by"),
    [
        (Readers.PUBLIC, set(EVERYONE)),
        (Readers.SIGNED_IN, set(EVERYONE) - {"visitor"}),
        (Readers.MEMBERS, set(EVERYONE) - {"visitor", "otis", "ada"}),
        (Readers.GROUPS, {"joost", "ingrid", "mirjam", "claire", "sanne"}),
    ],
)
def test_only_readers_of_a_document_find_anything_in_it(
    db: Session, cast: Cast, text: Text, readers: Readers, found_by: set[str]
) -> None:
    factories.text(db, cast.document, f"A {WORD}.\n", key="birds")
    factories.thread(db, text, by=cast.bram, words=f"One more {WORD}?")
    cast.document.readers = readers

    assert finders(db, cast) == found_by


def test_nothing_of_another_document_is_found(db: Session, cast: Cast, text: Text) -> None:
    other = factories.document(db, key="other", readers=Readers.PUBLIC)
    factories.text(db, other, f"A {WORD}.\n", key="birds")

    assert finders(db, cast) == set()
    assert finders(db, cast, other) == set(EVERYONE)


def test_a_removed_section_takes_its_texts_and_talk_along_and_brings_them_back(
    db: Session, cast: Cast, text: Text
) -> None:
    birds = factories.text(db, cast.document, f"A {WORD}.\n", key="birds")
    factories.thread(db, birds, on=f"A {WORD}", by=cast.noor, words=f"Which {WORD}?")
    wanted = factories.structural(EditKind.REMOVE_SECTION, birds.section)
    removal = factories.proposal(db, text, by=cast.bram, wanted=[wanted])
    factories.adopted(db, removal, by=cast.mirjam)
    assert finders(db, cast) == set()

    structure.put_back(db, birds.section)
    assert finders(db, cast) == set(EVERYONE)


def withdrawn(db: Session, cast: Cast, text: Text) -> Iterator[str]:
    """Have things with the word in them taken back, one after the other."""
    by, at = cast.bram, factories.AT
    thread = factories.thread(db, text, by=by, words=f"A {WORD}.")
    threads.withdraw(db, thread, by=by, at=at)
    yield "a talk"
    proposal = factories.proposal(db, text, new=WORD, why=f"A {WORD}.", by=by)
    proposals.withdraw(db, proposal, by=by, at=at)
    yield "a suggestion"
    talk = factories.thread(db, text, by=cast.noor).contribution
    said = comments.reply(db, talk, f"A {WORD}.", shown_as=ShownAs.NAME, by=by, at=at)
    comments.withdraw(db, said, by=by, at=at)
    yield "an answer"


def test_what_was_taken_back_is_found_by_nobody(db: Session, cast: Cast, text: Text) -> None:
    for what in withdrawn(db, cast, text):
        assert finders(db, cast) == set(), what


def test_words_that_were_taken_back_leave_the_index(db: Session, cast: Cast, text: Text) -> None:
    talk = factories.thread(db, text, by=cast.noor).contribution
    said = comments.reply(
        db, talk, f"A {WORD}.", shown_as=ShownAs.NAME, by=cast.bram, at=factories.AT
    )
    comments.withdraw(db, said, by=cast.bram, at=factories.AT)

    assert not [row for row in db.scalars(select(SearchEntry.words)) if WORD in row]
    if db.get_bind().dialect.name == "sqlite":
        pages = db.scalars(sql("SELECT block FROM search_index_data"))
        assert not [page for page in pages if WORD[4:].encode() in page]


def test_misspelt_words_are_compared_with_texts_alone(db: Session, cast: Cast, text: Text) -> None:
    factories.thread(db, text, by=cast.bram, words=f"A {WORD}.")

    assert searching(db, cast.noor, cast.document).alike("kingfishr") == ""


def test_an_index_made_anew_finds_the_same(db: Session, cast: Cast, text: Text) -> None:
    writes(db, cast.bram, text)
    found = searching(db, cast.noor, cast.document).everything(WORD)

    assert search_keeping.rebuild(db) == len(db.scalars(select(SearchEntry.id)).all())

    assert searching(db, cast.noor, cast.document).everything(WORD) == found
    assert len(found) == 4
    assert list(search_keeping.differing(db)) == []


def writes(db: Session, by: Account, text: Text) -> None:
    after = f"{text.source}\nA {WORD}.\n"
    texts.revise(db, text, texts.prepare(db, text, after), by=None, at=factories.AT)
    factories.thread(db, text, by=by, words=f"Which {WORD}?")
    factories.proposal(db, text, new=f"with a {WORD}", why=f"The {WORD} is early.", by=by)


def test_whatever_happens_the_index_stays_that_of_what_is_stored(
    db: Session, cast: Cast, text: Text
) -> None:
    for _ in withdrawn(db, cast, text):
        assert list(search_keeping.differing(db)) == []
    writes(db, cast.bram, text)
    proposal = factories.proposal(db, text, "Everybody may", "All may", by=cast.bram)
    factories.adopted(db, proposal, by=cast.mirjam, reason=f"A {WORD} said so.")

    assert list(search_keeping.differing(db)) == []
