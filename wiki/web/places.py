"""Places in a text, said in words: of a comment's words now, and of an edit as it was written."""

from __future__ import annotations

from wiki.domain.edit_places import EditPlace
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


def edit_place(place: EditPlace | None, section: int | str | None) -> str:
    """Return where an edit is in the section of this number, None or empty where it has none."""
    if place is None:
        return ""
    above, first, last, below = (_label(section, number) for number in place[:4])
    if first != last:
        return gettext("Paragraphs %(first)s to %(last)s", first=first, last=last)
    if first:
        return gettext("Paragraph %(number)s", number=first)
    if not place.is_new:
        return gettext("A part that readers don't see")
    if above and below:
        return gettext("Between %(above)s and %(below)s", above=above, below=below)
    where = section or gettext("the section")
    if above:
        return gettext("At the end of %(section)s", section=where)
    return gettext("At the beginning of %(section)s", section=where)


def _label(section: int | str | None, number: int | None) -> str:
    if number is None:
        return ""
    return f"{section}.{number}" if section else str(number)
