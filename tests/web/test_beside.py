"""What changes shown side by side: before and after, each with its marks, by an address alone."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import FIRST, OTHER, SECTION, move_on, send, words_of
from wiki.database import Database
from wiki.models import Text

Visit = Callable[..., Browser]
CELL = re.compile(r"<td>(.*?)</td>", re.DOTALL)


def cells(page: str) -> list[str]:
    """Return what stands in the two columns, row by row."""
    return [words_of(cell) for cell in CELL.findall(page)]


def test_a_suggestion_is_shown_side_by_side_by_who_chooses_so(
    visit: Visit, people: Cast, text: Text
) -> None:
    noor = visit(people.noor)
    address = send(noor)
    assert "<table" not in noor.get(address).text

    page = noor.get(f"{address}?view=beside").text

    before, after = cells(page)
    assert before == FIRST.replace("in the morning", "removed: in the morning")
    assert after == OTHER.replace("every day", "added: every day")
    assert 'class="only-wide" aria-current="page">Side by side' in page
    assert "sheet--wide" in page


def test_on_a_narrow_screen_it_is_the_redline_of_one_column(
    visit: Visit, people: Cast, text: Text
) -> None:
    noor = visit(people.noor)

    page = noor.get(f"{send(noor)}?view=beside").text

    narrow = page[page.index('<div class="only-narrow"><p class="redline__legend">') :]
    assert '<del class="removed">' in narrow
    assert '<ins class="added">' in narrow


def test_two_revisions_are_compared_side_by_side(
    visit: Visit, people: Cast, database: Database, text: Text
) -> None:
    move_on(database, people.claire, FIRST, OTHER)
    noor = visit(people.noor)
    compare = f"{SECTION}/history/compare"
    marked = noor.get(f"{compare}?from=1&to=2").text
    assert "<table" not in marked
    [address] = re.findall(r'href="([^"]*view=beside)"', marked)

    page = noor.get(address.replace("&amp;", "&")).text

    before, after, *stays = cells(page)
    assert "removed: in the morning" in before
    assert "added:" not in before
    assert "added: every day" in after
    assert "removed:" not in after
    assert all("removed:" not in cell for cell in stays)
    assert "paragraphs stay as they are" in page
