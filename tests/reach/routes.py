"""What everybody meets at every page and form of the route list, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from tests.reach.views import LANGUAGES, Maker, View
from tests.web.expectations import COLUMNS, EVERYBODY, GUARDS, MAY_READ
from tests.web.filling import Place
from tests.web.guarded import OF_THINGS, Site
from wiki.models import Readers

KINDS = (Readers.PUBLIC, Readers.MEMBERS)
ONE_OF_EACH = {column: names[0] for column, names in COLUMNS.items()}
EMPTY = Place(Readers.PUBLIC, {"document": "elsewhere"}, {})
"""A document without sections or anything else."""


@dataclass(frozen=True)
class Visit:
    """Somebody who opens an address, or sends a form there, with what is special about it."""

    row: str
    who: str
    language: str
    address: str
    fields: Mapping[str, Any]
    note: str = ""

    def title(self) -> str:
        """Say whose page this is."""
        special = f", {self.note}" if self.note else ""
        return f"{self.row} as {self.who} in {self.language}{special}"


class Routes:
    """The pages of a filled site, by row of the route list."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._maker = Maker(*site.apps.values())

    def of(self, row: str) -> Iterator[View]:
        """Give what everybody meets at one row."""
        for who, language in product(sorted(EVERYBODY), LANGUAGES):
            for kind in KINDS:
                yield from self._views(self._visits(row, who, language, kind))

    def one(self, row: str, column: str, language: str) -> View | None:
        """Return what one person meets at a row of the document of members."""
        visits = self._visits(row, ONE_OF_EACH[column], language, Readers.PUBLIC)
        return next(self._views(visits), None)

    def _visits(self, row: str, who: str, language: str, kind: Readers) -> Iterator[Visit]:
        place = self._site.places[kind]
        for fields, note in _sent(row):
            address = self._address(row, place, language)
            yield Visit(row, who, language, address, fields, note)
        arguments = self._site.rules[row].arguments
        if arguments & {*OF_THINGS} and row.endswith("GET"):
            yield Visit(
                row, who, language, self._address(row, place, language, held=True), {}, "held"
            )
        if arguments <= {"document", "language"} and kind is Readers.PUBLIC:
            yield Visit(row, who, language, self._address(row, EMPTY, language), {}, "empty")

    def _address(self, row: str, place: Place, language: str, *, held: bool = False) -> str:
        others = {"language": language} | (dict(place.held) if held else {})
        return self._site.address(self._site.rules[row], place, **others)

    def _views(self, visits: Iterator[Visit]) -> Iterator[View]:
        for visit in visits:
            method = visit.row.split()[1]
            response = self._site.visit(
                visit.who,
                method,
                visit.address,
                visit.fields,
                undone=method == "POST",
                language=visit.language,
            )
            made = self._maker.view(visit.title(), response)
            if made is not None:
                yield made


def open_columns(row: str) -> list[str]:
    """Return the columns of people for whom a row is open."""
    return [
        column
        for column, who in ONE_OF_EACH.items()
        if GUARDS[row].letter(who) in "oO" and who in MAY_READ[Readers.PUBLIC]
    ]


def _sent(row: str) -> list[tuple[Mapping[str, Any], str]]:
    if row.endswith("GET"):
        return [({}, "")]
    return [({}, "sent empty"), (GUARDS[row].fields or {}, "sent")]
