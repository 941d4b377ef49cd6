"""The demo: the starter document, the people who work on it, and six weeks of their story.

Everything happens through the same functions as in earnest, so that nothing in the demo is
possible that isn't in the program.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from wiki.domain import accounts, bundles, documents, members
from wiki.domain.accounts import OPERATOR
from wiki.domain.arrivals import Incoming
from wiki.domain.demo_story import Story
from wiki.errors import Invalid
from wiki.models import Account, Document, Role

WEEKS_OF_STORY = 6
SUMMARY = "Starter text"

Row = Mapping[str, Any]


def fill(
    db: Session, code: Incoming, cast: Sequence[Row], story: Sequence[Row], *, at: datetime
) -> Document:
    """Bring in the starter document and its people, and play the story up to just before `at`.

    `cast` and `story` are the rows of content/demo. Refuses with Invalid where the document or an
    account is there already: the story is about nobody's own words.
    """
    if any(known.key == code.key for known in documents.all_known(db)):
        raise Invalid("document", "demo_document_is_there", document=code.key)
    beginning = at - timedelta(weeks=WEEKS_OF_STORY + 1)
    document = bundles.bring_in(db, code, by=OPERATOR, at=beginning, summary=SUMMARY).document
    people = _gather(db, document, cast, at=beginning)
    Story(db, document, people, at).tell(story)
    return document


def _gather(
    db: Session, document: Document, cast: Sequence[Row], *, at: datetime
) -> dict[str, Account]:
    """Make the accounts of the cast; they share one password, which is hashed once."""
    people: dict[str, Account] = {}
    for row in cast:
        account = accounts.create(
            db,
            email=row["email"],
            name=row["name"],
            language=row["language"],
            administrator=bool(row.get("administrator")),
            by=OPERATOR,
            at=at,
        )
        for role in row["roles"]:
            members.add_role(db, account, document, Role(role), by=OPERATOR, at=at)
        people[row["id"]] = account
    first, *others = people.values()
    accounts.open_for_demo(first)
    for account in others:
        account.password_hash = first.password_hash
    return people
