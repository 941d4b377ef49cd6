"""Where the words of a comment stand now, said in words."""

from __future__ import annotations

from wiki.domain.following import State
from wiki.domain.reading import Talk
from wiki.models import Placement
from wiki.web.languages import gettext


def place_words(placement: Placement | Talk | None) -> str:
    """Return what happened to a passage since the comment was made; nothing if it is the same."""
    if placement is None:
        return ""
    if placement.by_hand:
        return gettext("Attached to these words by hand.")
    if placement.state == State.REMOVED:
        return gettext("These words are no longer in the text.")
    if placement.state == State.REWORDED:
        words = gettext("The words changed since this comment.")
        return f"{words} {gettext('They also moved.')}" if placement.moved else words
    return gettext("The words moved since this comment.") if placement.moved else ""
