"""What went wrong, as a page: each kind of error has a status and a template.

What somebody typed is never lost by it: the page shows it, and where trying again makes sense it
is a form that sends the same once more. What one may not see answers as what does not exist.
"""

from __future__ import annotations

import math
from typing import Any

from flask import Flask, Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from wiki.database import Busy, Full
from wiki.domain.revisions import Damaged
from wiki.errors import (
    AlreadyDecided,
    Invalid,
    NotAllowed,
    NotFound,
    Refusal,
    Stale,
    TooMany,
)
from wiki.web import access, csrf, forms, messages, request_log, requests
from wiki.web.access import SignedOut
from wiki.web.addresses import url_for
from wiki.web.languages import gettext

STATUSES: dict[type[Exception], int] = {
    NotFound: 404,
    NotAllowed: 403,
    Invalid: 422,
    Stale: 409,
    AlreadyDecided: 409,
}
WITH_A_PAGE = frozenset({400, 403, 404, 405, 409, 413, 422, 429, 500, 503, 507})


def init_app(app: Flask) -> None:
    """Answer every error of an app with a page."""
    for kind in STATUSES:
        app.register_error_handler(kind, _refused)
    app.register_error_handler(TooMany, _too_many)
    app.register_error_handler(Busy, _busy)
    app.register_error_handler(Full, _full)
    app.register_error_handler(Damaged, _damaged)
    app.register_error_handler(SignedOut, _signed_out)
    app.register_error_handler(csrf.CSRFError, _stale_form)
    app.register_error_handler(SecurityError, _unknown_host)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(InternalServerError, _unexpected)


def again() -> dict[str, Any] | None:
    """Return the form that was sent, for sending it once more: its address and its fields.

    Fields, pairs of name and value, are `words` where somebody typed them; the others are sent
    along unseen.
    """
    fields = forms.sent()
    if request.method in requests.SAFE or not fields:
        return None
    words = [field for field in fields if forms.is_words(*field)]
    unseen = [field for field in fields if not forms.is_words(*field)]
    return {"action": request.path, "words": words, "unseen": unseen}


def page(status: int, template: str = "", **context: Any) -> Response:
    """Return the page of a status, with what was typed."""
    name = template or (f"{status}" if status in WITH_A_PAGE else "400")
    given = {"kept": {}, "again": None, "message": "", "asked_for": _asked_for()} | context
    return make_response(render_template(f"errors/{name}.html", **given), status)


def _asked_for() -> str:
    """Return the address of the page that was asked for; nothing where something was sent."""
    return request.full_path.rstrip("?") if request.method in requests.SAFE else ""


def _refused(refusal: Refusal) -> ResponseReturnValue:
    if refusal.key == "round_closed":
        return page(403, "round_closed", kept=_kept(), **refusal.values)
    tells = refusal.key in messages.MESSAGES and not isinstance(refusal, NotFound)
    message = messages.worded(refusal) if tells else ""
    return page(STATUSES[type(refusal)], kept=_kept(), message=message)


def _too_many(refusal: TooMany) -> ResponseReturnValue:
    response = page(429, again=again(), seconds=refusal.seconds)
    response.headers["Retry-After"] = str(math.ceil(refusal.seconds))
    return response


def _busy(busy: Busy) -> ResponseReturnValue:
    response = page(503, again=again())
    response.headers["Retry-After"] = str(busy.retry_after)
    return response


def _full(_full: Full) -> ResponseReturnValue:
    return page(507, again=again())


def _damaged(damaged: Damaged) -> ResponseReturnValue:
    request_log.failure(damaged)
    return page(500, "damaged", kept=_kept(), title=damaged.title, number=damaged.number)


def _signed_out(_signed_out: SignedOut) -> ResponseReturnValue:
    """Send a visitor to sign in; one who sent a form signs in on the spot and keeps it."""
    if request.method in requests.SAFE:
        return redirect(url_for("sign_ins.new", next=_asked_for()), 303)
    return sign_in_again()


def sign_in_again() -> Response:
    """Return the page on which to sign in and go on with the form that was sent."""
    html = render_template("sign_ins/again.html", again=again(), words=_kept(), following="")
    return make_response(html, 401)


def _stale_form(error: csrf.CSRFError) -> ResponseReturnValue:
    if isinstance(error, csrf.Foreign):
        return page(400)
    if access.needs_account(access.permission_of_view()) and requests.viewer() is None:
        return sign_in_again()
    return page(400, "csrf", again=again())


def _unknown_host(_error: SecurityError) -> ResponseReturnValue:
    """Answer without a page: no address of ours can be built for a host we do not know."""
    return Response("This site does not answer to this name.\n", 400, mimetype="text/plain")


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error
    response = page(error.code, kept=_kept())
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _unexpected(error: InternalServerError) -> ResponseReturnValue:
    if error.original_exception is not None:
        request_log.failure(error.original_exception)
    requests.do_without_database()
    return page(500, kept=_kept(), request_id=request_log.request_id())


def _kept() -> dict[str, str]:
    """Return the words that were sent, by a label for each."""
    texts = [value for name, value in forms.sent() if forms.is_words(name, value)]
    if len(texts) == 1:
        return {gettext("What you typed"): texts[0]}
    return {gettext("What you typed (%(num)d)", num=n): text for n, text in enumerate(texts, 1)}
