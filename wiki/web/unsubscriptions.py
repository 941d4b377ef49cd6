"""Ending mails with the link in one of them: a page with a button, or one press in a mail program.

Opening the link changes nothing. It works without signing in, and ends only these mails.
"""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from wiki.domain import unsubscriptions
from wiki.errors import NotFound
from wiki.models import Unsubscription
from wiki.web import languages, requests
from wiki.web.access import public
from wiki.web.csrf import by_secret

bp = Blueprint("unsubscriptions", __name__)


@bp.get("/unsubscribe/<secret>")
@public
def show(secret: str) -> ResponseReturnValue:
    """Ask whether mails should end."""
    is_over = _found(secret) is None
    page = render_template("unsubscriptions/show.html", secret=secret, is_over=is_over)
    return page, 404 if is_over else 200


@bp.post("/unsubscribe/<secret>")
@public
@by_secret
def create(secret: str) -> ResponseReturnValue:
    """End mails; from a mail program too (RFC 8058), which may do so more than once."""
    found = _found(secret)
    if found is not None:
        unsubscriptions.use(requests.db(), found)
    return render_template("unsubscriptions/done.html")


def _found(secret: str) -> Unsubscription | None:
    """Return what the link stands for, None where it was used; pages speak its person's language.

    A link that never was looks the same as one that was used.
    """
    try:
        found = unsubscriptions.get(requests.db(), secret, on=requests.now().date())
    except NotFound:
        return None
    if not languages.is_chosen():
        languages.speak(found.account.language)
    return found
