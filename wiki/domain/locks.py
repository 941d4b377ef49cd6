"""Locks: a text kept to oneself while it moves on, is placed on or is marked."""

from sqlalchemy.orm import Session

from wiki.models import Text

HELD = "held_texts"


def hold_text(db: Session, text: Text) -> Text:
    """Read a text anew and keep it to oneself until the end of the transaction.

    Nobody else moves its head or marks its blocks meanwhile. What is held already is as it was
    read or written since.
    """
    begun, held = db.info.get(HELD, (None, set()))
    if begun is not db.get_transaction():
        held = set()
    if text.id in held:
        return db.get_one(Text, text.id)
    anew = db.get_one(Text, text.id, with_for_update={"key_share": True}, populate_existing=True)
    db.info[HELD] = db.get_transaction(), held | {text.id}
    return anew
