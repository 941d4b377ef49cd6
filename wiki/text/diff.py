"""What changed between two texts, for people to read: the one door to the difference.

`words` compares two texts; the pieces can be grouped into numbered changes, worded, and taken in
part.
"""

from wiki.text.changes import Change, Wording, changes, in_words, take
from wiki.text.pieces import Op, Piece, words

__all__ = ["Change", "Op", "Piece", "Wording", "changes", "in_words", "take", "words"]
