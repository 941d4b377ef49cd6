"""The document as files: Markdown whole, sections in a zip, and PDF; as released or as draft."""

from __future__ import annotations

import re

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from wiki.domain import releases
from wiki.domain.permissions import Permission
from wiki.errors import NotFound
from wiki.export import from_database, markdown, pdf
from wiki.export.manuscript import Manuscript
from wiki.models import Document, Release
from wiki.web import pages, requests
from wiki.web.access import requires

bp = Blueprint("exports", __name__)

NAME = re.compile(r"(?P<key>[a-z0-9-]+)-(?P<which>draft|\d{1,6})\.(?P<format>md|pdf|zip)")
TYPES = {"md": "text/markdown; charset=utf-8", "pdf": "application/pdf", "zip": "application/zip"}


@bp.get("/documents/<document>/<language>/files/<name>")
@requires(Permission.DOCUMENT_READ)
def show(document: str, language: str, name: str) -> ResponseReturnValue:
    """Give one file: `<key>-draft` or `<key>-<release number>`, as .md, .pdf or .zip.

    It is saved under a name that says its language, but for a zip, which holds them all.
    """
    found = pages.document(document, language)
    wanted = NAME.fullmatch(name)
    if wanted is None or wanted["key"] != found.key:
        raise NotFound
    release = _release(found, wanted["which"])
    body = _file(found, language, release, wanted["format"])
    response = Response(body, content_type=TYPES[wanted["format"]])
    saved_as = _saved_as(wanted, language)
    response.headers["Content-Disposition"] = f'attachment; filename="{saved_as}"'
    return response


def _saved_as(wanted: re.Match[str], language: str) -> str:
    of_language = "" if wanted["format"] == "zip" else f"-{language}"
    return f"{wanted['key']}-{wanted['which']}{of_language}.{wanted['format']}"


def _release(document: Document, which: str) -> Release | None:
    return None if which == "draft" else releases.get(requests.db(), document, int(which))


def _file(document: Document, language: str, release: Release | None, wanted: str) -> bytes:
    if wanted == "zip":
        every = [_manuscript(document, one, release) for one in document.languages]
        return markdown.zip_of_sections(from_database.facts(document), every)
    manuscript = _manuscript(document, language, release)
    return pdf.to_pdf(manuscript) if wanted == "pdf" else markdown.one_file(manuscript)


def _manuscript(document: Document, language: str, release: Release | None) -> Manuscript:
    return from_database.manuscript(
        requests.db(),
        document,
        language,
        release=release,
        organisation=requests.settings().organisation_name,
        on=requests.now().date(),
    )
