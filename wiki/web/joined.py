"""Where the contribution is that another one was joined with, for the page of either kind."""

from __future__ import annotations

from wiki.domain import contributions
from wiki.errors import NotFound
from wiki.models import Contribution, ContributionKind, Document
from wiki.web import requests
from wiki.web.addresses import url_for


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
    if other.kind is ContributionKind.THREAD:
        return url_for("threads.show", document=document.key, thread=other.id)
    return url_for("proposals.show", document=document.key, proposal=other.id)
