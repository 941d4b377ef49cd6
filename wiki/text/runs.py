"""Source as people read it: words with their emphasis, and which characters of source they are.

Quicker than the tree of a text, for redlines of whole texts: it looks at lines for what begins
them, and asks the parser only about words with marks among them. What can't be told this way, such
as a table, is left as it was typed, and says so.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from typing import NamedTuple

from wiki.text import as_typed, dialect, links, rows
from wiki.text.ids import Ids
from wiki.text.inline import InlineWriter
from wiki.text.scribe import Scribe

AS_TYPED = "as_typed"
HEADING = "heading"
QUOTED = "quoted"
BULLET = "•"
RULE = "———"
PLAIN = frozenset[str]()
LINK_END = re.compile(r"\]\(<?([^\s<>()]+)[^()]*\)")
"""What ends the words of a link and says where it leads."""

_MARK = re.compile(r"[*_~`\[<\\&]")
_MARKS = "*_~`[<\\&|"
_FIRST = re.compile(r"\s*[-+>#=]")
_BEGINS_MARKED = re.compile(r"\n[ \t]*[-+>#=]")
_BEGINNING = re.compile(
    r"[ \t]*(?:(?P<quote>>[ \t]?)|(?:(?P<item>[-*+])|(?P<heading>#{1,6}))[ \t]+(?=\S))"
)
_WORDS = r"[^\W_](?:[^*_~`\[\]<>\\&\n]*[^\s*_~`\[\]<>\\&])?"
_SIMPLE = re.compile(
    rf"(?<![^\s(])(?:\*\*(?P<bold>{_WORDS})\*\*|\*(?P<italic>{_WORDS})\*"
    rf"|\[(?P<link>{_WORDS})\]\((?P<address>(?:https?://|/)[A-Za-z0-9./#-]+)\))(?![^\s.,;:!?)])"
)
"""Bold, italic and linked words between spaces, with no other mark in them."""
_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}")
_UNDERLINE = re.compile(r" {0,3}(?:=+|--+)[ \t]*")
_LINE_ENDS_OR_NOT = re.compile(r"\n+|[^\n]+")
_STYLES = {"strong": "bold", "em": "italic", "code": "code", "del": "struck", "a": "link"}
_LONGEST, _MOST_MARKS = 5_000, 500
"""What has more characters or marks in a paragraph is left as it was typed."""


class Run(NamedTuple):
    """Characters [start, end) of a piece of source and the words read there, in which styles.

    Styles: bold, italic, code, struck, link, heading, quoted; `as_typed` where marks were left.
    `address` is where a link leads.
    """

    start: int
    end: int
    words: str
    styles: frozenset[str] = PLAIN
    address: str = ""

    def clipped(self, start: int, end: int) -> "Run":
        """Return the part of it within some source; what stands for marks is where they begin."""
        at, to, words, styles, address = self
        if start <= at and to <= end:
            return self
        first, last = max(at, start), min(to, end)
        if len(words) == to - at:
            words = words[first - at : last - at]
        elif first > at:
            words = ""
        return Run(first, last, words, styles, address)


def read(source: str) -> list[Run]:
    """Return the runs of a source, which follow each other from its beginning to its end."""
    if not is_marked(source):
        return [Run(0, len(source), source)]
    return _joined(source, _filled(source, _paragraphs(source)))


def _joined(source: str, runs: Iterable[Run]) -> list[Run]:
    """Return runs, plain words beside plain words as one: most of a text is that."""
    found: list[Run] = []
    plain_from = 0
    for run in runs:
        if run.styles or run.words != source[run.start : run.end]:
            if run.start > plain_from:
                found.append(Run(plain_from, run.start, source[plain_from : run.start]))
            found.append(run)
            plain_from = run.end
    if len(source) > plain_from:
        found.append(Run(plain_from, len(source), source[plain_from:]))
    return found


def _filled(source: str, runs: Iterable[Run]) -> Iterator[Run]:
    """Yield runs without gaps: of what nobody reads only white space is left."""
    at = 0
    for run in runs:
        if run.start > at:
            yield from _gap(source, at, run.start)
        if run.end > at:
            yield run.clipped(at, run.end) if run.start < at else run
            at = run.end
    if at < len(source):
        yield from _gap(source, at, len(source))


def _gap(source: str, start: int, end: int) -> Iterator[Run]:
    for part in _LINE_ENDS_OR_NOT.finditer(source, start, end):
        yield Run(part.start(), part.end(), part[0] if part[0].isspace() else "")


def is_marked(part: str) -> bool:
    """Tell whether words without a blank line may have marks among them or before them."""
    if _FIRST.match(part) or any(mark in part for mark in _MARKS):
        return True
    return "\n" in part and _BEGINS_MARKED.search(part) is not None


def _paragraphs(source: str) -> Iterator[Run]:
    """Yield what is read of a source line by line."""
    at, lines = 0, rows.split(source)
    pairs = zip(as_typed.lines(lines), lines, strict=True)
    for is_typed, group in groupby(pairs, lambda pair: pair[0]):
        part = [line for _, line in group]
        length = sum(map(len, part))
        if is_typed:
            yield Run(at, at + length, "".join(part), frozenset({AS_TYPED}))
        else:
            yield from _prose(part, at)
        at += length


class _Paragraph:
    """The words of a paragraph, heading or item, line by line, and where each line stands."""

    def __init__(self) -> None:
        self.lines: list[tuple[int, str]] = []
        self.styles = PLAIN

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading, which ends with its line."""
        return HEADING in self.styles

    def take(self, line: str, at: int) -> Iterator[Run]:
        """Add a line, and yield the run of the mark before its words, if one is read there."""
        begins = len(line) - len(line.lstrip()) if self.lines else 0
        while not self.lines and not self.is_heading and (mark := _BEGINNING.match(line, begins)):
            begins = mark.end()
            if mark["item"]:
                item = BULLET + line[mark.end("item") : begins]
                yield Run(at + mark.start("item"), at + begins, item)
            elif mark["heading"]:
                self.styles |= {HEADING}
            else:
                self.styles |= {QUOTED}
        self.lines.append((at + begins, line[begins:]))

    def runs(self) -> Iterator[Run]:
        """Yield its runs; the parser is asked only where there are marks."""
        content = "\n".join(line for _, line in self.lines)
        marks = len(_MARK.findall(content))
        if not marks or marks > _MOST_MARKS or len(content) > _LONGEST:
            for at, line in self.lines:
                yield Run(at, at + len(line), line, self.styles)
            return
        places = [place for at, line in self.lines for place in range(at, at + len(line) + 1)]
        for run in _inline(content):
            start, end = places[run.start], places[run.end - 1] + 1
            yield run._replace(start=start, end=end, styles=run.styles | self.styles)


