"""From safe HTML to the small tree of nodes the print template walks.

Knows the elements a text may show and makes each a node; words of any other element stay, the
element goes. Nesting is capped, so that no text can exhaust the typesetter.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wiki.export.elements import BLOCKS, Child, Element, of_html

Node = str | dict[str, Any]

_INLINE = {tag: tag for tag in ("strong", "em", "del", "ins", "sup", "sub")}
_HEADING = re.compile(r"h[1-6]")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_OUTSIDE = re.compile(r"https?://|mailto:", re.IGNORECASE)
_AROUND_ADDRESS = re.compile(r"(?i)^https?://|^mailto:|/$")
_TOO_WIDE = re.compile(r"\S{60,}")
_BREAK_HERE = "\N{ZERO WIDTH SPACE}"
_TOP = 2


@dataclass
class Writer:
    """Writes the nodes of one section, block by block.

    `places` leads from the keys of sections to the labels they are printed with; `notes` from
    the ids of footnotes to what they say, or are None within a note: notes in notes would not
    end. A note is written where it is first referred to.
    """

    name: str
    places: Mapping[str, str]
    notes: Mapping[str, Sequence[Child]] | None
    _written: set[str] = field(default_factory=set)
    _addresses: dict[str, str] = field(default_factory=dict)
    _level: int = _TOP - 1

    def block(self, html: str) -> list[Node]:
        """Return the nodes of one block."""
        return self._blocks(of_html(html), at_top=True)

    def _blocks(self, children: Sequence[Child], *, at_top: bool = False) -> list[Node]:
        """Return block nodes; words that stand between them become paragraphs."""
        nodes: list[Node] = []
        for run in _runs(children):
            if isinstance(run, Element):
                nodes += self._block(run, at_top=at_top)
            elif words := self._words(run):
                nodes.append({"t": "p", "c": words})
        return nodes

    def _block(self, element: Element, *, at_top: bool) -> list[Node]:
        if _HEADING.fullmatch(element.tag):
            return self._heading(element, at_top=at_top)
        if element.attributes.get("class") == "footnote":
            return self._note_in_place(element)
        write = _BLOCK_WRITERS.get(element.tag)
        return [write(self, element)] if write else self._blocks(element.children, at_top=at_top)

    def _heading(self, element: Element, *, at_top: bool) -> list[Node]:
        """Write a heading at most one level below the last; PDF/UA allows no jumps."""
        words = self._words(element.children)
        if not words:
            return []
        if not at_top:
            return [{"t": "p", "c": [{"t": "strong", "c": words}]}]
        self._level = max(_TOP, min(int(element.tag[1]), self._level + 1))
        return [{"t": "h", "level": self._level, "c": words}]

    def _note_in_place(self, element: Element) -> list[Node]:
        """Write a note nothing in the print refers to: its number, then what it says."""
        said = self._blocks(
            [child for child in element.children if child not in element.all("sup")]
        )
        number = {"t": "p", "c": [*self._words(element.all("sup")), " ", *_run_in(said[:1])]}
        return [number, *said[1:]]

    def _paragraph(self, element: Element) -> Node:
        return {"t": "p", "c": self._words(element.children)}

    def _quote(self, element: Element) -> Node:
        return {"t": "quote", "c": self._blocks(element.children)}

    def _list(self, element: Element) -> Node:
        items = [self._content(item) for item in element.all("li")]
        if element.tag == "ul":
            return {"t": "ul", "items": items}
        return {"t": "ol", "start": int(element.attributes.get("start", "1")), "items": items}

    def _terms(self, element: Element) -> Node:
        items: list[list[list[Node]]] = []
        for child in element.all("dt", "dd"):
            if child.tag == "dt" or not items:
                items.append([[], []])
            place = 0 if child.tag == "dt" else 1
            items[-1][place] += self._content(child)
        return {"t": "terms", "items": items}

    def _table(self, element: Element) -> Node:
        rows = [[self._cell(cell) for cell in row.all("th", "td")] for row in element.rows()]
        columns = max(1, max(map(len, rows), default=1))
        for row in rows:
            row += [{"align": "left", "c": []} for _ in range(columns - len(row))]
        return {"t": "table", "columns": columns, "head": rows[:1], "rows": rows[1:]}

    def _cell(self, cell: Element) -> dict[str, Any]:
        align = cell.attributes.get("class", "").removeprefix("align-")
        align = align if align in ("center", "right") else "left"
        return {"align": align, "c": self._content(cell)}

    def _verbatim(self, element: Element) -> Node:
        return {"t": "pre", "text": _breakable(element.text().rstrip("\n"))}

    def _rule(self, _: Element) -> Node:
        return {"t": "hr"}

    def _content(self, element: Element) -> list[Node]:
        """Return what an item or cell holds; words before a list in it are no paragraph."""
        nodes: list[Node] = []
        for run in _runs(element.children):
            if isinstance(run, Element):
                nodes += self._block(run, at_top=False)
            else:
                nodes += self._words(run)
        return nodes

    def _words(self, children: Sequence[Child]) -> list[Node]:
        return _trimmed([node for child in children for node in self._inline(child)])

    def _inline(self, child: Child) -> list[Node]:
        if isinstance(child, str):
            return [_breakable(_SPACE.sub(" ", child))]
        if child.tag == "br":
            return [{"t": "br"}]
        if child.tag == "code":
            return [{"t": "code", "text": _breakable(_SPACE.sub(" ", child.text()))}]
        if child.tag == "sup" and (note := self._note(child)):
            return [note]
        inner = [node for inside in child.children for node in self._inline(inside)]
        if child.tag == "a":
            return self._link(child.attributes.get("href", ""), inner)
        wrapped = {"t": child.tag, "c": inner}
        return [wrapped] if child.tag in _INLINE and _says_something(inner) else inner

    def _link(self, href: str, words: list[Node]) -> list[Node]:
        label = self.places.get(href.removeprefix("./").partition("#")[0])
        if not _says_something(words):
            return words
        if _OUTSIDE.match(href):
            return [{"t": "a", "href": href, "c": words}, *self._address(href, words)]
        return [{"t": "to", "label": label, "c": words}] if label else words

    def _note(self, mark: Element) -> Node | None:
        links = mark.all("a")
        name = links[0].attributes.get("href", "").removeprefix("#") if links else ""
        if self.notes is None or name not in self.notes:
            return None
        label = f"{self.name}-{name}"
        if name in self._written:
            return {"t": "note-again", "label": label}
        self._written.add(name)
        inside = Writer(self.name, self.places, notes=None)
        return {"t": "note", "label": label, "c": _run_in(inside._blocks(self.notes[name]))}

    def _address(self, href: str, words: list[Node]) -> list[Node]:
        """Return a note with the address, once: paper can't be clicked."""
        address = _AROUND_ADDRESS.sub("", href)
        if self.notes is None or address in _plain(words):
            return []
        if label := self._addresses.get(address):
            return [{"t": "note-again", "label": label}]
        label = self._addresses[address] = f"{self.name}-to-{len(self._addresses)}"
        return [{"t": "note", "label": label, "c": [_breakable(address)]}]


