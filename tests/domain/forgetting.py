"""A document that holds a name everywhere it can, and the search for it in every table."""

from __future__ import annotations

import json
from urllib.parse import unquote

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import comments, decisions, editing, holds, outlooks, releases, rounds, texts
from wiki.domain.outlooks import Adjusted
from wiki.models import (
    Base,
    EditKind,
    Group,
    GroupKind,
    Meeting,
    MeetingKind,
    Outcome,
    ShownAs,
    Term,
    Text,
    new_id,
)

NAME = "Jan Jansen"
FIRST = f"""\
We listen. Ask {NAME} about it.

## Who to ask

- **{NAME}** on Monday
- Nobody else

Messages in the evening need no answer.
"""


def revise(db: Session, text: Text, source: str, **about: str) -> None:
    """Give a text another source."""
    texts.revise(db, text, texts.prepare(db, text, source), by=None, at=factories.AT, **about)  # type: ignore[arg-type]


def filled(db: Session, cast: Cast) -> Text:
    """Return a text of many revisions, with all that can be said and kept about it."""
    lead, at, document = cast.sanne, factories.AT, cast.document
    document.titles = {"en": f"Code of {NAME}", "nl": "Code"}
    document.preface = {"en": {"contact": f"Write to {NAME}."}, "nl": {"contact": NAME}}
    text = factories.text(db, document, FIRST)
    db.add(
        Term(
            id=new_id(),
            section_id=text.section_id,
            language="en",
            position=1,
            term=NAME,
            definition=f"{NAME} is who to ask.",
        )
    )
    made = Group(
        id=new_id(),
        document_id=document.id,
        names={"en": f"Of {NAME}"},
        purposes={"en": f"To meet {NAME}."},
        contact=f"Ask {NAME}",
        kind=GroupKind.OPEN,
    )
    db.add(made)
    db.flush()
    db.add(
        Meeting(
            id=new_id(),
            document_id=document.id,
            group_id=made.id,
            kind=MeetingKind.THEME,
            title=f"With {NAME}",
            held_on=at.date(),
        )
    )
    _talked_about(db, cast, text)
    releases.make(db, document, f"For {NAME}", by=lead, at=at)
    for line in ("One more.", f"Or {NAME.replace(' ', chr(10))}.", "Another."):
        revise(db, text, f"{text.source}\n{line}\n", summary=f"{NAME} said so.")
    revise(db, text, text.source, title=f"Ask {NAME}")
    revise(db, text, text.source.replace(f"Ask {NAME} about it. ", ""))
    revise(db, text, "Nothing.\n\n" + text.source.replace(f"**{NAME}**", "Somebody"))
    rounds.open_round(
        db,
        document,
        titles={"en": f"Round of {NAME}", "nl": "Ronde"},
        opens_on=at.date(),
        closes_on=at.date(),
        by=lead,
        at=at,
    )
    return text


def _talked_about(db: Session, cast: Cast, text: Text) -> None:
    at = factories.AT
    opened = factories.thread(db, text, by=cast.noor, on="Ask Jan Jansen", words=f"Who is {NAME}?")
    factories.thread(db, text, by=cast.bram, on="Jansen about")
    factories.thread(db, text, by=cast.bram, on="Nobody else")
    said = comments.reply(
        db, opened.contribution, f"*{NAME}* is.", shown_as=ShownAs.NAME, by=cast.bram, at=at
    )
    holds.hold(db, said, reason=f"It names {NAME}.", by=cast.mirjam, at=at)
    held = factories.thread(db, text, by=cast.noor, on="on Monday", words="Why?")
    holds.hold(db, held.contribution, reason=f"About {NAME}.", by=cast.mirjam, at=at)
    factories.proposal(
        db, text, f"- **{NAME}**", "- **Piet Jansen**", by=cast.noor, why=f"Not {NAME}."
    )
    wanted = factories.structural(
        EditKind.ADD_SECTION, key="more", titles={"en": NAME}, texts={"en": f"About {NAME}.\n"}
    )
    factories.proposal(db, text, by=cast.noor, wanted=[wanted])
    partly = factories.proposal(
        db, text, "need no answer.", f"go to {NAME}, who needs no answer now.", by=cast.bram
    )
    changes = decisions.changes(partly)
    chosen = frozenset({changes[0].number})
    seen = decisions.outlook(db, partly, chosen=chosen)
    decisions.decide(
        db,
        partly,
        outcome=Outcome.ADOPTED_IN_PART,
        reason=f"As {NAME} says.",
        chosen=chosen,
        seen=seen,
        cautions_read=True,
        by=cast.mirjam,
        at=at,
    )


def held_in(db: Session, name: str = NAME) -> list[str]:
    """Return the columns of any table in which a name stands, however it is written."""
    db.flush()
    found = set()
    for table in Base.metadata.tables.values():
        for row in db.execute(select(table)).mappings():
            for column, value in row.items():
                told = value if isinstance(value, str) else json.dumps(value, default=str)
                told = unquote(told.encode().decode("unicode_escape") if "\\u" in told else told)
                if name.casefold() in " ".join(told.split()).casefold():
                    found.add(f"{table.name}.{column}")
    return sorted(found)


def saved(db: Session, text: Text, old: str, new: str, cast: Cast, *, base: int) -> None:
    """Save an editor's words for the whole of a text, written against a revision."""
    own = Adjusted(base, 0, len(text.blocks), text.source.replace(old, new))
    seen = outlooks.with_own_words(db, text, own)
    editing.save(db, seen, summary="Other words.", by=cast.claire, at=factories.AT)
