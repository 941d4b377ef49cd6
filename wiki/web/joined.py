"""What a contribution can be joined with, and where the one is that it was joined with."""

from __future__ import annotations

from sqlalchemy.orm import Session

from wiki.domain import comments, contributions, likenesses, proposals, redlines
from wiki.errors import Invalid, NotFound
from wiki.models import Contribution, ContributionKind, Document
from wiki.web import forms, in_words, requests
from wiki.web.addresses import page_of
from wiki.web.languages import gettext
from wiki.web.words import contribution_name


def joined(db: Session, document: Document) -> Contribution | None:
    """Return the contribution whose id a form gives, in the same document."""
    wanted = forms.line("joined", limit=60)
    try:
        return contributions.get(db, document, wanted, viewer=requests.viewer())
    except NotFound:
        raise Invalid("joined", "choose_what_it_joins") from None


def choices(document: Document, contribution: Contribution) -> list[tuple[str, str]]:
    """Return what a contribution can be joined with: ids, each with its number and words.

    What seems to ask for the same comes first, and says so.
    """
    db, viewer = requests.db(), requests.viewer()
    asked = [contribution.id] if contribution.kind is ContributionKind.PROPOSAL else []
    alike = likenesses.of(db, document, asked, viewer=viewer).get(contribution.id, [])
    joinable = contributions.joinable(db, contribution, viewer=viewer)
    others = [*alike, *(one for one in joinable if one not in alike)]
    seen = contributions.comments_visible_to(viewer, document)
    opening = comments.openings(db, others, seen=seen)
    wording = proposals.current_of(db, [one.id for one in others])
    said = {thread: redlines.as_read(comment.source) for thread, comment in opening.items()}
    said |= {one: in_words.wording(newest, {})[0] for one, newest in wording.items()}
    return [(one.id, _label(one, said.get(one.id, ""), is_alike=one in alike)) for one in others]


def joined_url(document: Document, contribution: Contribution) -> str:
    """Return where the contribution is that this one was joined with; empty for none to be seen."""
    if contribution.joined_id is None:
        return ""
    try:
        other = contributions.get(
            requests.db(), document, contribution.joined_id, viewer=requests.viewer()
        )
    except NotFound:
        return ""
    return page_of(document, other)


def _label(one: Contribution, words: str, *, is_alike: bool) -> str:
    name = contribution_name(one)
    if is_alike:
        name = gettext("%(name)s (perhaps nearly the same)", name=name)
    return f"{name}: {in_words.shortened(words, most=60)}" if words else name
