"""Reading the forms that define a word, define it otherwise, or take its definition away."""

from __future__ import annotations

from flask import request

from wiki.domain import sections, structure, terms
from wiki.domain.edits import StructureEdit
from wiki.domain.terms import Entry
from wiki.errors import Invalid
from wiki.models import Document, EditKind, Section
from wiki.web import forms, requests

KINDS: dict[str, EditKind] = {
    "add": EditKind.ADD_TERM,
    "change": EditKind.CHANGE_TERM,
    "remove": EditKind.REMOVE_TERM,
}
DEFINITION = 1_000
"""The most characters of a definition."""


def entry(document: Document, language: str, term_id: str) -> Entry | None:
    """Return the term of an id, None without one; refuses with NotFound one that is none."""
    return terms.get(requests.db(), document, language, term_id) if term_id else None


def wanted(document: Document, language: str, kind: EditKind, about: Entry | None) -> StructureEdit:
    """Return the edit that a form asks for; refuses with Invalid."""
    if about is not None:
        section = sections.find(requests.db(), document, about.section_key)
        fields = {"language": language, "term": about.term}
        if kind is EditKind.REMOVE_TERM:
            return StructureEdit(kind, section, fields)
        meaning = definition("definition")
        if meaning == about.definition:
            raise Invalid("definition", "unchanged")
        return StructureEdit(kind, section, fields | {"definition": meaning})
    with forms.gathering():
        section = _section(document)
        term, meaning = forms.line("term"), definition("definition")
    known = terms.listed(requests.db(), document, language)
    if any((one.section_id, one.term) == (section.id, term) for one in known):
        raise Invalid("term", "term_is_defined")
    fields = {"language": language, "term": term, "definition": meaning}
    return StructureEdit(kind, section, fields)


def definition(name: str) -> str:
    """Return a definition: one paragraph, whatever lines it was typed in."""
    return " ".join(forms.text(name, limit=DEFINITION).split())


def _section(document: Document) -> Section:
    asked = request.form.get("section", "")
    standing = structure.standing_sections(requests.db(), document)
    found = next((one for one in standing if one.id == asked), None)
    if found is None:
        raise Invalid("section", "not_a_choice")
    return found
