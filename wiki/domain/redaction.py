"""Redaction: words taken out of everything that a document keeps, for good, with a reason.

For personal data that should never have stood there. It is the one change that reaches into the
past: states keep their numbers and lose the words, their hashes are made anew, and what the audit
committed to about them can't be tried out any more. Every text it reaches moves on by a revision
that says why; a form that was opened before is refused then (see `revisions.ensure_not_redacted`).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.domain import (
    audit,
    defining,
    documents,
    locks,
    past_words,
    publishing,
    reasons,
    redacted_histories,
    redacted_words,
    search_keeping,
    texts,
)
from wiki.domain.permissions import Permission, require
from wiki.domain.redacted_search import Place, Search, SearchOtherwise
from wiki.domain.viewers import Viewer
from wiki.errors import Invalid
from wiki.models import (
    Account,
    Contribution,
    Document,
    Membership,
    ReleaseText,
    Revision,
    Section,
    Text,
)
from wiki.text.redaction import MARKS, Wanted

__all__ = ["Preview", "Stays", "Wanted", "preview", "redact"]

FEWEST = 2
LONGEST = 300
REASON_LIMIT = 300
EXAMPLES = 12


@dataclass(frozen=True, slots=True)
class Stays:
    """Something that holds the words and keeps them: `address` or `account`, and what it is."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking words out would reach: how many things of each kind, and some of the places.

    `longer` counts the longer words that hold them, which stay unless that is wanted; `otherwise`
    is how they are written where they read the same and stay, too.
    `stays` are things that are not the document's words.
    """

    counts: Mapping[str, int]
    examples: Sequence[Place]
    longer: int
    otherwise: Mapping[str, int]
    stays: Sequence[Stays]


def preview(db: Session, document: Document, wanted: Wanted, *, by: Viewer) -> Preview:
    """Return what taking words out of a document would reach, changing nothing.

    Refuses with NotAllowed all but the lead; with Invalid words that can't be taken out, and those
    that nothing holds.
    """
    require(by, Permission.HISTORY_REDACT, document)
    wanted = _ensured(wanted)
    places = list(_found(db, document, Search(wanted)))
    otherwise: Counter[str] = Counter()
    for place in _found(db, document, SearchOtherwise(wanted)):
        otherwise[place.words] += place.times
    stays = tuple(_staying(db, document, wanted))
    longer = 0
    if not wanted.inside:
        inside = Search(Wanted(wanted.words, inside=True))
        everywhere = sum(place.times for place in _found(db, document, inside))
        longer = everywhere - sum(place.times for place in places)
    if not (places or longer or otherwise or stays):
        raise Invalid("words", "redaction_finds_nothing")
    counts = Counter(place.kind for place in places)
    examples = list(dict.fromkeys(place._replace(kind="", times=1) for place in places))[:EXAMPLES]
    return Preview(counts, examples, longer, dict(otherwise.most_common(EXAMPLES)), stays)


def redact(
    db: Session, document: Document, wanted: Wanted, *, reason: str, by: Account, at: datetime
) -> Counter[str]:
    """Take words out of everything a document keeps, and return how many things held them, by kind.

    Refuses as `preview` does, and with Invalid no reason or one that holds the words. Raises
    revisions.Damaged rather than write a history anew that is not what was stored.
    """
    require(by, Permission.HISTORY_REDACT, document)
    search = Search(_ensured(wanted))
    reason = _required_reason(reason, search.wanted)
    held = _held(db, document)
    counts = Counter(place.kind for place in _found(db, document, search))
    if not counts:
        raise Invalid("words", "redaction_finds_nothing")
    about = redacted_words.redact(db, document, search)
    done = {text: redacted_histories.redact(db, text, search, on=at.date()) for text in held}
    for text, forgotten in done.items():
        about |= forgotten.about | _releases(db, text, forgotten.numbers)
    audit.forget(db, about)
    for text, forgotten in done.items():
        if forgotten.numbers:
            publishing.forget(db, text, forgotten.numbers)
            _move_on(db, text, len(forgotten.numbers), reason, by, at)
    defining.remark(db, document)
    search_keeping.rebuild_one(db, document)
    what = {"revisions": sum(len(forgotten.numbers) for forgotten in done.values())}
    audit.record(db, "document.redacted", "document", document.id, by=by, at=at, **what)
    past_words.remembered.clear()
    return counts


def _move_on(db: Session, text: Text, forgets: int, reason: str, by: Account, at: datetime) -> None:
    """Make a revision of the same words that says why, so that earlier forms are out of date."""
    db.expire(text)
    fresh = texts.to_revise(db, text.id)
    prepared = texts.prepare(db, fresh, fresh.source)
    texts.revise(db, fresh, prepared, by=by, at=at, summary=reason, forgets=forgets)


def _held(db: Session, document: Document) -> list[Text]:
    """Keep everything about a document to oneself, in the order in which others do."""
    documents.hold(db, document)
    own = select(Contribution.id).where(Contribution.document_id == document.id)
    db.execute(own.order_by(Contribution.id).with_for_update(key_share=True)).all()
    return [locks.hold_text(db, text) for text in _texts(db, document)]


def _texts(db: Session, document: Document) -> Sequence[Text]:
    query = select(Text).join(Text.section).where(Section.document_id == document.id)
    return db.scalars(query.order_by(Text.id)).all()


def _found(db: Session, document: Document, search: Search) -> Iterator[Place]:
    yield from redacted_words.found(db, document, search)
    for text in _texts(db, document):
        yield from redacted_histories.found(db, text, search)


def _releases(db: Session, text: Text, numbers: Collection[int]) -> set[str]:
    """Return the ids of the releases that froze one of these states."""
    query = select(ReleaseText.release_id, Revision.number).join(ReleaseText.revision)
    frozen = db.execute(query.where(Revision.text_id == text.id))
    return {release_id for release_id, number in frozen if number in numbers}


def _staying(db: Session, document: Document, wanted: Wanted) -> Iterator[Stays]:
    """Give what holds the words and isn't the document's to forget: addresses, and names."""
    sections = db.scalars(select(Section.key).where(Section.document_id == document.id))
    keys = sorted({*sections, *redacted_words.suggested_keys(db, document)})
    in_keys = "-".join(re.findall(r"[a-z0-9]+", wanted.words.casefold()))
    for key in [document.key, *keys]:
        if in_keys and in_keys in key:
            yield Stays("address", key)
    people = (
        select(Account)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.document_id == document.id)
        .order_by(Account.display_name)
    )
    for account in db.scalars(people).unique():
        if wanted.is_in(account.display_name):
            yield Stays("account", account.display_name)


def _ensured(wanted: Wanted) -> Wanted:
    """Return the words as texts hold them.

    Refuses with Invalid those too short to mean somebody, and those of the mark itself.
    """
    wanted = replace(wanted, words=unicodedata.normalize("NFC", wanted.words))
    if not wanted.words.strip():
        raise Invalid("words", "missing")
    if sum(map(str.isalnum, wanted.words)) < FEWEST:
        raise Invalid("words", "redaction_too_short")
    if len(wanted.words) > LONGEST:
        raise Invalid("words", "too_long", limit=LONGEST)
    inside = Wanted(wanted.words, inside=True)
    if any(character in wanted.words for character in "‹›") or any(
        map(inside.is_in, MARKS.values())
    ):
        raise Invalid("words", "redaction_of_the_mark")
    return wanted


def _required_reason(reason: str, wanted: Wanted) -> str:
    reason = reasons.required(reason)
    if len(reason) > REASON_LIMIT:
        raise Invalid("reason", "too_long", limit=REASON_LIMIT)
    if Wanted(wanted.words, inside=True).otherwise.search(reason):
        raise Invalid("reason", "reason_holds_the_words")
    return reason
