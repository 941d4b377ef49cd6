"""The rules the wiki's Markdown adds to CommonMark: footnotes, terms, and places of table cells."""

import re
from collections.abc import Callable, Iterator

from markdown_it.common.utils import MD_TRIM_CHARS, normalizeReference
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

BlockRule = Callable[[StateBlock, int, int, bool], bool]

FOOTNOTE_MARK = re.compile(r"\[\^(?P<label>[^\]\[\s^]{1,100})\]")
_SPACE = re.compile(r"[ \t]*")
_DEFINITION = re.compile(r":[ \t]+(?=\S)")
CROWDED_TABLE = "crowded_table"
# In all tables of a text together; the richest of 428 real texts has 294.
_MOST_CELLS = 10_000


def footnote_label(written: str) -> str:
    """Return the label under which a footnote is known."""
    return normalizeReference(written)


def footnote_mark(state: StateInline, silent: bool) -> bool:
    """Inline rule: `[^label]`, where the text has a footnote of that label."""
    found = FOOTNOTE_MARK.match(state.src, state.pos)
    if not found or footnote_label(found["label"]) not in state.env.get("footnotes", ()):
        return False
    if not silent:
        state.push("footnote_mark", "", 0).meta["label"] = footnote_label(found["label"])
    state.pos = found.end()
    return True


def footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule: `[^label]: words`, with the lines indented below it."""
    at = state.bMarks[start] + state.tShift[start]
    found = FOOTNOTE_MARK.match(state.src, at)
    if not found or state.is_code_block(start) or not state.src.startswith(":", found.end()):
        return False
    if silent:
        return True
    label = footnote_label(found["label"])
    footnotes = state.env.setdefault("footnotes", {})
    footnotes.setdefault(label, len(footnotes) + 1)
    opening = state.push("footnote_open", "div", 1)
    opening.meta = {"label": label, "at": at, "to": found.end() + 1}
    _tokenize_inside(state, start, end, found.end() + 1)
    state.push("footnote_close", "div", -1)
    opening.map = [start, state.line]
    return True


def _tokenize_inside(state: StateBlock, start: int, end: int, content: int) -> None:
    """Read the lines of a footnote as blocks, its first line from `content` on."""
    before = state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType
    state.bMarks[start] = content
    space = _SPACE.match(state.src, content)
    state.tShift[start] = len(space[0]) if space else 0
    state.blkIndent += 4
    state.sCount[start] = state.blkIndent
    state.parentType = "footnote"
    state.md.block.tokenize(state, start, end)
    state.blkIndent -= 4
    state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType = before


def terms(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule: a term on a line, then lines that begin with a colon and say what it means."""
    if silent or state.is_code_block(start) or _definition_after(state, start, end) is None:
        return False
    opening = state.push("dl_open", "dl", 1)
    line, term = start, start
    while (definition := _definition_after(state, term, end)) is not None:
        _push(state, "dt", term, [_line_span(state, term)])
        while definition is not None:
            line = _push_definition(state, definition, end)
            definition = _definition_from(state, line, end)
        term = min(state.skipEmptyLines(line), end)
    state.push("dl_close", "dl", -1)
    opening.map = [start, line]
    state.line = line
    return True


def _definition_after(state: StateBlock, term: int, end: int) -> int | None:
    """Return the line of the definition that makes this line a term."""
    is_term = term < end and not state.isEmpty(term) and not state.is_code_block(term)
    if not is_term or state.sCount[term] < state.blkIndent or _is_definition(state, term):
        return None
    return (
        None
        if term > state.line and _interrupted(state, term, end)
        else _definition_from(state, term + 1, end)
    )


def _definition_from(state: StateBlock, line: int, end: int) -> int | None:
    line += 1 if line < end and state.isEmpty(line) else 0
    return line if line < end and _is_definition(state, line) else None


def _is_definition(state: StateBlock, line: int) -> bool:
    at, _ = _line_span(state, line)
    own = state.sCount[line] >= state.blkIndent and not state.is_code_block(line)
    return own and _DEFINITION.match(state.src, at) is not None


