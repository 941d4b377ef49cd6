"""Documents: made, found and listed for those who may read them, and who those are."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session, contains_eager

from wiki.domain import audit, locks
from wiki.domain.accounts import By
from wiki.domain.keys import KEY
from wiki.domain.permissions import WORKING, Permission, can, require
from wiki.domain.viewers import Viewer
from wiki.errors import Invalid, NotFound
from wiki.models import (
    Account,
    Comment,
    Contribution,
    Document,
    Readers,
    Section,
    ShownAs,
    Text,
    new_id,
)

KEY_LIMIT = 80

_REACH = {Readers.GROUPS: 0, Readers.MEMBERS: 1, Readers.SIGNED_IN: 2, Readers.PUBLIC: 3}
"""Who may read is more people the higher the number."""

VISIBLE = or_(
    Document.readers.in_(bindparam("readers", expanding=True)),
    and_(
        Document.readers == Readers.MEMBERS, Document.id.in_(bindparam("of_theirs", expanding=True))
    ),
    and_(
        Document.readers == Readers.GROUPS, Document.id.in_(bindparam("worked_on", expanding=True))
    ),
)
"""The condition for documents a viewer may read, to be filled in with `sight_of`."""

_OF_KEY = select(Document).where(Document.key == bindparam("key"))
"""Built once: every page of a document asks it."""


def sight_of(viewer: Viewer) -> dict[str, Any]:
    """Return what VISIBLE needs to know of a viewer: it then says what the permission says."""
    if viewer is None or viewer.disabled_at is not None:
        readers = [Readers.PUBLIC] if viewer is None else []
        return {"readers": readers, "of_theirs": [], "worked_on": []}
    held = viewer.memberships
    return {
        "readers": [Readers.PUBLIC, Readers.SIGNED_IN],
        "of_theirs": [one.document_id for one in held],
        "worked_on": [one.document_id for one in held if one.role in WORKING],
    }


def create(
    db: Session,
    *,
    key: str,
    titles: Mapping[str, str],
    languages: Sequence[str],
    by: By,
    at: datetime,
    preface: Mapping[str, Any] | None = None,
    readers: Readers = Readers.MEMBERS,
) -> Document:
    """Make an empty document.

    Refuses with NotAllowed; with Invalid a key that is taken or not fit for an address, and titles
    that lack a language.
    """
    if isinstance(by, Account):
        require(by, Permission.DOCUMENT_CREATE)
    _ensure_fit(db, key, titles, languages)
    document = Document(
        id=new_id(),
        key=key,
        titles=dict(titles),
        preface=dict(preface or {}),
        languages=list(languages),
        readers=readers,
        created_at=at,
    )
    db.add(document)
    db.flush()  # sections and memberships refer to its row
    audit.record(db, "document.created", "document", document.id, by=actor(by), at=at, key=key)
    return document


def actor(by: By) -> Account | None:
    """Return the account that acts, None for the operator of the machine."""
    return by if isinstance(by, Account) else None


def find(db: Session, key: str, *, viewer: Viewer) -> Document:
    """Return the document of this key, or refuse with NotFound what the viewer may not read."""
    found = db.scalars(_OF_KEY, {"key": key}).first()
    if found is None or not can(viewer, Permission.DOCUMENT_READ, found):
        raise NotFound
    return found


def listed(db: Session, *, viewer: Viewer) -> Sequence[Document]:
    """Return every document the viewer may read, the oldest first."""
    query = select(Document).where(VISIBLE).order_by(Document.created_at, Document.key)
    return db.scalars(query, sight_of(viewer)).all()


def known(db: Session, key: str) -> Document:
    """Return the document of this key for the operator, who may see all; refuses with NotFound."""
    found = db.scalars(select(Document).where(Document.key == key)).first()
    if found is None:
        raise NotFound("no_such_document")
    return found


def all_known(db: Session) -> Sequence[Document]:
    """Return every document for the operator, by key."""
    return db.scalars(select(Document).order_by(Document.key)).all()


def standing_texts(db: Session, document: Document, language: str) -> Sequence[Text]:
    """Return the texts of a document in one language, in order, with sections and terms."""
    query = (
        select(Text)
        .join(Text.section)
        .where(
            Section.document_id == document.id,
            Section.removed_at.is_(None),
            Text.language == language,
        )
        .options(contains_eager(Text.section).selectinload(Section.terms))
        .order_by(Section.position, Section.id)
    )
    return db.scalars(query).all()


def hold(db: Session, document: Document) -> None:
    """Make others who hold the document wait until this transaction ends; read it anew.

    Who writes something that only refers to the document doesn't wait.
    """
    db.flush()  # reading anew forgets what is not written yet
    db.refresh(document, with_for_update={"key_share": True})


def set_readers(
    db: Session,
    document: Document,
    readers: Readers,
    *,
    for_good: bool = False,
    by: Account,
    at: datetime,
) -> Document:
    """Say who may read a document.

    Refuses with NotAllowed all but the lead. Once somebody said something under their name, that
    was for those who could read it then: so it refuses with Invalid more readers than now, and
    fewer where it isn't said that this is for good.
    """
    require(by, Permission.READERS_SET, document)
    db.refresh(document, with_for_update=True)  # waits for those who give their name just now
    if readers is not document.readers and holds_names(db, document):
        if are_more(readers, document.readers):
            raise Invalid("readers", "names_were_for_fewer")
        if not for_good:
            raise Invalid("for_good", "fewer_for_good")
    document.readers = readers
    audit.record(db, "document.readers_set", "document", document.id, by=by, at=at, readers=readers)
    return document


def keep_readers(db: Session, document: Document) -> Readers:
    """Return who may read a document, and let nobody say otherwise until this transaction ends.

    Those who do so for one document don't wait for each other.
    """
    if not (locks.is_alone(db) and document in db):
        db.refresh(document, ["readers"], with_for_update={"read": True, "key_share": True})
    return document.readers


def are_more(readers: Readers, before: Readers) -> bool:
    """Tell whether more people may read than before."""
    return _REACH[readers] > _REACH[before]


def holds_names(db: Session, document: Document) -> bool:
    """Tell whether somebody said something on a document under their name."""
    under_names = (
        select(Comment.id)
        .join(Comment.contribution)
        .where(Contribution.document_id == document.id, Comment.shown_as == ShownAs.NAME)
    )
    proposed = select(Contribution.id).where(
        Contribution.document_id == document.id, Contribution.shown_as == ShownAs.NAME
    )
    return any(db.scalars(query.limit(1)).first() for query in (proposed, under_names))


def _ensure_fit(db: Session, key: str, titles: Mapping[str, str], languages: Sequence[str]) -> None:
    if not KEY.fullmatch(key) or len(key) > KEY_LIMIT:
        raise Invalid("key", "key_shape")
    if not languages or any(not titles.get(language, "").strip() for language in languages):
        raise Invalid("titles", "missing")
    if db.scalars(select(Document).where(Document.key == key)).first() is not None:
        raise Invalid("key", "key_is_taken")
