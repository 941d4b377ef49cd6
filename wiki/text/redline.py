"""The difference of two texts block by block, with the blocks that moved."""

from dataclasses import dataclass

from wiki.text import blocks as cut
from wiki.text.blocks import Block, Match, State
from wiki.text.pieces import Piece, words


@dataclass(frozen=True, slots=True)
class BlockChange:
    """What became of one block: kept, edited, moved, new or gone.

    `moved` says that it stands elsewhere now; an edited block may have moved, too. `before` is None
    for a new block, `after` for one that is gone. `pieces` are its words, as `diff.words` says.
    """

    state: State
    moved: bool
    before: Block | None
    after: Block | None
    pieces: tuple[Piece, ...]


def blocks(before: str, after: str) -> list[BlockChange]:
    """Return one change for each block, in the order of the text after.

    A block that is gone follows the block it stood behind.
    """
    old, new = cut.split(before), cut.split(after)
    return [_change(match, old, new) for match in cut.match(old, new)]


def _change(match: Match, old: list[Block], new: list[Block]) -> BlockChange:
    before = None if match.before is None else old[match.before]
    after = None if match.after is None else new[match.after]
    pieces = words(before.source if before else "", after.source if after else "")
    return BlockChange(match.state, match.moved, before, after, tuple(pieces))