def _push_definition(state: StateBlock, first: int, end: int) -> int:
    """Push a definition with the lines that continue it, and return the line after it."""
    line = first + 1
    while line < end and not state.isEmpty(line) and not _is_definition(state, line):
        next_is_definition = line + 1 < end and _is_definition(state, line + 1)
        if next_is_definition or _interrupted(state, line, end):
            break
        line += 1
    spans = [_line_span(state, n) for n in range(first, line)]
    mark = _DEFINITION.match(state.src, spans[0][0])
    spans[0] = (mark.end() if mark else spans[0][0], spans[0][1])
    _push(state, "dd", first, spans)
    return line


def _interrupted(state: StateBlock, line: int, end: int) -> bool:
    if state.sCount[line] < state.blkIndent:
        return True
    if state.is_code_block(line):
        return False
    return any(rule(state, line, end, True) for rule in state.md.block.ruler.getRules("paragraph"))


def _push(state: StateBlock, tag: str, first: int, spans: list[tuple[int, int]]) -> None:
    state.push(f"{tag}_open", tag, 1)
    inline = state.push("inline", "", 0)
    inline.content = "\n".join(state.src[start:end] for start, end in spans).strip(MD_TRIM_CHARS)
    inline.map = [first, first + len(spans)]
    inline.children = []
    inline.meta["lines"] = spans
    state.push(f"{tag}_close", tag, -1)


def _line_span(state: StateBlock, line: int) -> tuple[int, int]:
    return state.bMarks[line] + state.tShift[line], state.eMarks[line]


def bounded_table(rule: BlockRule) -> BlockRule:
    """Wrap the rule for tables: each cell knows its places, and cells without end are no table.

    Short rows are filled up with empty cells, so a few letters can ask for millions.
    """

    def bounded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        known = len(state.tokens)
        if not rule(state, start, end if silent else min(start + 2, end), True):
            return False
        if silent:
            return True
        rows = _rows(state, start, end)
        cells = state.env.get("cells", 0) + _line(state, start).count("|") * len(rows)
        if cells > _MOST_CELLS:
            _push_crowded(state, rows)
            return True
        state.env["cells"] = cells
        rule(state, start, end, False)
        _place_cells(state, known)
        return True

    return bounded


def _rows(state: StateBlock, start: int, end: int) -> range:
    last = start
    while last < end and not state.isEmpty(last) and state.sCount[last] >= state.blkIndent:
        last += 1
    return range(start, last)


def _push_crowded(state: StateBlock, rows: range) -> None:
    token = state.push(CROWDED_TABLE, "", 0)
    token.map = [rows.start, rows.stop]
    state.line = rows.stop


def _place_cells(state: StateBlock, known: int) -> None:
    places: Iterator[list[int]] = iter(())
    for token in state.tokens[known:]:
        if token.type == "tr_open" and token.map:
            places = _cells(state.src, *_line_span(state, token.map[0]))
        elif token.type == "inline":
            token.meta["places"] = next(places, [])


def _line(state: StateBlock, line: int) -> str:
    start, end = _line_span(state, line)
    return state.src[start:end]


def _cells(text: str, start: int, end: int) -> Iterator[list[int]]:
    """Yield the places of the characters of each cell; an escaped pipe is one character."""
    cells: list[list[int]] = [[]]
    row = text[start:end].strip(MD_TRIM_CHARS)
    start += len(text[start:end]) - len(text[start:end].lstrip(MD_TRIM_CHARS))
    for at, character in enumerate(row, start):
        if character != "|":
            cells[-1].append(at)
        elif at > start and text[at - 1] == "\\":
            cells[-1][-1] = at
        else:
            cells.append([])
    if not cells[0]:
        cells.pop(0)
    for cell in cells:
        yield _trimmed(text, cell)


def _trimmed(text: str, places: list[int]) -> list[int]:
    first, last = 0, len(places)
    while first < last and text[places[first]] in MD_TRIM_CHARS:
        first += 1
    while last > first and text[places[last - 1]] in MD_TRIM_CHARS:
        last -= 1
    return places[first:last]
