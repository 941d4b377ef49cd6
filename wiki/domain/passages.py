"""From what somebody selected on a page to the words in the source.

The browser sends visible text: blocks, UTF-16 offsets into what it shows, and the quote. The quote
decides: where the offsets don't hold it, its only copy in those blocks is taken, else whole blocks.
A remark on too much is harmless, one on other words is not (design decision 4).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from wiki.errors import Invalid
from wiki.text import visible
from wiki.text.blocks import Block


@dataclass(frozen=True, slots=True)
class Selection:
    """What a form sends: block positions (0-based, inclusive), offsets and quote, all as seen.

    `start` is a UTF-16 offset in the first block's visible text, `end` one in the last block's.
    Without a quote the whole blocks are meant.
    """

    first_block: int
    last_block: int
    start: int = 0
    end: int = 0
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a source in code points, the words a reader sees there, and how it was meant."""

    start: int
    end: int
    visible_quote: str
    whole_block: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a source in code points, its words and those before them in the first block."""

    start: int
    end: int
    before: str
    words: str


def located(split: Sequence[Block], selection: Selection) -> Passage:
    """Return the passage that was selected.

    Raises Invalid("passage", "no_such_block") when the blocks don't exist.
    """
    if not 0 <= selection.first_block <= selection.last_block < len(split):
        raise Invalid("passage", "no_such_block")
    if selection.quote.strip():
        found = _by_offsets(split, selection) or _by_quote(split, selection)
        if found:
            return found
    return whole_blocks(split, selection.first_block, selection.last_block)


def whole_blocks(split: Sequence[Block], first: int, last: int) -> Passage:
    """Return the passage of whole blocks, without the blank lines around them."""
    start, end = offset_of(split, first), offset_of(split, last + 1)
    source = "".join(block.source for block in split[first : last + 1])
    start += len(source) - len(source.lstrip())
    end -= len(source) - len(source.rstrip())
    quote = "\n".join(visible.of(block).text.strip() for block in split[first : last + 1])
    return Passage(start, max(start, end), quote, whole_block=True)


def offset_of(split: Sequence[Block], position: int) -> int:
    """Return where the block at a position starts in the source."""
    return sum(len(block.source) for block in split[:position])


def _by_offsets(split: Sequence[Block], selection: Selection) -> Passage | None:
    """Return the passage at the offsets, if it reads like the quote."""
    first, last = (visible.of(split[n]) for n in (selection.first_block, selection.last_block))
    start = visible.utf16_to_code_points(first.text, selection.start)
    end = visible.utf16_to_code_points(last.text, selection.end)
    return _if_it_reads(split, selection, start, end)


def _by_quote(split: Sequence[Block], selection: Selection) -> Passage | None:
    """Return the only copy of the quote in one of the blocks."""
    wanted = selection.quote.strip()
    places = [
        (position, shown.find(wanted))
        for position in range(selection.first_block, selection.last_block + 1)
        if (shown := visible.of(split[position]).text).count(wanted) == 1
    ]
    if len(places) != 1:
        return None
    position, start = places[0]
    one = Selection(position, position, quote=wanted)
    return _if_it_reads(split, one, start, start + len(wanted))


def between(split: Sequence[Block], first: int, last: int, start: int, end: int) -> Stretch | None:
    """Return what was selected from `start` in the first block to `end` in the last.

    Offsets count UTF-16 units of what readers see. None where that holds no words, or the blocks
    don't exist.
    """
    if not 0 <= first <= last < len(split):
        return None
    start = visible.utf16_to_code_points(visible.of(split[first]).text, start)
    end = visible.utf16_to_code_points(visible.of(split[last]).text, end)
    begin, finish = _in_source(split, first, last, start, end)
    words = _shown(split, first, last, start, end)
    if begin >= finish or not words.strip():
        return None
    return Stretch(begin, finish, visible.of(split[first]).text[:start], words)


def _if_it_reads(
    split: Sequence[Block], selection: Selection, start: int, end: int
) -> Passage | None:
    first, last = selection.first_block, selection.last_block
    if not _alike(_shown(split, first, last, start, end), selection.quote):
        return None
    begin, finish = _in_source(split, first, last, start, end)
    return Passage(begin, finish, selection.quote.strip()) if begin < finish else None


def _in_source(
    split: Sequence[Block], first: int, last: int, start: int, end: int
) -> tuple[int, int]:
    """Return the source from a place in the first block to one in the last, in code points."""
    inner_end = end if first == last else len(visible.of(split[first]).text)
    source_start, source_end = visible.of(split[first]).to_source(start, inner_end)
    if first != last:
        source_end = visible.of(split[last]).to_source(0, end)[1]
    return offset_of(split, first) + source_start, offset_of(split, last) + source_end


def _shown(split: Sequence[Block], first: int, last: int, start: int, end: int) -> str:
    """Return what a reader sees from `start` in the first block to `end` in the last."""
    texts = [visible.of(split[n]).text for n in range(first, last + 1)]
    texts[-1] = texts[-1][:end]
    texts[0] = texts[0][start:]
    return "".join(texts)


def _alike(shown: str, quote: str) -> bool:
    """Tell whether two texts are the same but for white space, which browsers lay out."""
    return bool(quote.split()) and "".join(shown.split()) == "".join(quote.split())


def positions(spans: Sequence[tuple[int, int]], start: int, end: int) -> range:
    """Return the positions of the blocks that a stretch of the source touches."""
    touched = [n for n, (a, b) in enumerate(spans) if a < max(end, start + 1) and start < b]
    return range(touched[0], touched[-1] + 1) if touched else range(0)
