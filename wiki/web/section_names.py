"""What the standing sections of a document are called, and their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from wiki.domain import sections
from wiki.domain.sections import Entry
from wiki.models import Document
from wiki.web import requests
from wiki.web.words import section_name


class SectionNames(NamedTuple):
    """The titles and the numbers of standing sections, by their id."""

    titles: Mapping[str, str]
    numbers: Mapping[str, int]

    def name(self, section_id: str | None) -> str:
        """Return what a section is called, nothing of one that doesn't stand."""
        if section_id is None or section_id not in self.numbers:
            return ""
        return section_name(self.numbers[section_id], self.titles[section_id])


def of(document: Document, language: str) -> SectionNames:
    """Return the standing sections of a document as they are called in a language."""
    entries = sections.contents(requests.db(), document, language)
    return of_entries(entries)


def of_entries(entries: Sequence[Entry]) -> SectionNames:
    """Return what the contents of a document say of its sections."""
    return SectionNames(
        {entry.section_id: entry.title for entry in entries},
        {entry.section_id: entry.number for entry in entries},
    )
