"""The people of every test, as in content/demo/cast.yaml, with what each may do on one document.

Ada, whom the demo lacks, runs the site and has no role on the document; nobody is a visitor.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import pytest
from sqlalchemy.orm import Session

from tests import factories
from wiki.models import Account, Document, Role


@dataclass(frozen=True)
class Cast:
    """The people, and the document they work on."""

    document: Document
    noor: Account
    """Takes part; writes English."""
    bram: Account
    """Takes part; writes Dutch."""
    tomasz: Account
    """Takes part."""
    joost: Account
    """Leads the talks, and takes part."""
    ingrid: Account
    """Takes notes, and takes part."""
    mirjam: Account
    """Moderates."""
    claire: Account
    """Edits, translates and moderates."""
    sanne: Account
    """Leads the document, and runs the site."""
    henk: Account
    """Reads for the council."""
    otis: Account
    """Has an account and no role."""
    ada: Account
    """Runs the site; has no role."""

    def everyone(self) -> dict[str, Account | None]:
        """Return the people by name, with `visitor` for somebody who isn't signed in."""
        names = [each.name for each in fields(self) if each.name != "document"]
        return {**{name: getattr(self, name) for name in names}, "visitor": None}


PARTS: dict[str, tuple[str, str, tuple[Role, ...], bool]] = {
    "noor": ("Noor Haddad", "en", (Role.PARTICIPANT,), False),
    "bram": ("Bram de Wit", "nl", (Role.PARTICIPANT,), False),
    "tomasz": ("Tomasz Nowak", "en", (Role.PARTICIPANT,), False),
    "joost": ("Joost Vermeer", "nl", (Role.FACILITATOR, Role.PARTICIPANT), False),
    "ingrid": ("Ingrid Olsen", "en", (Role.NOTE_TAKER, Role.PARTICIPANT), False),
    "mirjam": ("Mirjam Kuipers", "nl", (Role.MODERATOR,), False),
    "claire": ("Claire Ngata", "en", (Role.EDITOR, Role.MODERATOR), False),
    "sanne": ("Sanne Hoekstra", "nl", (Role.LEAD,), True),
    "henk": ("Henk Postma", "nl", (Role.COUNCIL_READER,), False),
    "otis": ("Otis Bell", "en", (), False),
    "ada": ("Ada Okafor", "en", (), True),
}
"""Name, language, roles and whether they run the site."""


def gather(db: Session, document: Document) -> Cast:
    """Return everyone, with their roles on a document."""
    people = {
        key: factories.account(
            db,
            name,
            email=f"{key}@example.org",
            language=language,
            roles=roles,
            document=document,
            is_administrator=runs_the_site,
        )
        for key, (name, language, roles, runs_the_site) in PARTS.items()
    }
    db.flush()
    return Cast(document, **people)


@pytest.fixture
def cast(db: Session) -> Cast:
    """Give the people, at work on one document without sections."""
    return gather(db, factories.document(db))
