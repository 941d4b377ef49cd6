"""Somebody whose name and address are words of their own, and who did all that can be done."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import (
    comments,
    editing,
    invitations,
    mailed_sign_ins,
    members,
    outlooks,
    passwords,
    releases,
    sign_ins,
    threads,
    unsubscriptions,
)
from wiki.domain.accounts import OPERATOR, set_password
from wiki.models import Account, MailedFor, Outcome, Role, ShownAs, Text

NAME = "Kanarie Vogelaar"
EMAIL = "kanarie@vogelaar.example"
KEY = "the key of a site for tests"
PASSWORD = "seven quiet rivers"


def at_work(db: Session, cast: Cast, at: datetime) -> tuple[Account, Text]:
    """Return somebody with every role but lead, and the text on which they did everything."""
    account = factories.account(db, NAME, email=EMAIL)
    db.flush()
    invited = {"email": EMAIL, "language": "en", "by": cast.sanne, "at": at}
    invitations.create(db, cast.document, Role.READER, **invited)
    for role in set(Role) - {Role.LEAD}:
        members.add_role(db, account, cast.document, role, by=OPERATOR, at=at)
    db.flush()
    text = factories.text(db, cast.document, at=at)
    _said(db, cast, account, text, at)
    _decided(db, cast, account, text, at)
    saved = text.source.replace("Everybody may speak", "All of us may speak")
    seen = outlooks.onto_head(db, text, text.source, saved)
    editing.save(db, seen, summary="Warmer.", by=account, at=at)
    releases.make(db, cast.document, "First", by=cast.sanne, at=at)
    _kept(db, cast, account, at)
    db.flush()
    return account, text


def _said(db: Session, cast: Cast, account: Account, text: Text, at: datetime) -> None:
    """Speak by name and by role, answer, suggest, and be answered."""
    for shown_as in (ShownAs.NAME, ShownAs.ROLE):
        thread = factories.thread(
            db, text, by=account, words=f"Why so, {shown_as}?", shown_as=shown_as, at=at
        )
        db.flush()
        said = thread.contribution
        comments.reply(db, said, f"I mean it, by {shown_as}.", shown_as=shown_as, by=account, at=at)
        comments.reply(db, said, "I see.", shown_as=ShownAs.NAME, by=cast.bram, at=at)
    proposal = factories.proposal(db, text, by=account, at=at)
    factories.adopted(db, proposal, by=cast.mirjam, at=at)
    factories.proposal(db, text, "no answer", "never an answer", by=account, at=at)


def _decided(db: Session, cast: Cast, account: Account, text: Text, at: datetime) -> None:
    """Give an outcome to what a colleague said."""
    asked = factories.thread(db, text, by=cast.noor, on="Messages", words="Really?", at=at)
    db.flush()
    answer = {"outcome": Outcome.ANSWERED, "reason": "Yes.", "by": account, "at": at}
    threads.answer(db, asked, **answer)


def _kept(db: Session, cast: Cast, account: Account, at: datetime) -> None:
    """Leave a trace in all that is kept about an account."""
    set_password(db, account, passwords.choose(PASSWORD), by=account, at=at)
    sign_ins.begin(db, account, on=at.date())
    for purpose in MailedFor:
        mailed_sign_ins.ask(db, EMAIL, purpose=purpose, key=KEY, at=at)
    invitations.create_for_account(db, account, by=OPERATOR, at=at)
    unsubscriptions.offer(db, account, about="a mail", key=KEY, on=at.date())
