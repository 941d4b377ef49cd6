"""Writes the mails that jobs ask for, hands them to the mail server, and notes that.

What a mail says is read when it goes, so that nobody is told what they may not know any more. Its
sending stands between two transactions: nobody waits for a mail server.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import urlsplit

from flask import Flask, render_template
from sqlalchemy.orm import Session

from wiki.database import Database
from wiki.domain import invitations, jobs, mailed_sign_ins, notices, outbox, unsubscriptions
from wiki.domain.jobs import Failed
from wiki.mail_server import Undelivered
from wiki.models import Account, Invitation, Job, MailedSignIn
from wiki.settings import Settings
from wiki.web import letters, requests
from wiki.web.letters import Letter

Noting = Callable[[Session], object]
"""What to note once a mail was handed in."""

Mail = tuple[Letter, Noting]


def postman_of(app: Flask, database: Database, settings: Settings) -> Callable[[str], None] | None:
    """Return what delivers the mail of a job, by its id; None where no mail is sent."""
    if settings.smtp_url is None:
        return None

    def deliver(job_id: str) -> None:
        """Write and send a mail, if there is still reason to; raises jobs.Failed."""
        with app.test_request_context(base_url=settings.base_url):
            at = requests.now()
            mail = _written(database, job_id, at)
            if mail is not None:
                send(mail[0], settings, at=at)
            with database.write() as db:
                if mail is not None:
                    mail[1](db)
                jobs.finish(db, db.get_one(Job, job_id), at=at)

    return deliver


def send(letter: Letter, settings: Settings, *, at: datetime) -> None:
    """Hand a letter to the mail server; raises jobs.Failed."""
    if settings.smtp_url is None:
        raise Failed("NoMailServer")
    try:
        settings.smtp_url.send(_message(letter, settings, at=at))
    except Undelivered as error:
        raise Failed(error.failure, for_good=error.for_good, for_all=error.for_all) from None


def _written(database: Database, job_id: str, at: datetime) -> Mail | None:
    """Write the mail of a job, keeping what it needs to be kept; None if nobody is to get it."""
    with database.write() as db:
        job = db.get_one(Job, job_id)
        return WRITERS[job.kind](db, job, at)


def _sign_in(db: Session, job: Job, at: datetime) -> Mail | None:
    asked = db.get(MailedSignIn, _about(job))
    if asked is None or asked.account is None or asked.account.email is None:
        return None
    if mailed_sign_ins.state(asked, at=at) is not mailed_sign_ins.State.OPEN:
        return None
    return letters.sign_in(asked, asked.account), _nothing


def _invitation(db: Session, job: Job, at: datetime) -> Mail | None:
    invited = db.get(Invitation, _about(job))
    if invited is None or invited.document is None or not invited.email:
        return None
    if invitations.state(invited, at=at) is not invitations.State.OPEN:
        return None
    secret = invitations.mailed_secret(invited.id, key=requests.settings().secret_key)
    return letters.invitation(invited, secret, invited.document), _nothing


def _roles(db: Session, job: Job, _at: datetime) -> Mail | None:
    account = db.get(Account, _about(job))
    if account is None or account.email is None or account.disabled_at is not None:
        return None
    return letters.roles(account, number=job.id), _nothing


def _news(db: Session, job: Job, at: datetime) -> Mail | None:
    """Write all that waits for an account; the same notices make the same mail."""
    account = db.get(Account, _about(job))
    told = notices.take(db, job, account, at=at) if account is not None else []
    if account is None or not told:
        return None
    ids = sorted(notice.id for notice, _ in told)
    number = hashlib.sha256("\n".join(ids).encode()).hexdigest()[:32]
    key = requests.settings().secret_key
    stop = unsubscriptions.offer(db, account, about=number, key=key, on=at.date())
    letter = letters.news(account, told, number=number, stop=stop)
    return letter, lambda later: notices.note_sent(later, ids, on=at.date())


def _about(job: Job) -> str:
    return str(job.payload["about"])


WRITERS: dict[str, Callable[[Session, Job, datetime], Mail | None]] = {
    outbox.SIGN_IN: _sign_in,
    outbox.INVITATION: _invitation,
    outbox.ROLES: _roles,
    outbox.NOTICES: _news,
}


def _nothing(_db: Session) -> None:
    """Note nothing: what the mail is about changes only when it is used."""


def _message(letter: Letter, settings: Settings, *, at: datetime) -> EmailMessage:
    """Return a letter with its headers: plain text first, the same as HTML beside it."""
    message = EmailMessage(policy=SMTP)
    host = urlsplit(settings.base_url).hostname or "localhost"
    message["From"] = _address(settings.mail_from, settings.organisation_name)
    message["To"] = _address(letter.to, is_receiver=True)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{letter.number}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = letter.language
    if letter.unsubscribe:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(_body("txt", letter, settings))
    message.add_alternative(_body("html", letter, settings), subtype="html")
    return message


def _body(kind: str, letter: Letter, settings: Settings) -> str:
    return render_template(
        f"emails/letter.{kind}", **letter._asdict() | {"site": settings.base_url}
    )


def _address(email: str, name: str = "", *, is_receiver: bool = False) -> Address:
    """Return an address for a header; an unfit one is Failed, for good if it is the receiver's."""
    user, _, domain = email.rpartition("@")
    try:
        return Address(display_name=name, username=user, domain=domain)
    except ValueError:
        raise Failed("UnfitAddress", for_good=is_receiver) from None
