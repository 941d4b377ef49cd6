"""What a moderator did just now is taken back with one press: closing a comment, and holding it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import speak_english, words_of
from wiki import clock
from wiki.database import Database
from wiki.domain import comments, holds
from wiki.models import Account, Comment, Contribution, Document, Notice, ShownAs

Visit = Callable[..., Browser]
MOMENT = re.compile(r'<div class="for-a-moment">.*?</div>', re.S)


@pytest.fixture
def page(database: Database, people: Cast) -> str:
    """Give the page of a comment by Noor, with an answer by Bram."""
    with database.write() as db:
        speak_english(db)
        text = factories.text(db, db.get_one(Document, people.document.id))
        noor, bram = (db.get_one(Account, one.id) for one in (people.noor, people.bram))
        thread = factories.thread(db, text, by=noor)
        comments.reply(
            db,
            thread.contribution,
            "I wonder, too.",
            shown_as=ShownAs.NAME,
            by=bram,
            at=factories.AT,
        )
        return f"/documents/code/threads/{thread.id}"


def press(browser: Browser, page: str) -> str:
    """Press the button that a page shows for a moment, and return the page that follows."""
    shown = MOMENT.search(browser.get(page).text)
    assert shown, "nothing can be taken back at once"
    action = re.search(r'action="([^"]*)"', shown[0])
    assert action
    fields = dict(re.findall(r'name="(at_once|decided)" value="([^"]*)"', shown[0]))
    told = {name: html.unescape(value) for name, value in fields.items()}
    answer = browser.post(html.unescape(action[1]), **told)
    assert answer.status_code == 303
    return browser.get(answer.location).text


def told(database: Database, kind: str) -> int:
    with database.read() as db:
        return len(db.scalars(select(Notice).where(Notice.kind == kind)).all())


def test_an_answer_comes_back_as_it_was_typed(visit: Visit, people: Cast, page: str) -> None:
    mirjam = visit(people.mirjam)
    mirjam.post(f"{page}/outcome", outcome="passed_on", reason="That is for HR.")

    again = press(mirjam, page)

    form = again[again.index('id="outcome"') :]
    assert "That is for HR.</textarea>" in form
    assert 'value="passed_on" checked' in form


def test_to_a_colleague_the_form_is_empty(visit: Visit, people: Cast, page: str) -> None:
    mirjam = visit(people.mirjam)
    mirjam.post(f"{page}/outcome", outcome="passed_on", reason="That is for HR.")
    press(mirjam, page)

    assert "That is for HR.</textarea>" not in visit(people.claire).get(page).text


@pytest.mark.parametrize("what", ["the whole", "an answer"])
def test_what_was_held_is_put_back_and_nobody_is_told(
    visit: Visit, people: Cast, page: str, database: Database, what: str
) -> None:
    mirjam = visit(people.mirjam)
    with database.read() as db:
        answer = select(Comment.id).where(Comment.parent_id.is_not(None))
        held = db.scalar(select(Contribution.id) if what == "the whole" else answer)
    sent = mirjam.post(f"/documents/code/held/{held}", reason="It names somebody.")
    assert sent.status_code == 303, words_of(sent.text)
    assert told(database, "held") == 1

    after = press(mirjam, f"{page}?queue=all")

    assert "Everyone who can read the document sees it again." in words_of(after)
    assert "Back to the queue" in words_of(after)
    assert told(database, "held") == 0


def test_later_there_is_no_such_button_and_who_was_told_stays_told(
    visit: Visit, people: Cast, page: str, database: Database
) -> None:
    with database.write() as db:
        one, mirjam = db.scalars(select(Contribution)).one(), people.mirjam
        by = db.get_one(Account, mirjam.id)
        holds.hold(db, one, reason="It names somebody.", by=by, at=factories.AT)
        db.scalars(select(Notice).where(Notice.kind == "held")).one().sent_on = clock.now().date()

    assert not MOMENT.search(visit(mirjam).get(page).text)
    with database.write() as db:
        by = db.get_one(Account, mirjam.id)
        holds.put_back(db, db.scalars(select(Contribution)).one(), by=by, at=clock.now())
    assert told(database, "held") == 1
