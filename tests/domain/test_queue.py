"""What waits before and after something in the queue, in the order in which the queue lists it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import queue, threads
from wiki.domain.queue import Narrowed, Show
from wiki.errors import NotAllowed
from wiki.models import Contribution, Outcome, Text, Thread


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    return factories.text(db, cast.document)


@pytest.fixture
def waiting(db: Session, cast: Cast, text: Text) -> list[Thread]:
    """Give four comments of one day, the oldest first; of the last one the hour is not kept."""
    found = [
        factories.thread(
            db, text, by=cast.noor, words=words, at=factories.AT + timedelta(minutes=minutes)
        )
        for minutes, words in ((1, "One?"), (2, "Two?"), (3, "Three?"), (0, "No hour?"))
    ]
    found[-1].contribution.said_at = None
    db.flush()
    return found


def around(
    db: Session, cast: Cast, one: Thread, **narrowed: object
) -> tuple[str | None, str | None]:
    found = queue.neighbours(db, one.contribution, viewer=cast.mirjam, **narrowed)  # type: ignore[arg-type]
    return _id(found.previous), _id(found.next)


def _id(one: Contribution | None) -> str | None:
    return one.id if one else None


def test_they_lead_through_all_that_waits_and_back(
    db: Session, cast: Cast, waiting: list[Thread]
) -> None:
    listed = [one.id for one in queue.page(db, cast.document, viewer=cast.mirjam).listed]
    ids = [one.id for one in waiting]

    found = [around(db, cast, one) for one in waiting]

    assert listed == ids
    assert [before for before, _ in found] == [None, *ids[:-1]]
    assert [after for _, after in found] == [*ids[1:], None]


def test_what_has_its_outcome_keeps_its_place_but_is_led_to_no_more(
    db: Session, cast: Cast, waiting: list[Thread]
) -> None:
    one, two, three, _ = waiting
    threads.answer(db, two, outcome=Outcome.ANSWERED, reason="So.", by=cast.mirjam, at=factories.AT)

    assert around(db, cast, two) == (one.id, three.id)
    assert around(db, cast, one) == (None, three.id)


def test_they_stay_within_what_the_queue_is_narrowed_to(
    db: Session, cast: Cast, text: Text, waiting: list[Thread]
) -> None:
    suggested = factories.proposal(db, text, by=cast.noor)
    other = factories.text(db, cast.document, key="leading")
    factories.thread(db, other, by=cast.noor, words="There?")
    here = Narrowed(section=text.section)

    assert around(db, cast, waiting[-1], show=Show.COMMENTS, narrowed=here)[1] is None
    assert around(db, cast, waiting[-1], show=Show.PROPOSALS) == (suggested.id, None)


def test_they_are_for_moderators_and_editors(
    db: Session, cast: Cast, waiting: list[Thread]
) -> None:
    with pytest.raises(NotAllowed):
        queue.neighbours(db, waiting[0].contribution, viewer=cast.noor)