def _prose(lines: Sequence[str], at: int) -> Iterator[Run]:
    """Yield what is read of lines without tables and the like, which begin at a place."""
    paragraph = _Paragraph()
    for line, follows in zip_longest(lines, lines[1:], fillvalue=""):
        bare = line.rstrip("\r\n")
        underlines = bool(paragraph.lines) and _is_underline(bare)
        if not bare.strip() or underlines or paragraph.is_heading or rows.opens_unit(line):
            yield from paragraph.runs()
            paragraph = _Paragraph()
        if _RULE.fullmatch(bare) and not underlines:
            yield Run(at, at + len(bare), RULE)
        elif bare.strip() and not underlines:
            yield from paragraph.take(bare, at)
            if len(paragraph.lines) == 1 and _is_underline(follows.rstrip("\r\n")):
                paragraph.styles |= {HEADING}
        at += len(line)
    yield from paragraph.runs()


def _is_underline(line: str) -> bool:
    """Tell whether the line makes a heading of the one before it."""
    return _UNDERLINE.fullmatch(line) is not None


def _inline(content: str) -> list[Run]:
    """Return what is read of words with marks among them; places are those in the words."""
    found = _simple(content)
    return _parsed(content) if found is None else found


def _simple(content: str) -> list[Run] | None:
    """Return the runs of words with nothing but the plainest marks, for which nobody is asked."""
    found: list[Run] = []
    at = 0
    for mark in _SIMPLE.finditer(content):
        kind = mark.lastgroup or ""
        address = links.allowed(mark["address"]) if mark["address"] else None
        if kind == "address" and address is None:
            return None
        style = "link" if kind == "address" else kind
        start, end = mark.span(style)
        found.append(Run(at, mark.start(), content[at : mark.start()]))
        found.append(Run(start, end, content[start:end], frozenset({style}), address or ""))
        at = mark.end()
    found.append(Run(at, len(content), content[at:]))
    is_sure = not any(_MARK.search(run.words) for run in found if not run.styles)
    return [run for run in found if run.words] if is_sure and "\n" not in content else None


def _parsed(content: str) -> list[Run]:
    scribe = _Runs()
    nothing: dialect.Environment = {"references": {}, "footnotes": {}}
    InlineWriter(scribe, content, range(len(content)), environment=nothing, ids=Ids()).write()
    return scribe.runs


class _Runs(Scribe):
    """Writes down runs where a scribe would build a tree."""

    def __init__(self) -> None:
        super().__init__()
        self.runs: list[Run] = []
        self._styled: list[tuple[str, str]] = []

    def write(self, words: str, starts: Iterable[int], ends: Iterable[int]) -> None:
        """Add words in the styles that are open."""
        first, last = list(starts), list(ends)
        if not words:
            return
        self.starts.extend(first)
        styles = frozenset(style for style, _ in self._styled if style)
        address = next((address for _, address in self._styled if address), "")
        self.runs.append(Run(first[0], last[-1], words, styles, address))

    def open(self, tag: str, **attributes: str) -> None:
        """Begin a style."""
        self._styled.append((_STYLES.get(tag, ""), attributes.get("href", "")))

    def close(self) -> None:
        """End the style opened last."""
        self._styled.pop()

    def is_within(self, tag: str) -> bool:
        """Whether a style of that kind is open."""
        return any(style == _STYLES.get(tag, tag) for style, _ in self._styled)
