"""Keys for sections that people suggest: from the title, and not yet taken in the document."""

import re
import unicodedata
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.models import Document, Section

LONGEST = 60
NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")


def free_key(db: Session, document: Document, title: str) -> str:
    """Return a key made of a title that no section of the document has, removed ones neither."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return unused(db, document, NOT_IN_A_KEY.sub("-", plain)[:LONGEST].strip("-") or "section")


def unused(db: Session, document: Document, wanted: str) -> str:
    """Return a key as it is wanted, or with the first number behind it that makes it free."""
    taken = set(db.scalars(select(Section.key).where(Section.document_id == document.id)))
    if wanted not in taken:
        return wanted
    return next(key for n in count(2) if (key := f"{wanted}-{n}") not in taken)
