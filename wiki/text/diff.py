"""What changed between two texts, for people to read: the one door to the difference.

`words` compares two texts for readers, `finest` to count who brought what, `blocks` block by block;
pieces can be joined to both texts again, grouped into numbered changes, worded, taken in part, told
that they moved, folded where nothing changes, and shown as people read them.
"""

from wiki.text.changes import Change, changes, moves, take
from wiki.text.folding import Stretch, fold
from wiki.text.pieces import Op, Piece, finest, sides, words
from wiki.text.redline import BlockChange, blocks
from wiki.text.relocations import with_moves
from wiki.text.typeset import Sheet, Shown, sheets, shown_changes
from wiki.text.worded import Wording, in_words

__all__ = [
    "BlockChange",
    "Change",
    "Op",
    "Piece",
    "Sheet",
    "Shown",
    "Stretch",
    "Wording",
    "blocks",
    "changes",
    "finest",
    "fold",
    "in_words",
    "moves",
    "sheets",
    "shown_changes",
    "sides",
    "take",
    "with_moves",
    "words",
]
