"""The edits of a proposal as pages show them: redline, sentences, and how they stand today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from wiki.domain import defining, edit_places, present, redlines, terms
from wiki.domain.present import Present
from wiki.domain.redlines import Redline
from wiki.models import Edit, EditKind, Text
from wiki.web import in_words
from wiki.web.places import edit_place
from wiki.web.section_names import SectionNames

VIEWS = ("marked", "beside", "before", "after", "words")
UNASKED = ""
"""The view of somebody who asked for none: the result on a phone, else the redline."""


def of(
    db: Session,
    edits: Sequence[Edit],
    named: SectionNames,
    *,
    today: bool,
    view: str = "marked",
) -> list[dict[str, Any]]:
    """Return what pages show of each edit; `today` also says how it stands to the text now."""
    return [
        {"place": _place(edit, named.numbers)}
        | (
            _of_words(db, edit, edit.text, today=today, view=view)
            if edit.kind is EditKind.WORDS and edit.text is not None
            else _of_structure(db, edit, named.titles, today=today)
        )
        for edit in edits
    ]


def places(edits: Sequence[Edit], numbers: Mapping[str, int]) -> list[str]:
    """Return where the edits of words are, once each; `numbers` of standing sections by id."""
    return list(dict.fromkeys(filter(None, (_place(edit, numbers) for edit in edits))))


def _place(edit: Edit, numbers: Mapping[str, int]) -> str:
    """Return where an edit of words is in its section, numbered as its writer saw it."""
    return edit_place(edit_places.kept(edit), numbers.get(edit.section_id or ""))


def _of_words(db: Session, edit: Edit, text: Text, *, today: bool, view: str) -> dict[str, Any]:
    redline = redlines.stored(edit, language=text.language)
    now = present.of(db, edit, text) if today and text.head != edit.base else None
    return {
        "edit": edit,
        "text": text,
        "redline": redline,
        "sentences": in_words.sentences(redline),
        "html": _html(db, edit, text, view),
        "today": _today(now, edit, text),
    }


def _of_structure(
    db: Session, edit: Edit, titles: Mapping[str, str], *, today: bool
) -> dict[str, Any]:
    fields = edit.fields or {}
    added = fields.get("texts") if edit.kind is EditKind.ADD_SECTION else None
    return {
        "edit": edit,
        "text": None,
        "redline": None,
        "sentences": [in_words.structure(edit, titles)],
        "html": [],
        "today": None,
        "term": _term(db, edit) if today and edit.kind in defining.KINDS else None,
        "added": [
            (language, fields["titles"].get(language, ""), redlines.rendered(source))
            for language, source in (added or {}).items()
        ],
    }


def _term(db: Session, edit: Edit) -> dict[str, Any] | None:
    """Return what a term means now, if anything, and every use of it."""
    fields, section = edit.fields or {}, edit.section
    if section is None:
        return None
    document, language, word = section.document, fields["language"], fields["term"]
    known = terms.listed(db, document, language)
    own = (one.definition for one in known if (one.section_id, one.term) == (section.id, word))
    return {
        "language": language,
        "now": next(own, ""),
        "uses": terms.uses(db, document, language, [word]).get(word, []),
    }


def _html(db: Session, edit: Edit, text: Text, view: str) -> list[str]:
    if view == "before":
        return redlines.rendered_before(db, edit, text)
    return redlines.rendered_after(db, edit, text) if view in ("after", UNASKED) else []


def _today(now: Present | None, edit: Edit, text: Text) -> dict[str, Any] | None:
    """Return how an edit reads against today's words; None where they are still the same."""
    if now is None:
        return None
    if now.wanted is not None and now.now in edit.before and now.wanted in edit.after:
        return None
    language = text.language
    since = redlines.compared(edit.before, now.since, language=language)
    about = {"conflicts": now.conflicts, "redline": None, "since": since}
    if now.wanted is None:
        return about | {"state": "conflict"}
    if now.wanted == now.now:
        return about | {"state": "done"}
    redline: Redline = redlines.compared(now.now, now.wanted, language=language)
    return about | {"state": "changed", "redline": redline}
