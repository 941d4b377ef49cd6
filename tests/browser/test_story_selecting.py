"""Words selected in the browser are the words that the comment keeps, whatever stands in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from sqlalchemy import select

from tests import factories
from tests.browser.pages.reader import Reader
from tests.cast import Cast
from wiki.database import Database
from wiki.models import Anchor, Comment, Document, Text

pytestmark = pytest.mark.browser

SOURCE = """\
The [confidential *adviser*](https://example.org "Who (not) to ask") keeps **what** you say.

Fish &amp; chips cost &lt; 5 \\* 2, says R&D.

Well done \U0001f44d\U0001f3fd everyone \U0001f469‍\U0001f4bb here, and here\\*.

A Spın̈al Tap at the café.

- Nobody is *laughed* at.
- Nobody is left out[^1].

[^1]: Also at drinks.
"""


class Picked(NamedTuple):
    """What a reader selects, up to the last words, and what it must be in the source."""

    words: str
    source: str
    up_to: str = ""


PICKED = {
    "over a link": Picked(
        "adviser keeps what", 'adviser*](https://example.org "Who (not) to ask") keeps **what'
    ),
    "inside a link": Picked("confidential", "confidential"),
    "entities": Picked("Fish & chips cost < 5 * 2", "Fish &amp; chips cost &lt; 5 \\* 2"),
    "after emoji": Picked("everyone", "everyone"),
    "an emoji of several": Picked("\U0001f469‍\U0001f4bb here", "\U0001f469‍\U0001f4bb here"),
    "combining accents": Picked("Spın̈al", "Spın̈al"),
    "after accents": Picked("Tap at the café", "Tap at the café"),
    "over list items": Picked("laughed at", "laughed* at.\n- Nobody is left", up_to="left"),
    "over blocks": Picked("says R&D", "says R&D.\n\nWell done", up_to="Well done"),
}


def test_each_comment_keeps_the_very_words_that_were_selected(
    comes: Callable[..., Reader], people: Cast, database: Database
) -> None:
    with database.write() as db:
        document = db.get_one(Document, people.document.id)
        factories.text(db, document, SOURCE, key="selecting")
    noor = comes(people.noor)

    for how, picked in PICKED.items():
        noor.opens_the_section("selecting")
        noor.comments_on(picked.words, how, up_to=picked.up_to)
        noor.sees("Thank you.")

    assert kept(database) == {how: picked.source for how, picked in PICKED.items()}


def kept(database: Database) -> dict[str, str]:
    """Return the words in the source that each comment stands at."""
    with database.read() as db:
        rows = db.execute(
            select(Comment.source, Text.source, Anchor.start, Anchor.end)
            .join(Anchor, Anchor.contribution_id == Comment.contribution_id)
            .join(Text, Text.id == Anchor.text_id)
        )
        return {said: source[start:end] for said, source, start, end in rows}
