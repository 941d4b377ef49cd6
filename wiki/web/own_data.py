"""A file with all that is kept about oneself: for programs as JSON, and to read as Markdown."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator

from flask import Blueprint, Response, make_response
from flask.typing import ResponseReturnValue

from wiki.domain import own_data
from wiki.domain.own_data import Data
from wiki.domain.permissions import Permission
from wiki.models import Role
from wiki.web import requests
from wiki.web.access import requires
from wiki.web.languages import gettext
from wiki.web.words import role_name

bp = Blueprint("own_data", __name__)

NAME = "my-data"
JSON = f"{NAME}.json"


@bp.get(f"/account/{NAME}.zip")
@requires(Permission.OWN_ACCOUNT)
def show() -> ResponseReturnValue:
    """Give all that is kept about oneself."""
    data = own_data.of(requests.db(), requests.member())
    response: Response = make_response(_packed(data))
    response.mimetype = "application/zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{NAME}.zip"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _packed(data: Data) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as folder:
        whole = json.dumps(data, ensure_ascii=False, indent=2)
        folder.writestr(JSON, whole)
        folder.writestr(f"{NAME}.md", "\n".join(_readable(data)))
    return held.getvalue()


def _readable(data: Data) -> Iterator[str]:
    """Give what the file says to people: who they are here, and all their words."""
    yield from ("# " + gettext("My data"), "")
    yield from _facts(data)
    yield from ("", "## " + gettext("What I said"), "")
    for one in data["comments"]:
        yield from _said(one, one["words"])
    yield from ("## " + gettext("What I suggested"), "")
    for one in data["contributions"]:
        for wording in one["wordings"]:
            yield from _said(one, wording["words"], wording["why"])
        if one["outcome"]:
            outcome = (one["outcome"].replace("_", " "), one["reason"] or "")
            yield from (": ".join((gettext("Outcome"), ". ".join(outcome))), "")
    rest = gettext("Everything else that is kept about you is in the file %(name)s.", name=JSON)
    yield rest


def _facts(data: Data) -> Iterator[str]:
    """Give who somebody is here, one fact a line."""
    account = data["account"]
    yield _fact(gettext("Name others see"), account["name"])
    yield _fact(gettext("Mail address"), account["mail_address"] or "-")
    yield _fact(gettext("Account since"), account["created_on"])
    for one in data["roles"]:
        held = role_name(Role(one["role"]))
        yield _fact(gettext("Role"), f"{held}, {one['document']}" if one["document"] else held)


def _fact(name: str, value: str) -> str:
    return f"- {name}: {value}"


def _said(one: Data, *words: str) -> Iterator[str]:
    """Give when and on what document something was said, and its words."""
    yield from (" ".join(("###", (one["said_at"] or "")[:10], one["document"] or "")), "")
    for each in filter(None, words):
        yield from (each, "")
