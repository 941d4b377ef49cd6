"""News for people of the tests: what they said, that it was answered, and time going by."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import cast as casts
from tests import factories
from tests.cast import Cast
from wiki import clock
from wiki.database import Database
from wiki.domain import contributions, outbox
from wiki.models import Account, Contribution, Job, Outcome, ShownAs, Text

REASON = "Because the council asked for it."
WORDS = "Why only in the morning?"


def talkers(database: Database) -> Cast:
    """Return the cast, at work on a document that people talk about."""
    with database.write() as db:
        cast = casts.gather(db, factories.document(db, titles={"en": "Conduct", "nl": "Gedrag"}))
        factories.text(db, cast.document)
        return cast


def said(db: Session, by: Account, *, shown_as: ShownAs = ShownAs.NAME) -> Contribution:
    """Return a comment of somebody."""
    text = db.scalars(select(Text)).one()
    who = db.get_one(Account, by.id)
    made = factories.thread(db, text, by=who, words=WORDS, shown_as=shown_as, at=clock.now())
    db.flush()
    return made.contribution


def answer(db: Session, about: Contribution, by: Account) -> None:
    """Give a comment its outcome."""
    moderator = db.get_one(Account, by.id)
    contributions.decide(
        db, about, outcome=Outcome.ANSWERED, reason=REASON, by=moderator, at=clock.now()
    )


def answered(database: Database, people: Cast, **options: ShownAs) -> None:
    """Have Noor say something and Mirjam answer it."""
    with database.write() as db:
        answer(db, said(db, people.noor, **options), people.mirjam)


def wait(database: Database, by: timedelta = timedelta(minutes=6)) -> None:
    """Let so much time go by for all that is to be done."""
    with database.write() as db:
        for job in db.scalars(select(Job)):
            job.due_at -= by
            if job.leased_until is not None:
                job.leased_until -= by


def mail_jobs(database: Database) -> list[Job]:
    """Return all mails that were asked for."""
    with database.read() as db:
        return list(db.scalars(select(Job).where(Job.kind.in_(outbox.KINDS)).order_by(Job.due_at)))
