"""Documents filled with one of each thing, all by Bram, and people who come to see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from tests import cast as casts
from tests import factories
from tests.cast import Cast
from tests.web.browsing import MAILING
from wiki import clock
from wiki.domain import (
    comments,
    contributions,
    groups,
    holds,
    invitations,
    mailed_sign_ins,
    releases,
    rounds,
    sections,
    sign_ins,
    threads,
    unsubscriptions,
)
from wiki.domain.edits import WordsEdit
from wiki.models import Document, MailedFor, Membership, Readers, Role, Round, ShownAs, Text

KEYS = {kind: kind.value.replace("_", "-") for kind in Readers}
WEEK = timedelta(days=7)
WORDS_IN_DUTCH = "We luisteren naar elkaar.\n\n## In vergaderingen\n\nIedereen mag iets zeggen.\n"


@dataclass(frozen=True)
class Place:
    """A document: values for the addresses of its pages, by argument or `endpoint.argument`.

    So are those of hidden fields that only the page knows.

    `held` are the ids of things like those of `values` that were taken out of sight.
    """

    kind: Readers
    values: Mapping[str, str]
    held: Mapping[str, str]


def everyone(db: Session) -> tuple[Cast, dict[str, str]]:
    """Return the people, and the secrets of the browsers they are signed in on.

    `disabled` has every role and a closed account; `ended` is Sanne's browser after signing out.
    """
    cast = casts.gather(db, factories.document(db, key="elsewhere", readers=Readers.PUBLIC))
    closed = factories.account(db, "Closed", roles=tuple(Role), document=cast.document)
    db.flush()
    today = clock.now().date()
    people = {name: who for name, who in cast.everyone().items() if who is not None}
    people |= {"disabled": closed, "ended": cast.sanne}
    secrets = {name: sign_ins.begin(db, who, on=today) for name, who in people.items()}
    sign_ins.end(db, secrets["ended"])
    closed.disabled_at = factories.AT
    return cast, secrets


def place(db: Session, cast: Cast, kind: Readers) -> Place:
    """Fill a document of one kind of readers: a text of two revisions, and things about it."""
    document = factories.document(db, key=KEYS[kind], readers=Readers.PUBLIC)
    _at_work(cast, document)
    both = {"en": factories.WORDS, "nl": WORDS_IN_DUTCH}
    factories.section(db, document, texts=both)
    text = sections.find_text(db, document, "respect", "en")
    over, opened, planned = _rounds(db, cast, document)
    releases.make(db, document, "First", by=cast.sanne, at=clock.now())
    old, new = "Nobody is laughed at", "Nobody is mocked"
    earlier = factories.proposal(db, text, old, new, by=cast.noor, at=clock.now())
    factories.adopted(db, earlier, by=cast.mirjam, at=clock.now())
    held = _things(db, cast, text, often="daily")
    _hold(db, cast, text, held)
    values = {
        "document": document.key,
        "language": "en",
        "section": "respect",
        "number": "1",
        "place": "1.1",
        "round_id": over,
        "rounds.create_end.round_id": opened,
        "rounds.destroy.round_id": planned,
        "rounds.edit.round_id": planned,
        "rounds.update.round_id": planned,
        "rounds.update.seen": rounds.state(db.get_one(Round, planned)),
        "readers.update.readers": kind.value,
        "reactions.create.block": text.blocks[0].id,
        "terms.create.section": text.section_id,
        "key": "who-sees-what",
        "member": cast.joost.id,
        "lane": _lane(db, cast, document),
        **_group(db, cast, document),
        **_things(db, cast, text, often="every day"),
        **_invitations(db, cast, document),
        **_mailed(db, cast),
    }
    document.readers = kind
    return Place(kind, values, held)


def _at_work(cast: Cast, document: Document) -> None:
    for name, (_, _, roles, _) in casts.PARTS.items():
        held = [Membership(document=document, role=role) for role in roles]
        getattr(cast, name).memberships.extend(held)


def _rounds(db: Session, cast: Cast, document: Document) -> tuple[str, str, str]:
    """Return the ids of a round that is over, one that is open and one that has not begun."""
    today = clock.now().date()
    by, span = cast.sanne, 4 * WEEK
    opened = factories.round_(db, document, by=by, opens_on=today - WEEK, closes_on=today + span)
    over = factories.round_(db, document, by=by, opens_on=today - span, closes_on=today - 2 * WEEK)
    later = today + 2 * span
    planned = factories.round_(db, document, by=by, opens_on=later, closes_on=later + WEEK)
    db.flush()
    return over.id, opened.id, planned.id


def _things(db: Session, cast: Cast, text: Text, *, often: str) -> dict[str, str]:
    """Return the ids of a talk, an answer in it and a proposal, all by Bram, in these words."""
    by, at = cast.bram, clock.now()
    thread = factories.thread(db, text, by=by, words=f"Why not {often}?", at=at)
    db.flush()
    said = thread.contribution
    answer = comments.reply(db, said, "I mean it.", shown_as=ShownAs.NAME, by=by, at=at)
    proposal = factories.proposal(db, text, new=often, by=by, at=at)
    db.flush()
    return {
        "thread": thread.id,
        "contribution": thread.id,
        "said": thread.id,
        "comment": answer.id,
        "proposal": proposal.id,
    }


def _lane(db: Session, cast: Cast, document: Document) -> str:
    """Return the key of a lane with a suggestion by Bram in both languages."""
    for language in ("en", "nl"):
        text = sections.find_text(db, document, "respect", language)
        first = WordsEdit(text, text.head, 0, 0, "First of all.\n\n")
        factories.proposal(db, text, by=cast.bram, wanted=[first], at=clock.now())
    return "after.start"


def _hold(db: Session, cast: Cast, text: Text, things: Mapping[str, str]) -> None:
    document, by, at = text.section.document, cast.mirjam, clock.now()
    thread = threads.get(db, document, things["thread"], viewer=by)
    threads.hold(db, thread, reason="It names somebody.", by=by, at=at)
    proposal = contributions.get(db, document, things["proposal"], viewer=by)
    holds.hold(db, proposal, reason="It names somebody.", by=by, at=at)


def _mailed(db: Session, cast: Cast) -> dict[str, str]:
    """Return the number and secret of a mailed sign-in, and the secret that ends mails."""
    key, at = MAILING["WIKI_SECRET_KEY"], clock.now()
    email = "bram@example.org"
    asked = mailed_sign_ins.ask(db, email, purpose=MailedFor.SIGN_IN, key=key, at=at)
    leaving = mailed_sign_ins.ask(db, email, purpose=MailedFor.ERASURE, key=key, at=at)
    db.flush()
    link = mailed_sign_ins.link_of(asked.id, key=key)
    stop = unsubscriptions.offer(db, cast.bram, about=asked.id, key=key, on=at.date())
    return {
        "erasures.show.number": leaving.id,
        "erasures.update.number": leaving.id,
        "mailed_sign_ins.show.number": asked.id,
        "mailed_sign_ins.update.number": asked.id,
        "mailed_sign_ins.show_link.secret": link,
        "mailed_sign_ins.update_link.secret": link,
        "unsubscriptions.show.secret": stop,
        "unsubscriptions.create.secret": stop,
    }


def _group(db: Session, cast: Cast, document: Document) -> dict[str, str]:
    """Return the id of a focus group led by Joost, and what a form needs to make or change it."""
    made = factories.group(db, document, by=cast.sanne, facilitators=[cast.joost], at=clock.now())
    return {
        "group": made.id,
        "groups.create.facilitators": cast.joost.id,
        "groups.update.facilitators": cast.joost.id,
        "groups.update.seen": groups.state(made),
    }


def _invitations(db: Session, cast: Cast, document: Document) -> dict[str, str]:
    at = clock.now()
    invited, secret = invitations.create(
        db, document, Role.PARTICIPANT, language="en", by=cast.sanne, at=at
    )
    _, renewal = invitations.create_for_account(db, cast.otis, by=cast.ada, at=at)
    return {
        "invitations.destroy.number": invited.id,
        "secret": secret,
        "invitations.update_password.secret": renewal,
    }
