"""What a revision costs that carries what is open on a text: 200 suggestions, 500 comments."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from itertools import cycle

from sqlalchemy.orm import Session

from tests import factories
from tests.bench.core import Work
from tests.cast import Cast, gather
from wiki.database import Database
from wiki.domain import texts
from wiki.migrations import upgrade
from wiki.models import Text

SUGGESTIONS, COMMENTS = 200, 500
PARAGRAPHS = [
    f"Rule {n} says that we do something about matter {n} in the right way, every week and for "
    "everybody."
    for n in range(60)
]
LIMIT_MS = 1_000


@contextmanager
def work() -> Iterator[list[Work]]:
    """Give the revisions that are measured; nothing of them is kept, so that each is the first."""
    with closing(Database("sqlite://", durable=False)) as database:
        upgrade.to_head(database)
        with database.write() as db:
            text, cast = busy(db)
            one = partial(revise, db, text, cast, "Rule 7 says", "Rule 7 tells")
            every = partial(revise, db, text, cast, "the right way", "a good way")
            yield [
                Work("carry, one paragraph", LIMIT_MS, one),
                Work("carry, every paragraph", LIMIT_MS, every),
            ]


def busy(db: Session) -> tuple[Text, Cast]:
    """Return a text on which as much is open as there ever may be, and the people of it."""
    cast = gather(db, factories.document(db))
    text = factories.text(db, cast.document, "\n\n".join(PARAGRAPHS) + "\n")
    people = cycle([cast.noor, cast.bram, cast.tomasz, cast.joost, cast.ingrid])
    places = cycle(range(len(PARAGRAPHS)))
    for number, place, by in zip(range(SUGGESTIONS), places, people, strict=False):
        old = f"matter {place} in"
        factories.proposal(db, text, old, f"matter {place}, number {number}, in", by=by)
    for number, place, by in zip(range(COMMENTS), places, people, strict=False):
        factories.thread(db, text, by=by, on=f"Rule {place} says", words=f"Comment {number}?")
    db.flush()
    db.expire_all()
    return text, cast


def revise(db: Session, text: Text, cast: Cast, old: str, new: str) -> None:
    """Put other words into the text, as an editor does, with nothing of it in memory."""
    with db.begin_nested() as kept:
        prepared = texts.prepare(db, text, text.source.replace(old, new))
        texts.revise(db, text, prepared, by=cast.claire, at=factories.AT)
        db.flush()
        kept.rollback()
    db.expire_all()
