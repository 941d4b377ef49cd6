"""Locks: a text kept to oneself while it moves on, is placed on or is marked; and all names.

Whoever writes to an embedded database has all of it to themselves: what they read stays so.
"""

from sqlalchemy import func, select
from sqlalchemy.orm import Session, SessionTransaction

from wiki.models import Text

HELD = "held_texts"

NAMES = 0x6E616D65
"""Which of the locks that stand for no row is the one of names."""


def hold_text(db: Session, text: Text) -> Text:
    """Read a text anew and keep it to oneself until the end of the transaction.

    Nobody else moves its head or marks its blocks meanwhile. What is held already is as it was
    read or written since; who undoes a savepoint expires what was.
    """
    if is_alone(db) and text in db:
        return text
    if text.id in _held(db):
        return db.get_one(Text, text.id)
    anew = db.get_one(Text, text.id, with_for_update={"key_share": True}, populate_existing=True)
    db.info[HELD] = _innermost(db), _held(db) | {text.id}
    return anew


def hold_names(db: Session) -> None:
    """Let nobody else take a name until the end of the transaction.

    What is read of names afterwards holds what those who took one before have kept.
    """
    if not is_alone(db):
        db.execute(select(func.pg_advisory_xact_lock(NAMES)))


def is_alone(db: Session) -> bool:
    """Tell whether nobody else can write until this transaction ends."""
    return db.get_bind().dialect.name == "sqlite"


def _held(db: Session) -> frozenset[str]:
    """Return the ids of the texts held so far; a savepoint that is undone gives its own back."""
    begun, held = db.info.get(HELD, (None, frozenset()))
    return held if begun is not None and begun is _innermost(db) else frozenset()


def _innermost(db: Session) -> SessionTransaction | None:
    return db.get_nested_transaction() or db.get_transaction()
