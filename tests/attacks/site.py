"""A small site in which every form of the wiki can be found and sent, several times over.

A slot is a section with talk and suggestions of its own, so that each string that is tried finds
a thread to answer and a suggestion to decide on. `restore` puts everything back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import cast as casts
from tests import factories
from tests.cast import Cast
from tests.web.browsing import MAILING, Browser
from wiki import clock, settings
from wiki.app import create_app
from wiki.database import Database
from wiki.domain import comments, decisions, invitations, mailed_sign_ins, sections, texts
from wiki.domain.accounts import OPERATOR
from wiki.models import Account, Contribution, EditKind, MailedFor, Outcome, Role, ShownAs, Text

WORDS = """\
We greet everyone in the morning.

We listen to each other in meetings.

Messages in the evening need no answer.
"""
SECTION = "/documents/code/en/sections"


@dataclass(frozen=True)
class Slot:
    """A section and what hangs on it, by key and ids."""

    key: str
    answered: str
    held: str
    placed: str
    withdrawn: str
    own_comment: str
    gone_comment: str
    decided: str
    settled: str
    reworded: str
    structural: str
    planned: str
    invited: str
    forgotten: str
    asked: str
    member: str
    group: str

    def pages(self) -> dict[str, tuple[str, ...]]:
        """Return the pages that hold the forms, by who finds them there."""
        here, document = f"{SECTION}/{self.key}", "/documents/code"
        return {
            "visitor": ("/sign-in", f"/sign-in/mail/{self.asked}", f"/invitations/{self.invited}"),
            "forgetful": (f"/invitations/{self.forgotten}",),
            "otis": (f"/invitations/{self.invited}",),
            "noor": (
                "/account",
                f"{here}?block=0",
                f"{here}/proposals/new?first=0&last=0",
                f"{document}/threads/{self.placed}",
                f"{document}/threads/{self.withdrawn}",
                f"{document}/threads/{self.placed}/placement",
                f"{document}/comments/{self.own_comment}",
                f"{document}/comments/{self.gone_comment}",
                f"{document}/proposals/{self.reworded}",
                f"{document}/proposals/{self.reworded}/wording",
                f"{document}/proposals/{self.structural}/wording",
                *(f"{document}/en/structure/new?kind={kind}" for kind in ("add", "rename")),
                f"{document}/en/terms/new",
            ),
            "claire": (
                f"{document}/threads/{self.answered}",
                f"{document}/contributions/{self.settled}/undo",
                f"{document}/held/{self.held}",
                f"{document}/proposals/{self.decided}/decision",
                f"{document}/queue/answers/new?thread={self.answered}",
                f"{document}/queue/batches/new?proposal={self.decided}",
                f"{here}/words?first=2&last=2",
                f"{here}/clauses",
                f"{here}/history/1/restoration",
            ),
            "sanne": (
                f"{document}/releases/new",
                f"{document}/decision-rules",
                f"{document}/rounds",
                f"{document}/rounds/{self.planned}",
                f"{document}/invitations",
                f"{document}/members",
                f"{document}/members/{self.member}",
                f"{document}/redaction",
                f"{document}/groups/new",
                f"{document}/groups/{self.group}/description",
            ),
        }

    def shown_on(self) -> tuple[str, ...]:
        """Return the pages that show what was brought in by those forms."""
        here, document = f"{SECTION}/{self.key}", "/documents/code"
        threads = (self.answered, self.held, self.placed)
        return (
            here,
            f"{here}/threads",
            f"{here}/history",
            f"{here}/history/compare",
            f"{here}/credits",
            *(f"{document}/threads/{thread}" for thread in threads),
            *(f"{document}/proposals/{one}" for one in (self.decided, self.reworded)),
            f"{document}/proposals/{self.reworded}/wording",
            f"{document}/proposals/{self.structural}",
        )


EVERYWHERE = (
    "/",
    "/documents/code/en",
    "/documents/code/queue",
    "/documents/code/releases",
    "/documents/code/releases/1",
    "/documents/code/en/code",
    "/documents/code/rounds",
    "/documents/code/invitations",
    "/documents/code/groups",
    "/input",
    "/account",
)
"""Pages that show what was brought in on every section."""


class Site:
    """The app, its database, its people and the slots."""

    def __init__(self, app: Flask, database: Database, people: Cast, slots: list[Slot]) -> None:
        self.app, self.database, self.people, self.slots = app, database, people, slots
        accounts = people.everyone()
        self._cookies: dict[str, str] = {}
        for name in ("visitor", "forgetful", "noor", "otis", "claire", "mirjam", "sanne"):
            account = accounts.get(name)
            browser = Browser(app, database)
            if account is not None:
                browser.sign_in(account)
            browser.token()
            cookie = browser.client.get_cookie("sign-in")
            assert cookie is not None
            self._cookies[name] = cookie.value
        self._snapshot = sqlite3.connect(":memory:", check_same_thread=False)
        if database.is_sqlite:
            with closing(sqlite3.connect(str(database.file))) as now:
                now.backup(self._snapshot)

    def as_(self, name: str) -> FlaskClient:
        """Return a browser of somebody as it was when the site was made."""
        client = self.app.test_client()
        client.set_cookie("sign-in", self._cookies[name])
        return client

    def cookie_of(self, name: str) -> str:
        """Return the cookie of somebody, for a browser of another kind."""
        return self._cookies[name]

    def restore(self) -> None:
        """Put the embedded database back to how it was made."""
        with closing(sqlite3.connect(str(self.database.file))) as now:
            self._snapshot.backup(now)

    def close(self) -> None:
        """Let go of the snapshot."""
        self._snapshot.close()


@contextmanager
def built(database: Database, *, slots: int = 1) -> Iterator[Site]:
    """Give the site on an empty database."""
    with database.write() as db:
        document = factories.document(db, at=clock.now())
        people = casts.gather(db, document)
        made = [_slot(db, people, number) for number in range(slots)]
        _round(db, people)
        for account in people.everyone().values():
            if account is not None:
                db.refresh(account)
    site = Site(create_app(settings.read(MAILING), database), database, people, made)
    try:
        yield site
    finally:
        site.close()


def _slot(db: Session, people: Cast, number: int) -> Slot:
    key = f"part-{number}"
    section = factories.section(db, people.document, key=key, texts={"en": WORDS, "nl": WORDS})
    text = sections.find_text(db, people.document, key, "en")
    fresh = texts.prepare(db, text, WORDS + "\nWe write plainly.\n")
    texts.revise(db, text, fresh, by=people.claire, at=clock.now(), summary="One more line.")
    talks = [_thread(db, text, people.noor, f"Why so early? {n}") for n in range(4)]
    gone = _reply(db, talks[2], people.noor, "I think so too.")
    titles = {"en": "Other", "nl": "Anders"}
    renaming = factories.structural(EditKind.RENAME_SECTION, section, titles=titles)
    return Slot(
        key=key,
        answered=talks[0],
        held=talks[1],
        placed=talks[2],
        withdrawn=talks[3],
        own_comment=_reply(db, talks[2], people.noor, "Me too."),
        gone_comment=gone,
        decided=_proposal(db, text, people.noor, "every day"),
        settled=_settled(db, text, people),
        reworded=_proposal(db, text, people.noor, "daily"),
        structural=factories.proposal(db, text, by=people.noor, wanted=[renaming]).id,
        planned=_planned(db, people, number),
        member=people.henk.id,
        group=_group(db, people),
        invited=_invited(db, people),
        asked=_asked(db, people),
        forgotten=invitations.create_for_account(db, people.bram, by=OPERATOR, at=clock.now())[1],
    )


def _thread(db: Session, text: Text, by: Account, words: str) -> str:
    return factories.thread(db, text, by=by, words=words, at=clock.now()).id


def _reply(db: Session, thread: str, by: Account, words: str) -> str:
    about = db.get_one(Contribution, thread)
    return comments.reply(db, about, words, shown_as=ShownAs.NAME, by=by, at=clock.now()).id


def _settled(db: Session, text: Text, people: Cast) -> str:
    """Return a suggestion that was declined."""
    proposal = factories.proposal(db, text, new="never", by=people.noor)
    decisions.decide(
        db, proposal, outcome=Outcome.NOT_ADOPTED, reason="No.", by=people.mirjam, at=clock.now()
    )
    return proposal.id


def _proposal(db: Session, text: Text, by: Account, words: str) -> str:
    return factories.proposal(db, text, new=words, by=by, at=clock.now()).id


def _asked(db: Session, people: Cast) -> str:
    email, key = str(people.bram.email), MAILING["WIKI_SECRET_KEY"]
    asked = mailed_sign_ins.ask(db, email, purpose=MailedFor.SIGN_IN, key=key, at=clock.now())
    return asked.id


def _group(db: Session, people: Cast) -> str:
    return factories.group(
        db, people.document, by=people.sanne, facilitators=[people.joost], at=clock.now()
    ).id


def _invited(db: Session, people: Cast) -> str:
    _, secret = invitations.create(
        db, people.document, Role.READER, language="en", by=people.sanne, at=clock.now()
    )
    return secret


def _planned(db: Session, people: Cast, number: int) -> str:
    """Return a round of one day that has not begun."""
    day = clock.now().date() + timedelta(days=60 + number)
    days = {"opens_on": day, "closes_on": day}
    return factories.round_(db, people.document, by=people.sanne, **days).id


def _round(db: Session, people: Cast) -> None:
    today = clock.now().date()
    days = {"opens_on": today - timedelta(days=7), "closes_on": today + timedelta(days=21)}
    factories.round_(db, people.document, by=people.sanne, **days)
