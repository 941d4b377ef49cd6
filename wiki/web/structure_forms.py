"""Reading the forms that suggest another structure: a section added, renamed, moved, removed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import request

from wiki.domain import section_keys, sections, structure
from wiki.domain.edits import StructureEdit
from wiki.errors import Invalid
from wiki.models import Document, Edit, EditKind, Section
from wiki.web import forms, requests, term_forms

KINDS: dict[str, EditKind] = {
    "add": EditKind.ADD_SECTION,
    "rename": EditKind.RENAME_SECTION,
    "move": EditKind.MOVE_SECTION,
    "remove": EditKind.REMOVE_SECTION,
}
AT_THE_BEGINNING = "start"


def wanted(document: Document, language: str, kind: EditKind) -> StructureEdit:
    """Return the edit that a form asks for; refuses with Invalid."""
    if kind is EditKind.ADD_SECTION:
        return StructureEdit(kind, None, _added(document, language))
    section = _section(document, "section")
    if kind is EditKind.RENAME_SECTION:
        return StructureEdit(kind, section, {"titles": _renamed(document, section)})
    if kind is EditKind.MOVE_SECTION:
        return StructureEdit(kind, section, _moved(document, section))
    return StructureEdit(kind, section, {})


def reworded(edit: Edit) -> StructureEdit:
    """Return an edit of structure with the titles and words that a form gives it now."""
    fields: dict[str, Any] = dict(edit.fields or {})
    if edit.kind in (EditKind.ADD_SECTION, EditKind.RENAME_SECTION):
        fields["titles"] = {
            language: forms.line(f"title-{language}") for language in fields["titles"]
        }
    if edit.kind is EditKind.ADD_SECTION:
        fields["texts"] = {
            language: _section_words(f"words-{language}") for language in fields["texts"]
        }
    if edit.kind in (EditKind.ADD_TERM, EditKind.CHANGE_TERM):
        fields["definition"] = term_forms.definition("definition")
    return StructureEdit(edit.kind, edit.section, fields)


def _added(document: Document, language: str) -> dict[str, Any]:
    own = forms.line(f"title-{language}")
    titles = {
        other: forms.line(f"title-{other}", required=False) or own for other in document.languages
    }
    key = section_keys.free_key(requests.db(), document, titles.get("en", own))
    texts = {language: _section_words("words")}
    return {"key": key, "titles": titles, "texts": texts} | _place(document)


def _renamed(document: Document, section: Section) -> dict[str, str]:
    """Return the titles that differ from those the section has."""
    standing = sections.titles_of(requests.db(), section)
    with forms.gathering():
        typed = {one: forms.line(f"title-{one}", required=False) for one in standing}
    found = {one: title for one, title in typed.items() if title not in ("", standing[one])}
    if not found:
        raise Invalid(f"title-{document.languages[0]}", "unchanged")
    return found


def _moved(document: Document, section: Section) -> dict[str, Any]:
    place = _place(document)
    standing = structure.standing_sections(requests.db(), document)
    others = [one.id for one in standing if one.id != section.id]
    if place.get("after") == section.id:
        raise Invalid("after", "unchanged")
    position = others.index(place["after"]) + 2 if "after" in place else 1
    if position == standing.index(section) + 1:
        raise Invalid("after", "unchanged")
    return place | {"position": position}


def _place(document: Document) -> dict[str, Any]:
    if request.form.get("after") == AT_THE_BEGINNING:
        return {"position": 1}
    return {"after": _section(document, "after").id}


def _section(document: Document, field: str) -> Section:
    asked = request.form.get(field, "")
    standing: Sequence[Section] = structure.standing_sections(requests.db(), document)
    found = next((one for one in standing if one.id == asked), None)
    if found is None:
        raise Invalid(field, "not_a_choice")
    return found


def _section_words(name: str) -> str:
    """Return the Markdown of a whole section, with a line end after it."""
    return forms.text(name, limit=forms.SECTION).strip("\n") + "\n"