_BLOCK_WRITERS: dict[str, Callable[[Writer, Element], Node]] = {
    "p": Writer._paragraph,
    "blockquote": Writer._quote,
    "ul": Writer._list,
    "ol": Writer._list,
    "dl": Writer._terms,
    "table": Writer._table,
    "pre": Writer._verbatim,
    "hr": Writer._rule,
}


def _runs(children: Sequence[Child]) -> list[Element | list[Child]]:
    """Return block elements, and the words between them as lists."""
    runs: list[Element | list[Child]] = []
    for child in children:
        if isinstance(child, Element) and child.tag in BLOCKS:
            runs.append(child)
        elif runs and isinstance(runs[-1], list):
            runs[-1].append(child)
        else:
            runs.append([child])
    return runs


def _trimmed(nodes: list[Node]) -> list[Node]:
    """Return the nodes without the white space of the source at their ends."""
    nodes = [node for node in nodes if node]
    while nodes and isinstance(nodes[0], str) and not nodes[0].strip(" "):
        del nodes[0]
    while nodes and isinstance(nodes[-1], str) and not nodes[-1].strip(" "):
        del nodes[-1]
    if nodes and isinstance(nodes[0], str):
        nodes[0] = nodes[0].lstrip(" ")
    if nodes and isinstance(nodes[-1], str):
        nodes[-1] = nodes[-1].rstrip(" ")
    return nodes


def _run_in(nodes: list[Node]) -> list[Node]:
    """Return the nodes with the words of the first paragraph on the line they are written on."""
    match nodes:
        case [{"t": "p", "c": [*words]}, *others]:
            return [*words, *others]
    return nodes


def _plain(nodes: list[Node]) -> str:
    return "".join(node if isinstance(node, str) else _plain(node.get("c", [])) for node in nodes)


def _says_something(nodes: list[Node]) -> bool:
    return any(node.strip() if isinstance(node, str) else True for node in nodes)


def _breakable(words: str) -> str:
    """Let very long words break: they would run off the paper."""
    return _TOO_WIDE.sub(lambda word: _BREAK_HERE.join(re.findall(".{1,30}", word[0])), words)
