"""A document as a tagged PDF, typeset by Typst in a process of its own.

Texts go there as a tree of data, never as Typst source. The same manuscript gives the same bytes
each time. What the page looks like is the business of `templates/export/code.typ`.
"""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from wiki import paths
from wiki.errors import Refusal
from wiki.export import wording
from wiki.export.elements import Child, Element, of_html
from wiki.export.manuscript import Chapter, Manuscript
from wiki.export.nodes import Writer
from wiki.text import blocks, render
from wiki.text.blocks import Block, Kind

SECONDS = 30
MEMORY = 1 << 30  # bytes of address space; 60 pages take 150 MB of it

_TYPESETTER = Path(__file__).with_name("typeset.py")
_log = logging.getLogger(__name__)


class NotTypeset(Refusal):
    """No PDF could be made: `pdf_took_too_long` or `pdf_failed`."""


def to_pdf(manuscript: Manuscript) -> bytes:
    """Return the document as a PDF, exported in PDF/UA-1 mode.

    Takes a process of its own, about a second, at most 30. Raises NotTypeset.
    """
    job = {
        "template": str(paths.templates() / "export" / "code.typ"),
        "fonts": str(paths.static() / "fonts" / "print"),
        "dated": _date(manuscript),
        "limits": {"memory": MEMORY, "seconds": SECONDS},
        "code": tree_of(manuscript),
    }
    return _typeset(json.dumps(job).encode())


def tree_of(manuscript: Manuscript) -> dict[str, Any]:
    """Return what the template is given: the words of the cover, and the sections as nodes."""
    words = wording.of(manuscript.language)
    places = {chapter.key: f"section-{chapter.key}" for chapter in manuscript.sections}
    return {
        "title": manuscript.title or manuscript.key,
        "organisation": manuscript.organisation,
        "lang": wording.primary(manuscript.language),
        "dated": _date(manuscript),
        "draft": manuscript.is_draft,
        "words": {
            "version": wording.version(manuscript),
            "named": wording.named(manuscript),
            "dated": wording.day(manuscript.dated, manuscript.language),
            "contents": words.contents,
            "terms": words.terms,
            "not_written": wording.not_written(manuscript.language),
            "draft_on_cover": words.draft_on_cover,
            "draft_on_page": words.draft_on_page,
        },
        "chapters": [_chapter(chapter, places) for chapter in manuscript.sections],
        "terms": [{"term": t.term, "definition": t.definition} for t in manuscript.terms],
    }


def _date(manuscript: Manuscript) -> list[int]:
    return [manuscript.dated.year, manuscript.dated.month, manuscript.dated.day]


def _chapter(chapter: Chapter, places: Mapping[str, str]) -> dict[str, Any]:
    parts = blocks.split(chapter.source)
    htmls = render.blocks_to_html(parts)
    referred = "".join(html for part, html in zip(parts, htmls, strict=True) if not _is_note(part))
    notes = {
        name: said
        for part, html in zip(parts, htmls, strict=True)
        if _is_note(part)
        for name, said in _note(html)
        if f'href="#{name}"' in referred
    }
    writer = Writer(chapter.key, places, notes)
    return {
        "label": places[chapter.key],
        "number": str(chapter.position),
        "title": chapter.title or chapter.key,
        "lang": wording.primary(chapter.language),
        "blocks": [
            {"number": f"{chapter.position}.{part.number}", "kind": part.kind, "c": nodes}
            for part, html in zip(parts, htmls, strict=True)
            if not any(f'id="{name}"' in html for name in notes) and (nodes := writer.block(html))
        ],
    }


def _is_note(part: Block) -> bool:
    return part.kind == Kind.FOOTNOTE


def _note(html: str) -> Iterator[tuple[str, list[Child]]]:
    """Yield the id of a footnote with what it says, without its number."""
    for element in of_html(html):
        match element:
            case Element(children=[Element(tag="sup", attributes={"id": name}), *said]):
                yield name, said


def _typeset(job: bytes) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - our own file, run by our own Python
            [sys.executable, "-I", str(_TYPESETTER)],
            input=job,
            capture_output=True,
            timeout=SECONDS,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as expired:
        raise NotTypeset("pdf_took_too_long", seconds=SECONDS) from expired
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF"):
        reason = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        _log.error("typesetting failed (%s): %s", done.returncode, " ".join(reason))
        raise NotTypeset("pdf_failed")
    return done.stdout


def _environment() -> dict[str, str]:
    """Return what the process needs to start, and none of the wiki's settings and secrets."""
    kept = ("PATH", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "LD_LIBRARY_PATH")
    return {name: os.environ[name] for name in kept if name in os.environ}
