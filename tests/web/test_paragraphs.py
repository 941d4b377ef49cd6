"""A paragraph tells what is said about it before that is opened."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import SECTION, speak_english, words_of
from wiki.database import Database
from wiki.models import Account, Document

Visit = Callable[..., Browser]
SUMMARY = re.compile(r'<details class="block__threads"[^>]*>\s*<summary>(.*?)</summary>', re.DOTALL)


@pytest.mark.parametrize(
    ("comments", "suggestions", "told"),
    [
        (0, 0, []),
        (1, 0, ["1 comment on paragraph 1.1"]),
        (0, 2, ["2 suggestions on paragraph 1.1"]),
        (2, 1, ["2 comments, 1 suggestion on paragraph 1.1"]),
    ],
)
def test_a_paragraph_counts_its_comments_and_suggestions_apart(
    visit: Visit, people: Cast, database: Database, comments: int, suggestions: int, told: list[str]
) -> None:
    with database.write() as db:
        speak_english(db)
        text = factories.text(db, db.get_one(Document, people.document.id))
        noor = db.get_one(Account, people.noor.id)
        for number in range(comments):
            factories.thread(db, text, by=noor, words=f"Why {number}?")
        for number in range(suggestions):
            factories.proposal(db, text, new=f"day {number}", by=noor)

    page = visit(people.noor).get(SECTION).text

    assert [words_of(summary) for summary in SUMMARY.findall(page)] == told
