"""Locks: a text kept to oneself while it moves on, is placed on or is marked."""

from sqlalchemy.orm import Session

from wiki.models import Text


def hold_text(db: Session, text: Text) -> Text:
    """Read a text anew and keep it to oneself until the end of the transaction.

    Nobody else moves its head or marks its blocks meanwhile.
    """
    return db.get_one(Text, text.id, with_for_update={"key_share": True}, populate_existing=True)
