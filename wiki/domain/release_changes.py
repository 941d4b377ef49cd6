"""What changed between two releases of a document, or since the latest: sections, words and terms.

A section is known by itself, not by its title or number. One that stands elsewhere has moved only
where it passed others: numbers also shift when a section above it comes or goes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.orm import Session

from wiki.domain import redlines, releases, revisions
from wiki.domain.permissions import Permission, require
from wiki.domain.redlines import Redline
from wiki.domain.viewers import Viewer
from wiki.models import Document, Release, ReleaseText
from wiki.text import sequence


class Place(NamedTuple):
    """What a section was called in a release, and its number there."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class SectionChange:
    """What became of a section; `before` is None for a new one, `after` for one that is gone.

    `place` is the later of the two; `redline` is None where the words are the same.
    """

    key: str
    place: Place
    before: Place | None
    after: Place | None
    moved: bool
    redline: Redline | None

    @property
    def renamed(self) -> bool:
        """Whether it has another title."""
        return bool(self.before and self.after and self.before.title != self.after.title)

    @property
    def is_one(self) -> bool:
        """Whether anything about the section changed."""
        return not (self.before and self.after) or self.moved or self.renamed or bool(self.redline)


class TermChange(NamedTuple):
    """A term with its meaning before and after, each None where it was not defined."""

    term: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed in one language: sections in order, those gone at the end, and terms.

    `same` counts the sections about which nothing changed.
    """

    sections: Sequence[SectionChange]
    same: int
    terms: Sequence[TermChange]


@dataclass(frozen=True, slots=True)
class ReleaseChanges(Changes):
    """Two releases, the earlier first, and what changed between them."""

    before: Release
    after: Release


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The release that could be made now: its number, and what changed since the one `before`.

    `changes` are those of each language; where there was no release yet all is new, and each
    section has its place but no redline. `seal` stands for all it would hold.
    """

    number: int
    before: Release | None
    changes: Mapping[str, Changes]
    seal: str


def between(
    db: Session, document: Document, language: str, first: int, second: int
) -> ReleaseChanges:
    """Return what changed between two releases, whichever is named first.

    Refuses with NotFound a number that was not given.
    """
    before, after = (releases.get(db, document, number) for number in sorted((first, second)))
    was, now = (
        _by_section(releases.frozen_texts(db, release, language)) for release in (before, after)
    )
    found = _changes(db, was, now, language)
    return ReleaseChanges(found.sections, found.same, found.terms, before, after)


def upcoming(db: Session, document: Document, *, by: Viewer) -> Upcoming:
    """Return what a release made now would bring, in each language of the document.

    Refuses with NotAllowed all but the lead; with Invalid what `releases.make` would.
    """
    require(by, Permission.RELEASE_MAKE, document)
    before, standing = releases.latest(db, document), releases.standing(db, document)
    releases.ensure_new(before, standing)
    return Upcoming(
        before.number + 1 if before else 1,
        before,
        {one: _since(db, before, standing, one) for one in document.languages},
        releases.seal(before, standing),
    )


def _since(
    db: Session, before: Release | None, standing: Sequence[ReleaseText], language: str
) -> Changes:
    now = _by_section([one for one in standing if one.revision.text.language == language])
    if before is None:
        new = [_new(text) for text in now.values()]
        return Changes(new, 0, _terms({}, now))
    was = _by_section(releases.frozen_texts(db, before, language))
    return _changes(db, was, now, language)


def _new(text: ReleaseText) -> SectionChange:
    place, key = _place(text), text.revision.text.section.key
    return SectionChange(key, place, None, place, moved=False, redline=None)


def _changes(
    db: Session, was: Mapping[str, ReleaseText], now: Mapping[str, ReleaseText], language: str
) -> Changes:
    every = _sections(db, was, now, language)
    changed = [one for one in every if one.is_one]
    return Changes(changed, len(every) - len(changed), _terms(was, now))


def _by_section(texts: Sequence[ReleaseText]) -> dict[str, ReleaseText]:
    return {text.revision.text.section_id: text for text in texts}


def _sections(
    db: Session, was: Mapping[str, ReleaseText], now: Mapping[str, ReleaseText], language: str
) -> list[SectionChange]:
    sources = _sources(db, was, now)
    kept = [one for one in now if one in was]
    stayed = sequence.common([one for one in was if one in now], kept)
    moved = set(kept) - {kept[place] for _, place in stayed}
    gone = [one for one in was if one not in now]
    return [
        SectionChange(
            key=(now.get(one) or was[one]).revision.text.section.key,
            place=_place(now.get(one) or was[one]),
            before=_place(was[one]) if one in was else None,
            after=_place(now[one]) if one in now else None,
            moved=one in moved,
            redline=_redline(was.get(one), now.get(one), sources, language),
        )
        for one in [*now, *gone]
    ]


def _sources(
    db: Session, was: Mapping[str, ReleaseText], now: Mapping[str, ReleaseText]
) -> dict[str, str]:
    """Return the words of the revisions that only one of the two releases holds, by their id."""
    frozen = {text.revision_id: text.revision for text in [*was.values(), *now.values()]}
    same = {text.revision_id for text in was.values()} & {one.revision_id for one in now.values()}
    return revisions.sources_of(db, [one for each, one in frozen.items() if each not in same])


def _redline(
    was: ReleaseText | None, now: ReleaseText | None, sources: Mapping[str, str], language: str
) -> Redline | None:
    before, after = (sources.get(text.revision_id, "") if text else "" for text in (was, now))
    return redlines.compared(before, after, language=language) if before != after else None


def _place(text: ReleaseText) -> Place:
    return Place(text.position, text.revision.title)


def _terms(was: Mapping[str, ReleaseText], now: Mapping[str, ReleaseText]) -> list[TermChange]:
    before, after = (
        {term: meaning for text in texts.values() for term, meaning in text.terms.items()}
        for texts in (was, now)
    )
    every = (TermChange(term, before.get(term), after.get(term)) for term in before | after)
    changed = (one for one in every if one.before != one.after)
    return sorted(changed, key=lambda one: one.term.casefold())
