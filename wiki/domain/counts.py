"""How much was brought in on a document, as its overview says it."""

from collections.abc import Mapping

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from wiki.domain import plain
from wiki.domain.contributions import SEEN, sight_of
from wiki.domain.viewers import Viewer
from wiki.models import Contribution, ContributionKind, Document, Outcome

HAS_ITS_ANSWER = Contribution.outcome.is_not(None) & (Contribution.outcome != Outcome.WITHDRAWN)
"""The condition for what was answered: what its author took back was not."""

_HAS_OUTCOME = Contribution.outcome.is_not(None)
_COUNTS = (
    select(
        Contribution.language,
        Contribution.section_id,
        Contribution.kind,
        _HAS_OUTCOME,
        func.count(),
    )
    .where(
        Contribution.document_id == bindparam("document"),
        Contribution.outcome.is_distinct_from(Outcome.WITHDRAWN),
        SEEN,
    )
    .group_by(Contribution.language, Contribution.section_id, Contribution.kind, _HAS_OUTCOME)
)
Counts = Mapping[tuple[str, str | None, ContributionKind, bool], int]
"""How much was brought in, by language, section id, kind, and whether it has an outcome.

What its author took back counts no more.
"""


def of_document(db: Session, document: Document, *, viewer: Viewer) -> Counts:
    """Return how much of what the viewer may see was brought in, in all languages."""
    given = {"document": document.id, **sight_of(viewer, document)}
    return {
        (language, section, kind, bool(is_decided)): count
        for language, section, kind, is_decided, count in plain.kept(db, _COUNTS, given)
    }


def open_in(counts: Counts) -> dict[str, int]:
    """Return how much waits for an outcome, by language, where anything does."""
    found: dict[str, int] = {}
    for (language, _, _, is_decided), count in counts.items():
        if not is_decided:
            found[language] = found.get(language, 0) + count
    return found
