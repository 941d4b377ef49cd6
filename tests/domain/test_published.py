"""The published code is the newest release in frozen words; numbers lead to one block for good."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import (
    clauses,
    published,
    publishing,
    redaction,
    releases,
    sections,
    structure,
    texts,
)
from wiki.domain.published import Chapter, Led, Place
from wiki.errors import NotFound
from wiki.models import ClauseKind, EditKind, PublishedBlock, Text
from wiki.text.redaction import MARKS, Wanted

THREE = "One stands.\n\nTwo stands.\n\nThree stands.\n"


def release(db: Session, cast: Cast) -> int:
    made = releases.make(db, cast.document, "For all", by=cast.sanne, at=factories.AT)
    db.flush()
    return made.number


def revise(db: Session, text: Text, source: str) -> None:
    texts.revise(db, text, texts.prepare(db, text, source), by=None, at=factories.AT)


def shown(db: Session, cast: Cast, language: str = "en") -> tuple[Chapter, ...]:
    newest = releases.latest(db, cast.document)
    assert newest is not None
    return published.chapters(db, newest, language)


def words(db: Session, cast: Cast) -> list[str]:
    return [part.html for chapter in shown(db, cast) for part in chapter.parts]


def led(db: Session, cast: Cast, place: str, number: int | None = None) -> Led:
    section, paragraph = map(int, place.split("."))
    wanted = Place(section, paragraph)
    return published.led(db, cast.document, "en", wanted, release=number)


def test_the_words_stay_those_of_the_release_while_the_text_moves_on(
    db: Session, cast: Cast
) -> None:
    text = factories.text(db, cast.document, "Then.\n")
    release(db, cast)

    revise(db, text, "Now.\n")

    assert words(db, cast) == ["<p>Then.</p>"]
    release(db, cast)
    assert words(db, cast) == ["<p>Now.</p>"]


def test_sections_come_in_order_with_titles_terms_and_kinds_of_that_moment(
    db: Session, cast: Cast
) -> None:
    titles = {"en": "Rest", "nl": "Rust"}
    source = {"en": "# Why\n\nWe rest.\n", "nl": "We rusten.\n"}
    section = factories.section(db, cast.document, key="rest", titles=titles, texts=source)
    factories.section(db, cast.document, key="work", texts={"en": "We work.\n"})
    fields = {"language": "en", "term": "rest", "definition": "No work."}
    structure.change_term(db, section, EditKind.ADD_TERM, fields, by=cast.claire, at=factories.AT)
    text = sections.find_text(db, cast.document, "rest", "en")
    clauses.put_numbered(db, text, {2: ClauseKind.VALUE})
    release(db, cast)
    structure.change_term(
        db, section, EditKind.REMOVE_TERM, fields, by=cast.claire, at=factories.AT
    )
    clauses.put_numbered(db, text, {})

    first, second = shown(db, cast)

    assert (first.key, first.number, first.title) == ("rest", 1, "Rest")
    assert (second.key, second.number) == ("work", 2)
    assert first.terms == (("rest", "No work."),)
    assert [(part.number, part.clause) for part in first.parts] == [
        (1, None),
        (2, ClauseKind.VALUE),
    ]
    assert first.parts[0].html == '<h3 id="s-rest..why">Why</h3>'
    assert [one.title for one in shown(db, cast, "nl")] == ["Rust"]


def test_nothing_is_published_before_there_is_a_release(db: Session, cast: Cast) -> None:
    factories.text(db, cast.document)
    assert published.newest(db, cast.document) is None

    release(db, cast)

    assert published.newest(db, cast.document) == 1


def test_a_number_of_an_earlier_release_leads_to_where_its_block_stands_now(
    db: Session, cast: Cast
) -> None:
    text = factories.text(db, cast.document, THREE)
    first = release(db, cast)
    revise(db, text, f"Zero is new.\n\n{THREE}")
    second = release(db, cast)

    assert led(db, cast, "1.2", first).last.paragraph == 3
    assert led(db, cast, "1.2", second).last.paragraph == 2
    assert led(db, cast, "1.2").last.html == "<p>One stands.</p>"
    assert all(led(db, cast, "1.2", number).is_there for number in (first, second, None))


def test_a_number_that_only_earlier_releases_have_leads_on_too(db: Session, cast: Cast) -> None:
    text = factories.text(db, cast.document, THREE)
    release(db, cast)
    revise(db, text, "One stands.\n\nThree stands.\n")
    release(db, cast)

    found = led(db, cast, "1.3")

    assert (found.asked.release, found.last.release, found.is_there) == (1, 2, True)
    assert found.last.paragraph == 2


def test_a_block_that_is_gone_says_so_with_its_last_words(db: Session, cast: Cast) -> None:
    text = factories.text(db, cast.document, THREE)
    first = release(db, cast)
    revise(db, text, THREE.replace("Two stands.", "Two still stands."))
    release(db, cast)
    revise(db, text, "One stands.\n\nThree stands.\n")
    release(db, cast)

    found = led(db, cast, "1.2", first)

    assert not found.is_there
    assert (found.asked.release, found.last.release) == (1, 2)
    assert found.last.html == "<p>Two still stands.</p>"


def test_a_number_that_was_never_given_is_not_found(db: Session, cast: Cast) -> None:
    factories.text(db, cast.document, THREE)
    release(db, cast)

    for place, number in (("1.4", None), ("2.1", None), ("1.1", 2), ("0.0", 1)):
        with pytest.raises(NotFound):
            led(db, cast, place, number)


def test_numbers_of_another_document_lead_nowhere_here(db: Session, cast: Cast) -> None:
    other = factories.document(db, key="other")
    factories.text(db, cast.document, THREE)
    release(db, cast)

    with pytest.raises(NotFound):
        published.led(db, other, "en", Place(1, 1))


def test_words_that_are_taken_out_are_out_of_every_release(db: Session, cast: Cast) -> None:
    text = factories.text(db, cast.document, "Ask Jan Jansen.\n\nTwo stands.\n")
    first = release(db, cast)
    revise(db, text, "Ask somebody.\n\nTwo stands.\n")
    release(db, cast)

    wanted = Wanted("Jan Jansen")
    redaction.redact(db, cast.document, wanted, reason="Asked.", by=cast.sanne, at=factories.AT)

    kept = db.scalars(select(PublishedBlock)).all()
    assert not [one for one in kept if "Jansen" in one.html + one.words]
    asked = led(db, cast, "1.1", first).asked
    assert asked.html == f"<p>Ask {MARKS['en']}.</p>"
    assert led(db, cast, "1.2", first).is_there
    [early, late] = [
        published.chapters(db, releases.get(db, cast.document, number), "en") for number in (1, 2)
    ]
    assert [early[0].is_redacted, late[0].is_redacted] == [True, False]


def test_an_older_database_gets_the_blocks_of_its_releases(db: Session, cast: Cast) -> None:
    text = factories.text(db, cast.document, THREE)
    release(db, cast)
    revise(db, text, "Later.\n")
    before = db.execute(select(PublishedBlock.__table__)).all()
    db.execute(delete(PublishedBlock))

    publishing.publish_all(db)
    publishing.publish_all(db)

    assert db.execute(select(PublishedBlock.__table__)).all() == before


def test_releases_that_hold_the_same_words_keep_them_once(db: Session, cast: Cast) -> None:
    factories.text(db, cast.document, "Same.\n")
    other = factories.text(db, cast.document, "Old.\n", key="other")
    release(db, cast)
    revise(db, other, "New.\n")
    release(db, cast)

    kept = sorted(db.scalars(select(PublishedBlock.words)))

    assert kept == ["New.", "Old.", "Same."]
