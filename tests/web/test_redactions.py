"""The lead takes words out of the whole history: seen first, confirmed with a reason, then gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest
from sqlalchemy import QueuePool, select
from werkzeug.test import TestResponse

from tests import factories
from tests.cast import Cast
from tests.domain.forgetting import held_in
from tests.web.browsing import Browser
from tests.web.suggesting import FIRST, SECTION, form, move_on, words_of
from wiki.database import Database
from wiki.domain import releases
from wiki.domain.verification import verify
from wiki.models import Account, Document, Revision, Text
from wiki.text.redaction import MARKS

Visit = Callable[..., Browser]
PAGE = "/documents/code/redaction"
WORDS = "greet everyone"
ASKED = "A colleague asked for it."


@pytest.fixture(autouse=True)
def a_text(text: Text) -> None:
    """Have a text to take words out of."""


def take_out(browser: Browser, **fields: str) -> TestResponse:
    usual = {"words": WORDS, "reason": ASKED, "understood": "yes"}
    return browser.post(PAGE, **(usual | fields))


def test_the_lead_sees_what_it_would_reach_and_nothing_changes(
    visit: Visit, people: Cast, database: Database
) -> None:
    lead = visit(people.sanne)
    assert f'href="{PAGE}"' in lead.get(f"{SECTION}/history").text

    page = lead.post(f"{PAGE}/preview", words=WORDS)

    assert page.status_code == 200
    told = words_of(page.text)
    assert "1 revision of a text" in told
    assert "This can not be undone" in told
    assert "backups still hold the words" in told
    with database.read() as db:
        assert FIRST in db.scalars(select(Text.source)).one()


def test_the_lead_is_told_where_the_words_are_written_otherwise_and_stay(
    visit: Visit, people: Cast, database: Database
) -> None:
    move_on(database, people.claire, "laughed at", "**laughed** at")

    told = words_of(visit(people.sanne).post(f"{PAGE}/preview", words="laughed at").text)

    assert "1 revision of a text" in told
    assert "Written otherwise, they stay" in told
    assert "laughed** at (1 place)" in told


def test_a_reason_does_not_repeat_the_words_in_other_letters(visit: Visit, people: Cast) -> None:
    answer = take_out(visit(people.sanne), reason=f"It said {WORDS.upper()}.")

    assert answer.status_code == 422
    assert WORDS.upper() in answer.text


def test_what_is_confirmed_is_gone_and_the_history_says_so(
    visit: Visit, people: Cast, database: Database
) -> None:
    answer = take_out(visit(people.sanne))

    assert (answer.status_code, answer.location) == (303, PAGE)
    with database.read() as db:
        assert held_in(db, WORDS) == []
        assert verify(db).findings == ()
    history = words_of(visit(people.noor).get(f"{SECTION}/history").text)
    assert "words taken out on" in history
    assert "Words were taken out of 1 earlier revision, for good:" in history
    assert ASKED in history
    assert MARKS["en"] in visit(people.noor).get(SECTION).text


REFUSED: dict[str, tuple[dict[str, str], str]] = {
    "no words": ({"words": ""}, "field-words"),
    "words that are nowhere": ({"words": "Nobody said so"}, "field-words"),
    "no reason": ({"reason": ""}, "field-reason"),
    "a telling reason": ({"reason": f"They {WORDS}."}, "field-reason"),
    "not understood": ({"understood": ""}, "field-understood"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_right_is_told_and_what_was_typed_stays(
    visit: Visit, people: Cast, database: Database, case: str
) -> None:
    fields, at = REFUSED[case]

    answer = take_out(visit(people.sanne), **fields)

    assert answer.status_code == 422
    assert f'href="#{at}"' in answer.text
    kept = fields.get("reason") or fields.get("words", WORDS)
    assert f'value="{kept}"' in answer.text
    with database.read() as db:
        assert FIRST in db.scalars(select(Text.source)).one()


def test_the_reason_stays_where_the_words_have_to_be_typed_again(
    visit: Visit, people: Cast
) -> None:
    lead = visit(people.sanne)
    refused = take_out(lead, words="Nobody said so")
    assert f'name="reason" value="{ASKED}"' in refused.text

    mistyped = lead.post(f"{PAGE}/preview", words="Nobody said so", reason=ASKED)
    seen = lead.post(f"{PAGE}/preview", words=WORDS, reason=ASKED)

    assert f'name="reason" value="{ASKED}"' in mistyped.text
    assert "This can not be undone" in words_of(seen.text)
    assert f'value="{ASKED}"' in seen.text


def test_a_damaged_history_is_named_and_nothing_is_changed(
    visit: Visit, people: Cast, database: Database
) -> None:
    move_on(database, people.claire, "laughed at", "mocked")
    with database.write() as db:
        first = db.scalars(select(Revision).where(Revision.number == 1)).one()
        title, first.keyframe = first.title, "Something else."
    lead = visit(people.sanne)

    for answer in (lead.post(f"{PAGE}/preview", words=WORDS), take_out(lead)):
        told = words_of(answer.text)
        assert answer.status_code == 500
        assert f"Revision 1 of “{title}” is not what was stored" in told
        assert "python -m wiki verify" in told
    assert f"{ASKED}</textarea>" in answer.text
    with database.read() as db:
        text = db.scalars(select(Text)).one()
        assert (text.head, WORDS in text.source) == (2, True)


def test_no_idle_connection_remembers_what_was_taken_out(
    visit: Visit, people: Cast, database: Database
) -> None:
    lead = visit(people.sanne)
    lead.get(SECTION)
    take_out(lead)

    idle = cast(QueuePool, database._reader.pool)
    assert not database.is_sqlite or idle.checkedin() == 0


def test_sending_it_again_does_it_once(visit: Visit, people: Cast, database: Database) -> None:
    lead = visit(people.sanne)

    first, again = take_out(lead, form_key="same"), take_out(lead, form_key="same")

    assert (first.status_code, again.status_code) == (303, 303)
    with database.read() as db:
        assert db.scalars(select(Text.head)).one() == 2


def test_a_form_opened_before_is_refused_and_keeps_what_was_typed(
    visit: Visit, people: Cast, database: Database
) -> None:
    author = visit(people.noor)
    take_out(visit(people.sanne))

    answer = author.post(f"{SECTION}/proposals", **form("We listen, and greet everyone."))

    assert answer.status_code == 409
    assert "We listen, and greet everyone." in answer.text
    with database.read() as db:
        assert held_in(db, WORDS) == []


def test_an_editors_form_opened_before_is_refused_and_keeps_what_was_typed(
    visit: Visit, people: Cast, database: Database
) -> None:
    editor = visit(people.claire)
    take_out(visit(people.sanne))
    typed = {"base": "1", "first_block": "0", "block_count": "1", "words": FIRST + " More."}

    answer = editor.post(f"{SECTION}/words", **typed, summary="More.", save="yes")

    assert answer.status_code == 409
    assert FIRST in answer.text
    with database.read() as db:
        assert held_in(db, WORDS) == []


def test_a_release_says_that_words_were_taken_out_and_its_files_are_without_them(
    visit: Visit, people: Cast, database: Database
) -> None:
    with database.write() as db:
        document = db.scalars(select(Document)).one()
        lead = db.get_one(Account, people.sanne.id)
        releases.make(db, document, "First", by=lead, at=factories.AT)
    take_out(visit(people.sanne))

    reader = visit(people.noor)
    page = reader.get("/documents/code/releases/1")

    assert "Words were taken out of this release" in page.text
    assert "words taken out on" in words_of(page.text)


@pytest.mark.parametrize("who", ["noor", "mirjam", "claire", "henk"])
def test_nobody_else_is_offered_it(visit: Visit, people: Cast, who: str) -> None:
    browser = visit(getattr(people, who))

    assert PAGE not in browser.get(f"{SECTION}/history").text
    assert browser.get(PAGE).status_code == 403
    assert take_out(browser).status_code == 403
