"""What changed between two texts, for people to read: the one door to the difference.

`words` compares texts; the pieces can be grouped into changes, worded, and taken in part.
"""

from wiki.text.pieces import Op, Piece, words

__all__ = ["Op", "Piece", "words"]
