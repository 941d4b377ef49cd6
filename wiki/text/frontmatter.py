"""The wiki's own facts about a section, as YAML front matter of an exported file.

`compose` writes them before the text's own bytes and `parse` takes them off again, so that
`parse(compose(facts, text)) == (facts, text)` for every text, also one that begins with front
matter of its own. Decides what belongs to the wiki; what else stands there stays the text's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from wiki.text import plain_yaml

_BLOCK = re.compile(r"---[ \t]*\n(?P<yaml>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_REQUIRED = frozenset({"key", "title", "language"})
_KNOWN = _REQUIRED | {"position", "terms", "clauses"}
_SET_ASIDE = re.compile(r"[ \t]*(?:#.*)?\n?")
_NUMBER = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True)
class Term:
    """A word the document defines, with what it means there."""

    term: str
    definition: str


@dataclass(frozen=True)
class Clause:
    """The kind of a paragraph, by the number that readers see beside it."""

    paragraph: int
    kind: str


@dataclass(frozen=True)
class Facts:
    """What the wiki knows about a section besides its text."""

    key: str
    title: str
    language: str
    position: int | None = None
    terms: tuple[Term, ...] = ()
    clauses: tuple[Clause, ...] = ()


class _NotOursError(Exception):
    """The first block says something else than our facts."""


@dataclass(frozen=True)
class _Entry:
    key: str
    value: yaml.Node
    first_line: int
    end_line: int


def compose(facts: Facts, text: str) -> str:
    """Return the text with its facts before it; the text's own characters are untouched."""
    rows: dict[str, object] = {"key": facts.key, "title": facts.title, "language": facts.language}
    if facts.position is not None:
        rows["position"] = facts.position
    if facts.terms:
        rows["terms"] = [{"term": t.term, "definition": t.definition} for t in facts.terms]
    if facts.clauses:
        rows["clauses"] = [{"paragraph": c.paragraph, "kind": c.kind} for c in facts.clauses]
    return f"---\n{plain_yaml.dump(rows)}---\n{text}"


def parse(raw: str) -> tuple[Facts | None, str]:
    """Return the facts at the head of a file, and the text below them.

    No facts: None and the whole of `raw`. Lines of the block that are not ours (an unknown key, a
    comment) stay at the head of the text as front matter of its own. Expects line ends as LF.
    """
    block = _BLOCK.match(raw)
    if block is None:
        return None, raw
    try:
        facts, left = _read(block["yaml"])
    except _NotOursError:
        return None, raw
    own = f"---\n{left}---\n" if left.strip() else ""
    return facts, own + raw[block.end() :]


def _read(block: str) -> tuple[Facts, str]:
    lines = re.findall(r"[^\n]*\n", block)  # YAML counts more characters as line ends than we do
    entries = list(_entries(block, lines))
    ours = {entry.key: entry for entry in entries if entry.key in _KNOWN}
    if len({entry.key for entry in entries}) != len(entries) or not ours.keys() >= _REQUIRED:
        raise _NotOursError
    taken = {n for entry in ours.values() for n in range(entry.first_line, entry.end_line)}
    left = "".join(line for number, line in enumerate(lines) if number not in taken)
    return _facts({key: entry.value for key, entry in ours.items()}), left


def _entries(block: str, lines: list[str]) -> Iterator[_Entry]:
    """Yield the keys with the lines each one fills; comments below it are left out."""
    pairs = _pairs(block)
    starts = [block.count("\n", 0, key.start_mark.index) for key, _ in pairs] + [len(lines)]
    if len(set(starts)) != len(starts):
        raise _NotOursError
    for (key, value), first, end in zip(pairs, starts, starts[1:], strict=False):
        while end > first + 1 and _SET_ASIDE.fullmatch(lines[end - 1]):
            end -= 1
        yield _Entry(_words(key), value, first, end)


def _pairs(block: str) -> list[tuple[yaml.Node, yaml.Node]]:
    try:
        root = plain_yaml.nodes(block)
    except plain_yaml.UnreadableYaml as broken:
        raise _NotOursError from broken
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise _NotOursError
    return list(root.value)


def _facts(values: dict[str, yaml.Node]) -> Facts:
    return Facts(
        key=_words(values["key"]),
        title=_words(values["title"]),
        language=_words(values["language"]),
        position=_number(values["position"]) if "position" in values else None,
        terms=tuple(_terms(values["terms"])) if "terms" in values else (),
        clauses=tuple(_clauses(values["clauses"])) if "clauses" in values else (),
    )


def _words(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise _NotOursError
    return str(node.value)


def _number(node: yaml.Node) -> int:
    number = _words(node)
    if not _NUMBER.fullmatch(number):
        raise _NotOursError
    return int(number)


def _terms(node: yaml.Node) -> Iterator[Term]:
    for pair in _pairs_of(node, "term", "definition"):
        yield Term(_words(pair["term"]), _words(pair["definition"]))


def _clauses(node: yaml.Node) -> Iterator[Clause]:
    for pair in _pairs_of(node, "paragraph", "kind"):
        yield Clause(_number(pair["paragraph"]), _words(pair["kind"]))


def _pairs_of(node: yaml.Node, first: str, second: str) -> Iterator[dict[str, yaml.Node]]:
    """Yield the items of a list, each a mapping of just these two names."""
    if not isinstance(node, yaml.SequenceNode):
        raise _NotOursError
    for item in node.value:
        if not isinstance(item, yaml.MappingNode):
            raise _NotOursError
        pair = {_words(key): value for key, value in item.value}
        if len(item.value) != 2 or pair.keys() != {first, second}:
            raise _NotOursError
        yield pair
