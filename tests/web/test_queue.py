"""The queue: what waits, the oldest first, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import queries_of, speak_english, words_of
from wiki.database import Database
from wiki.domain import contributions, holds, queue
from wiki.domain.queue import Narrowed, Show
from wiki.models import Account, Contribution, Document, Outcome, Text

Visit = Callable[..., Browser]
QUEUE = "/documents/code/queue"


@pytest.fixture
def text(database: Database, people: Cast) -> Text:
    """Give a text with a comment from a day before and a suggestion."""
    with database.write() as db:
        speak_english(db)
        document = db.get_one(Document, people.document.id)
        made = factories.text(db, document)
        noor, bram = (db.get_one(Account, one.id) for one in (people.noor, people.bram))
        factories.thread(db, made, by=noor, at=factories.AT - timedelta(days=1))
        factories.proposal(db, made, by=bram)
        return made


def test_it_lists_the_oldest_first_with_its_words_and_where_to_decide(
    visit: Visit, people: Cast, text: Text
) -> None:
    page = visit(people.mirjam).get(QUEUE).text

    seen = words_of(page)
    assert seen.index("Why only in the morning?") < seen.index("becomes “every day”")
    assert "1 change" in seen
    assert "Comment 1 · section 1, Respect" in seen
    assert "Decide Suggestion 2 · section 1, Respect" in seen
    assert "/decision" in page
    assert "#question" in page


@pytest.mark.parametrize(
    ("show", "listed"),
    [
        ("", {"Comment 1", "Suggestion 2"}),
        ("proposals", {"Suggestion 2"}),
        ("comments", {"Comment 1"}),
        ("held", set()),
        ("nonsense", {"Comment 1", "Suggestion 2"}),
    ],
)
def test_it_shows_one_kind_when_asked(
    visit: Visit, people: Cast, text: Text, show: str, listed: set[str]
) -> None:
    page = visit(people.mirjam).get(f"{QUEUE}?show={show}").text

    found = {
        label
        for label in ("Comment 1", "Suggestion 2")
        if f">{label} · section 1, Respect</a>" in page
    }
    assert found == listed


def test_changed_words_are_shown_rather_than_changed_layout(
    visit: Visit, people: Cast, database: Database
) -> None:
    with database.write() as db:
        speak_english(db)
        made = factories.text(db, db.get_one(Document, people.document.id))
        noor = db.get_one(Account, people.noor.id)
        old, new = "We greet everyone in the morning", "**We** greet everyone at noon"
        factories.proposal(db, made, by=noor, old=old, new=new)

    seen = words_of(visit(people.mirjam).get(QUEUE).text)

    assert "becomes “at noon”" in seen
    assert "2 changes" in seen


def test_a_comment_is_listed_without_the_marks_it_was_typed_with(
    visit: Visit, people: Cast, database: Database
) -> None:
    with database.write() as db:
        speak_english(db)
        made = factories.text(db, db.get_one(Document, people.document.id))
        noor = db.get_one(Account, people.noor.id)
        factories.thread(db, made, by=noor, words="Is this **really** so? See [us](/a).")

    seen = words_of(visit(people.mirjam).get(QUEUE).text)

    assert "Is this really so? See us." in seen


def test_its_tabs_say_how_much_waits(visit: Visit, people: Cast, text: Text) -> None:
    seen = words_of(visit(people.mirjam).get(QUEUE).text)

    assert "All (2) Suggestions (1) Comments (1) Out of sight (0)" in seen


def test_what_has_an_outcome_waits_no_longer(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    with database.write() as db:
        for one in db.scalars(select(Contribution)):
            mirjam = db.get_one(Account, people.mirjam.id)
            contributions.decide(
                db, one, outcome=Outcome.ANSWERED, reason="Yes.", by=mirjam, at=factories.AT
            )

    assert "Nothing waits here." in visit(people.mirjam).get(QUEUE).text


def test_what_is_held_is_listed_for_moderators_and_hidden_from_editors(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    with database.write() as db:
        one = db.scalars(select(Contribution).where(Contribution.number == 2)).one()
        mirjam = db.get_one(Account, people.mirjam.id)
        holds.hold(db, one, reason="Names somebody.", by=mirjam, at=factories.AT)

    moderator, lead = visit(people.mirjam), visit(people.sanne)

    assert "Suggestion 2" in moderator.get(f"{QUEUE}?show=held").text
    assert "Suggestion 2" not in lead.get(QUEUE).text
    assert "Out of sight" not in lead.get(f"{QUEUE}?show=held").text


def test_it_can_be_narrowed_to_a_section(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    with database.write() as db:
        document = db.get_one(Document, people.document.id)
        other = factories.text(db, document, key="leading")
        noor = db.get_one(Account, people.noor.id)
        factories.proposal(db, other, by=noor, old="accent", new="way of talking")

    seen = words_of(visit(people.mirjam).get(f"{QUEUE}?section=leading").text)

    assert "way of talking" in seen
    assert "every day" not in seen
    assert "All (1)" in seen
    assert visit(people.mirjam).get(f"{QUEUE}?section=none").status_code == 200


def test_pages_go_on_where_the_last_one_ended(people: Cast, text: Text, database: Database) -> None:
    with database.write() as db:
        fill(db, people, count=2 * queue.PAGE)

    with database.read() as db:
        document = db.get_one(Document, people.document.id)
        mirjam = db.get_one(Account, people.mirjam.id)
        seen: list[str] = []
        after = None
        for _ in range(3):
            page = queue.page(db, document, viewer=mirjam, after=after)
            seen += [one.id for one in page.listed]
            after = page.after
        counted = queue.counts(db, document, viewer=mirjam)[Show.ALL]

    assert after is None
    assert len(seen) == len(set(seen)) == counted


def test_one_day_is_listed_by_the_hour_and_across_pages(
    people: Cast, text: Text, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "PAGE", 2)
    hours = [5, 1, 4, 2, 3]
    with database.write() as db:
        made = factories.text(db, db.get_one(Document, people.document.id), key="one-day")
        noor = db.get_one(Account, people.noor.id)
        for hour in hours:
            at = factories.AT + timedelta(minutes=hour)
            factories.thread(db, made, by=noor, words=str(hour), at=at)
        hourless = factories.thread(db, made, by=noor, words="no hour")
        hourless.contribution.said_at = None

    with database.read() as db:
        document = db.get_one(Document, people.document.id)
        narrowed = Narrowed(section=db.get_one(Text, made.id).section)
        mirjam = db.get_one(Account, people.mirjam.id)
        seen: list[str] = []
        after = None
        for _ in range(3):
            page = queue.page(db, document, viewer=mirjam, narrowed=narrowed, after=after)
            seen += [page.opening[one.id].source for one in page.listed]
            after = page.after

    assert after is None
    assert seen == ["1", "2", "3", "4", "5", "no hour"]


def test_more_that_waits_takes_no_more_queries(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    browser = visit(people.mirjam)
    few = queries_of(database, lambda: browser.get(QUEUE))
    with database.write() as db:
        fill(db, people, count=20)

    assert queries_of(database, lambda: browser.get(QUEUE)) == few


@pytest.mark.parametrize(
    ("who", "status"), [("noor", 403), ("henk", 403), ("otis", 404), ("claire", 200)]
)
def test_it_is_for_moderators_and_editors(
    visit: Visit, people: Cast, text: Text, who: str, status: int
) -> None:
    assert visit(getattr(people, who)).get(QUEUE).status_code == status


def test_who_is_shown_by_role_is_not_named(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    with database.write() as db:
        db.scalars(
            select(Contribution).where(Contribution.number == 2)
        ).one().shown_as = factories.ShownAs.ROLE

    assert "Bram" not in visit(people.mirjam).get(QUEUE).text


def fill(db, people: Cast, count: int) -> None:  # type: ignore[no-untyped-def]
    """Make comments and suggestions that wait."""
    document = db.get_one(Document, people.document.id)
    noor = db.get_one(Account, people.noor.id)
    made = factories.text(db, document, key="filled")
    for number in range(count // 2):
        factories.thread(db, made, by=noor, words=f"Why {number}?")
        factories.proposal(db, made, by=noor, new=f"at {number} o’clock")
