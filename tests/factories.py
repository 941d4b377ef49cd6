"""Things for tests, made by the domain itself: plain functions with keyword overrides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from wiki.domain import (
    blocks,
    decisions,
    documents,
    edits,
    groups,
    proposals,
    rounds,
    sections,
    structure,
    threads,
)
from wiki.domain.accounts import OPERATOR
from wiki.domain.edits import StructureEdit, WordsEdit
from wiki.domain.groups import Description
from wiki.domain.passages import Passage, whole_blocks
from wiki.models import (
    Account,
    Document,
    EditKind,
    Group,
    Membership,
    Outcome,
    Proposal,
    Readers,
    Revision,
    Role,
    Round,
    Section,
    ShownAs,
    Text,
    Thread,
    new_id,
)

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
"""The moment at which tests play."""

TODAY = AT.date()

WORDS = """\
We listen to each other. We greet everyone in the morning.

## In meetings

- Everybody may speak.
- Nobody is laughed at for an accent.

Messages in the evening need no answer.
"""


def document(
    db: Session,
    *,
    key: str = "code",
    titles: Mapping[str, str] | None = None,
    languages: Sequence[str] = ("en", "nl"),
    readers: Readers = Readers.MEMBERS,
    at: datetime = AT,
) -> Document:
    """Return a document without sections."""
    titles = titles or {language: f"Code of conduct ({language})" for language in languages}
    return documents.create(
        db, key=key, titles=titles, languages=languages, readers=readers, by=OPERATOR, at=at
    )


def account(
    db: Session,
    name: str,
    *,
    email: str | None = None,
    language: str = "en",
    roles: Sequence[Role] = (),
    document: Document | None = None,
    is_administrator: bool = False,
) -> Account:
    """Return an account that cannot sign in, with roles on a document."""
    made = Account(
        id=new_id(),
        email=email or f"{new_id()}@example.org",
        display_name=name,
        language=language,
        is_administrator=is_administrator,
        created_on=AT.date(),
    )
    if document is not None:
        made.memberships = [Membership(document=document, role=role) for role in roles]
    db.add(made)
    return made


def section(
    db: Session,
    document: Document,
    *,
    key: str = "respect",
    titles: Mapping[str, str] | None = None,
    texts: Mapping[str, str] | None = None,
    at: datetime = AT,
) -> Section:
    """Return a section with texts, English ones if not told otherwise."""
    texts = texts if texts is not None else {"en": WORDS}
    titles = titles or {language: key.replace("-", " ").title() for language in texts}
    fields = {"key": key, "titles": dict(titles), "texts": dict(texts)}
    return structure.add_section(db, document, fields, by=None, at=at)


def text(
    db: Session,
    document: Document,
    source: str = WORDS,
    *,
    key: str = "respect",
    language: str = "en",
    at: datetime = AT,
) -> Text:
    """Return the text of a new section in one language."""
    made = section(db, document, key=key, texts={language: source}, at=at)
    return sections.find_text(db, document, made.key, language)


def passage(text: Text, quote: str) -> Passage:
    """Return the only place of these words in the source of a text."""
    assert text.source.count(quote) == 1, quote
    start = text.source.index(quote)
    return Passage(start, start + len(quote), quote)


def block_passage(text: Text, first: int, last: int | None = None) -> Passage:
    """Return the passage of whole blocks of a text, by their positions."""
    return whole_blocks(blocks.split(text.source), first, first if last is None else last)


def thread(
    db: Session,
    text: Text,
    *,
    by: Account,
    on: str | Passage = "greet everyone",
    words: str = "Why only in the morning?",
    shown_as: ShownAs = ShownAs.NAME,
    seen: int | None = None,
    at: datetime = AT,
) -> Thread:
    """Return a talk about a passage, given itself or as its words."""
    here = on if isinstance(on, Passage) else passage(text, on)
    seen = text.head if seen is None else seen
    return threads.open_thread(db, text, here, words, seen=seen, shown_as=shown_as, by=by, at=at)


def rewording(text: Text, old: str, new: str) -> WordsEdit:
    """Return the edit that puts other words in the place of the only copy of some."""
    assert text.source.count(old) == 1, old
    return edits.between(text, text.head, text.source, text.source.replace(old, new))


def proposal(
    db: Session,
    text: Text,
    old: str = "in the morning",
    new: str = "every day",
    *,
    by: Account,
    why: str = "Not everybody starts early.",
    shown_as: ShownAs = ShownAs.NAME,
    wanted: Sequence[WordsEdit | StructureEdit] | None = None,
    at: datetime = AT,
) -> Proposal:
    """Return a proposal of other words for the only copy of some, or of other edits."""
    return proposals.submit(
        db,
        text.section.document,
        wanted or [rewording(text, old, new)],
        language=text.language,
        why=why,
        shown_as=shown_as,
        by=by,
        at=at,
    )


def structural(kind: EditKind, section: Section | None = None, **fields: object) -> StructureEdit:
    """Return an edit of structure."""
    return StructureEdit(kind, section, fields)


def adopted(
    db: Session, proposal: Proposal, *, by: Account, reason: str = "Better.", at: datetime = AT
) -> Sequence[Revision]:
    """Adopt a proposal whole and return the revisions that made."""
    seen = decisions.outlook(db, proposal)
    return decisions.decide(
        db,
        proposal,
        outcome=Outcome.ADOPTED,
        reason=reason,
        seen=seen,
        cautions_read=True,
        by=by,
        at=at,
    ).revisions


def round_(
    db: Session,
    document: Document,
    *,
    by: Account,
    opens_on: date = TODAY - timedelta(days=7),
    closes_on: date = TODAY + timedelta(days=21),
) -> Round:
    """Return a round that is open on the day of the tests, planned on its first day."""
    at = datetime.combine(opens_on, AT.timetz())
    titles = {"en": "Round 1", "nl": "Ronde 1"}
    return rounds.open_round(
        db, document, titles=titles, opens_on=opens_on, closes_on=closes_on, by=by, at=at
    )


def group(
    db: Session,
    document: Document,
    *,
    by: Account,
    facilitators: Sequence[Account],
    name: str = "Linden",
    purpose: str = "How we speak in meetings.",
    contact: str = "linden@example.org",
    at: datetime = AT,
) -> Group:
    """Return a focus group that has the same name and purpose in each language."""
    said = Description(
        names=dict.fromkeys(document.languages, name),
        purposes=dict.fromkeys(document.languages, purpose),
        contact=contact,
        facilitators=[one.id for one in facilitators],
    )
    return groups.make(db, document, said, by=by, at=at)
