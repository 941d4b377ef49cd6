"""Sections made to fit together in one Markdown file.

Each section was written as a text of its own: its headings begin anywhere, its notes and link
names may be those of a neighbour, its links lead to pages. Joined, headings stand below the
title of their section, clashing names get the section's key, and links lead within the file.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from wiki.export.manuscript import Chapter
from wiki.text import blocks
from wiki.text.blocks import Block, Kind
from wiki.text.dialect_rules import footnote_label

_HIGHEST, _DEEPEST = 3, 6
_ATX = re.compile(r"[ ]{0,3}(#{1,6})(.*)", re.DOTALL)
_NOTE = re.compile(r"\[\^([^\]\[\s^]{1,100})\]")
_REFERENCE = re.compile(
    r"^[ ]{0,3}\[(?P<defined>[^\]\[^]+)\](?=:)"
    r"|(?P<words>\[[^\]\[]*\])\[(?P<named>[^\]\[^]+)\]"
    r"|\[(?P<short>[^\]\[^]+)\](?:\[\])?(?![\[(:])",
    re.MULTILINE,
)
_MARKUP = re.compile(r"[\\`*_\[\]<>]")
_NOT_IN_A_SLUG = re.compile(r"[^\w\- ]")
_VERBATIM = frozenset({Kind.CODE, Kind.HTML})


@dataclass(frozen=True, slots=True)
class _Neighbours:
    """What a section must know of the others: labels used twice, and where each section is."""

    notes: Collection[str]
    links: Collection[str]
    places: Mapping[str, str]


def joined(chapters: Sequence[Chapter]) -> list[str]:
    """Return each chapter's Markdown, below a heading with its title, fit to stand in one file."""
    split = [blocks.split(chapter.source) for chapter in chapters]
    definitions = [parts[0].definitions for parts in split if parts]
    anchors = anchors_of(chapter.title for chapter in chapters)
    neighbours = _Neighbours(
        notes=_used_twice(label for each in definitions for label in each.footnotes),
        links=_used_twice(
            label
            for label, _ in {
                (label, to["href"]) for each in definitions for label, to in each.links.items()
            }
        ),
        places=dict(zip((chapter.key for chapter in chapters), anchors, strict=True)),
    )
    return [
        _section(chapter, parts, neighbours) for chapter, parts in zip(chapters, split, strict=True)
    ]


def heading(words: str, level: int) -> str:
    """Return plain words as a Markdown heading; nothing in them is read as Markdown."""
    return f"{'#' * level} {plain(words)}\n"


def plain(words: str) -> str:
    """Return plain words on one line, in which nothing is read as Markdown."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(words.split()))


def anchors_of(titles: Iterable[str]) -> list[str]:
    """Return the anchors that Markdown readers such as GitHub's give to headings, in order."""
    used: Counter[str] = Counter()
    anchors = []
    for title in titles:
        slug = _NOT_IN_A_SLUG.sub("", title.strip().lower()).replace(" ", "-")
        anchors.append(f"{slug}-{used[slug]}" if used[slug] else slug)
        used[slug] += 1
    return anchors


def heading_level(source: str) -> int:
    """Return the level of a block of kind heading, 1 to 6."""
    if atx := _ATX.match(source):
        return len(atx[1])
    return 1 if source.rstrip().endswith("=") else 2


def _used_twice(labels: Iterable[str]) -> frozenset[str]:
    return frozenset(label for label, times in Counter(labels).items() if times > 1)


def _section(chapter: Chapter, parts: list[Block], neighbours: _Neighbours) -> str:
    shift = _shift(parts)
    body = "".join(
        part.source if part.kind in _VERBATIM else _fitted(_below(part, shift), chapter, neighbours)
        for part in parts
        if part.kind is not Kind.FRONT_MATTER
    )
    return "\n".join([heading(chapter.title, 2), body.strip("\n")]) + "\n"


def _shift(parts: list[Block]) -> int:
    levels = [heading_level(part.source) for part in parts if part.kind == Kind.HEADING]
    return max(0, _HIGHEST - min(levels, default=_HIGHEST))


def _below(part: Block, shift: int) -> str:
    """Return the block, as a heading that many levels deeper if it is one."""
    if part.kind != Kind.HEADING:
        return part.source
    marks = "#" * min(_DEEPEST, heading_level(part.source) + shift)
    if atx := _ATX.match(part.source):
        return marks + atx[2]
    words, _, _ = part.source.rstrip().rpartition("\n")
    return f"{marks} {' '.join(words.split())}\n\n"


def _fitted(source: str, chapter: Chapter, neighbours: _Neighbours) -> str:
    source = _with_own_notes(source, chapter.key, neighbours.notes)
    source = _with_own_links(source, chapter.key, neighbours.links)
    return _led_within(source, neighbours.places)


def _with_own_notes(source: str, key: str, clashing: Collection[str]) -> str:
    def own(mark: re.Match[str]) -> str:
        return f"[^{key}-{mark[1]}]" if footnote_label(mark[1]) in clashing else mark[0]

    return _NOTE.sub(own, source) if clashing else source


def _with_own_links(source: str, key: str, clashing: Collection[str]) -> str:
    def own(mark: re.Match[str]) -> str:
        label = mark["defined"] or mark["named"] or mark["short"]
        if footnote_label(label) not in clashing:
            return mark[0]
        words = "" if mark["defined"] else mark["words"] or f"[{label}]"
        return f"{words}[{key}-{label}]"

    return _REFERENCE.sub(own, source) if clashing else source


def _led_within(source: str, places: Mapping[str, str]) -> str:
    keys = "|".join(re.escape(key) for key in places)
    link = re.compile(
        rf"(\]\(|^[ ]{{0,3}}\[[^\]\n]+\]:[ \t]+)(<?)({keys})(?=[>\s)]|\Z)", re.MULTILINE
    )
    return link.sub(lambda match: f"{match[1]}{match[2]}#{places[match[3]]}", source)
