"""Which changes of a suggestion belong together: they are taken together, or not at all."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from sqlalchemy.orm import Session

from wiki.domain import decisions, terms
from wiki.domain.decisions import Change
from wiki.models import Edit, EditKind, Proposal
from wiki.text import diff
from wiki.text.references import Reference, references
from wiki.text.renames import Rename, joined, renames
from wiki.text.terms import Use, uses

Defined = Mapping[str, Sequence[str]]
"""The terms that a document defines, by language."""

ABOUT_SECTIONS = {EditKind.ADD_SECTION, EditKind.REMOVE_SECTION, EditKind.RENAME_SECTION}
"""What links to a section go along with."""


class Why(StrEnum):
    """Why changes belong together.

    Words that move go where they come. A term that is called otherwise is called so everywhere.
    A section that comes, goes or gets another title does so with the links to it.
    """

    MOVE = "move"
    TERM = "term"
    SECTION = "section"


class Group(NamedTuple):
    """Changes that belong together, by the numbers people see."""

    why: Why
    numbers: frozenset[int]


def of(db: Session, proposals: Collection[Proposal]) -> dict[str, list[Group]]:
    """Return what belongs together in suggestions for one document, by their ids.

    What terms are defined is asked once for each language, however many suggestions there are.
    """
    listed = {one.id: decisions.changes(one) for one in proposals}
    documents = {one.contribution.document for one in proposals}
    several = [changes for changes in listed.values() if len(changes) > 1]
    languages = {one.edit.language for changes in several for one in changes}
    defined = {
        language: [one.term for one in terms.listed(db, document, language)]
        for document in documents
        for language in filter(None, languages)
    }
    return {key: list(_groups(changes, defined)) for key, changes in listed.items()}


def together(groups: Iterable[Group], chosen: Collection[int]) -> frozenset[int]:
    """Return chosen changes with all that belong to them, by the numbers people see."""
    taken = frozenset(chosen)
    while more := frozenset[int]().union(*(one.numbers for one in groups if one.numbers & taken)):
        if more <= taken:
            break
        taken |= more
    return taken


def _groups(listed: Sequence[Change], defined: Defined) -> Iterator[Group]:
    for found in (_moves(listed), _terms(listed, defined), _sections(listed)):
        yield from (one for one in found if len(one.numbers) > 1)


def _moves(listed: Sequence[Change]) -> Iterator[Group]:
    for _, of_edit in groupby(listed, lambda one: one.edit.id):
        numbers = {one.change: one.number for one in of_edit if one.change}
        shown = {change.number: number for change, number in numbers.items()}
        for come, gone in diff.moves(numbers).items():
            yield Group(Why.MOVE, frozenset({shown[gone], shown[come]}))


def _terms(listed: Sequence[Change], defined: Defined) -> Iterator[Group]:
    found: dict[str, list[Rename]] = defaultdict(list)
    for language, known in defined.items():
        found[language] += _defined_otherwise(listed, language)
        for edit, of_edit in groupby(listed, lambda one: one.edit):
            if edit.language == language:
                found[language] += _called_otherwise(
                    list(of_edit), uses(edit.before, known, language)
                )
    for language, some in found.items():
        yield from (Group(Why.TERM, one.numbers) for one in joined(some, language))


def _called_otherwise(listed: Sequence[Change], used: Iterable[Use]) -> Iterator[Rename]:
    shown = {one.change.number: one.number for one in listed if one.change}
    found = [one.change for one in listed if one.change]
    for one in renames(listed[0].edit.before, found, used):
        yield one._replace(numbers=frozenset(shown[number] for number in one.numbers))


def _defined_otherwise(listed: Sequence[Change], language: str) -> Iterator[Rename]:
    """Yield the term whose definition comes under another name, if it is clear which one it is."""
    gone, come = (
        [one for one in listed if one.edit.kind is kind and one.edit.language == language]
        for kind in (EditKind.REMOVE_TERM, EditKind.ADD_TERM)
    )
    if len(gone) == len(come) == 1:
        old, new = ((one[0].edit.fields or {})["term"] for one in (gone, come))
        yield Rename(old, new, frozenset({gone[0].number, come[0].number}))


def _sections(listed: Sequence[Change]) -> Iterator[Group]:
    linking: dict[str, set[int]] = defaultdict(set)
    for edit, of_edit in groupby(listed, lambda one: one.edit):
        for key, number in _linking(edit, list(of_edit)):
            linking[key].add(number)
    for one in listed:
        if one.edit.kind in ABOUT_SECTIONS:
            yield Group(Why.SECTION, frozenset({one.number, *linking[_key(one.edit)]}))


def _linking(edit: Edit, listed: Sequence[Change]) -> Iterator[tuple[str, int]]:
    """Yield the key of each section and the number of each change in a link to it."""
    before, after = list(references(edit.before)), list(references(edit.after))
    shift = 0
    for one in listed:
        if one.change is not None:
            _, start, end, gone, come = one.change
            at = start + shift
            shift += len(come) - len(gone)
            yield from ((key, one.number) for key in _touched(before, start, end))
            yield from ((key, one.number) for key in _touched(after, at, at + len(come)))


def _touched(links: Iterable[Reference], start: int, end: int) -> Iterator[str]:
    return (one.key for one in links if one.start < end and start < one.end)


def _key(edit: Edit) -> str:
    if edit.section is not None:
        return edit.section.key
    return str((edit.fields or {}).get("key", ""))
