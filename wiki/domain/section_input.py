"""What was brought in on a section, page by page: all of it, or what was answered."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wiki.domain.contributions import visible_to
from wiki.domain.counts import HAS_ITS_ANSWER
from wiki.domain.viewers import Viewer
from wiki.models import Contribution, Document, Section

PAGE = 50


def listed(
    db: Session,
    section: Section,
    document: Document,
    *,
    viewer: Viewer,
    before: int | None = None,
    answered_in: str | None = None,
) -> Sequence[Contribution]:
    """Return PAGE contributions of a section, the latest number first, below `before`.

    Where a language is given, those alone that have their answer and are about its text.
    """
    query = select(Contribution).where(
        Contribution.section_id == section.id, visible_to(viewer, document)
    )
    if before is not None:
        query = query.where(Contribution.number < before)
    if answered_in is not None:
        query = query.where(HAS_ITS_ANSWER, Contribution.language == answered_in)
    return db.scalars(
        query.options(joinedload(Contribution.account))
        .order_by(Contribution.number.desc())
        .limit(PAGE)
    ).all()
