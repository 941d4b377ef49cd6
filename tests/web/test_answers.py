"""Several comments get one outcome and one reason: ticked, read, and saved for all or for none."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import overtaken, queries_of, speak_english, words_of
from wiki.database import Database
from wiki.domain import threads
from wiki.models import Account, Contribution, Document, Outcome, Thread

Visit = Callable[..., Browser]
QUEUE = "/documents/code/queue"
ANSWERS = f"{QUEUE}/answers"
REASON = "Section 2 says who it is for.\n\nThat holds here too."


@pytest.fixture
def asked(database: Database, people: Cast) -> list[str]:
    """Give the ids of a comment by Noor, one by Bram, and one by the moderator."""
    with database.write() as db:
        speak_english(db)
        text = factories.text(db, db.get_one(Document, people.document.id))
        by = [db.get_one(Account, one.id) for one in (people.noor, people.bram, people.mirjam)]
        said = ("For students too?", "Also for guests?", "And for me?")
        return [
            factories.thread(
                db, text, by=who, words=words, at=factories.AT + timedelta(minutes=later)
            ).id
            for later, (who, words) in enumerate(zip(by, said, strict=True))
        ]


def post(browser: Browser, ids: list[str], *, to: str = ANSWERS, **fields: str):  # type: ignore[no-untyped-def]
    usual = {"outcome": "answered", "reason": REASON}
    return browser.post(to, thread=ids, **(usual | fields))


def outcomes(database: Database, ids: list[str]) -> list[Outcome | None]:
    with database.read() as db:
        return [db.get_one(Contribution, one).outcome for one in ids]


def close(database: Database, people: Cast, thread_id: str) -> None:
    """Let another moderator close a comment."""
    with database.write() as db:
        claire = db.get_one(Account, people.claire.id)
        thread = db.get_one(Thread, thread_id)
        threads.answer(
            db, thread, outcome=Outcome.PASSED_ON, reason="To HR.", by=claire, at=factories.AT
        )


def test_what_one_may_answer_can_be_ticked_in_the_queue(
    visit: Visit, people: Cast, asked: list[str]
) -> None:
    page = visit(people.mirjam).get(f"{QUEUE}?section=respect").text

    assert re.findall(r'type="checkbox" name="thread" value="(\w+)"', page) == asked[:2]
    form = page[page.index('id="together"') :]
    assert 'name="queue" value="all"' in form
    assert 'name="section" value="respect"' in form
    assert "Give the comments one answer" in words_of(page)


def test_who_only_reads_the_queue_ticks_nothing(
    visit: Visit, people: Cast, asked: list[str]
) -> None:
    page = visit(people.sanne).get(QUEUE).text

    assert 'type="checkbox"' not in page
    assert 'id="together"' not in page


def test_one_reads_who_gets_the_answer_before_it_is_saved(
    visit: Visit, people: Cast, asked: list[str], database: Database
) -> None:
    page = post(visit(people.mirjam), asked[:2], preview="yes").text

    seen = words_of(page)
    assert "2 comments get this answer" in seen
    assert "Comment 1 · section 1, Respect For students too? Noor Haddad" in seen
    assert "Comment 2 · section 1, Respect Also for guests? Bram de Wit" in seen
    assert "Not saved yet" in seen
    assert "the outcome is: Answered." in seen
    assert "Reason: Section 2 says who it is for. That holds here too." in seen
    assert outcomes(database, asked) == [None, None, None]


def test_the_answer_can_still_be_changed(visit: Visit, people: Cast, asked: list[str]) -> None:
    page = post(visit(people.mirjam), asked[:2], change="yes", outcome="passed_on").text

    assert html.escape(REASON.splitlines()[0]) in page[page.index("<textarea") :]
    assert 'value="passed_on" checked' in page


def test_each_author_gets_it_as_their_own_answer(
    visit: Visit, people: Cast, asked: list[str], database: Database
) -> None:
    mirjam = visit(people.mirjam)
    narrowed = f"{ANSWERS}?queue=comments&section=respect"

    sent = post(mirjam, asked[:2], to=narrowed, save="yes")

    assert sent.location == f"{QUEUE}?show=comments&section=respect"
    assert "The outcome of 2 comments is saved." in words_of(mirjam.get(sent.location).text)
    assert outcomes(database, asked) == [Outcome.ANSWERED, Outcome.ANSWERED, None]
    for who in (people.noor, people.bram):
        assert "Section 2 says who it is for." in words_of(visit(who).get("/input").text)


def test_one_of_them_is_undone_by_itself(
    visit: Visit, people: Cast, asked: list[str], database: Database
) -> None:
    mirjam = visit(people.mirjam)
    post(mirjam, asked[:2], save="yes")
    page = mirjam.get(f"/documents/code/threads/{asked[0]}").text
    decided = re.search(r'name="decided" value="([^"]*)"', page)
    assert decided

    undo = f"/documents/code/contributions/{asked[0]}/undo"
    mirjam.post(undo, at_once="yes", decided=html.unescape(decided[1]))

    assert outcomes(database, asked) == [None, Outcome.ANSWERED, None]


def test_ones_own_is_left_out_in_words(
    visit: Visit, people: Cast, asked: list[str], database: Database
) -> None:
    mirjam = visit(people.mirjam)
    query = "&".join(f"thread={one}" for one in asked)

    page = mirjam.get(f"{ANSWERS}/new?{query}").text
    forged = post(mirjam, asked, save="yes")

    own = "Comment 3 · section 1, Respect: it is your own, so a colleague answers it."
    assert own in words_of(page)
    assert re.findall(r'name="thread" value="(\w+)"', page) == asked[:2]
    assert forged.status_code == 409
    assert own in words_of(forged.text)
    assert outcomes(database, asked) == [None, None, None]


def test_where_somebody_was_quicker_nothing_is_saved_and_what_was_typed_stays(
    visit: Visit, people: Cast, asked: list[str], database: Database
) -> None:
    mirjam = visit(people.mirjam)

    with overtaken(database, lambda: close(database, people, asked[0])):
        answer = post(mirjam, asked[:2], save="yes")

    assert answer.status_code == 409
    seen = words_of(answer.text)
    assert "Nothing was saved." in seen
    assert "Comment 1 · section 1, Respect: it has its outcome, by Claire" in seen
    assert "1 comment gets this answer" in seen
    assert "That holds here too." in answer.text[answer.text.index("<textarea") :]
    assert outcomes(database, asked) == [Outcome.PASSED_ON, None, None]


def test_what_was_typed_stays_also_where_nothing_is_left(
    visit: Visit, people: Cast, asked: list[str], database: Database
) -> None:
    close(database, people, asked[0])

    answer = post(visit(people.mirjam), asked[:1], save="yes")

    assert answer.status_code == 409
    assert "There is no comment to answer here." in words_of(answer.text)
    assert "That holds here too." in answer.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"reason": " "}, "Please fill this in"),
        ({"outcome": "withdrawn", "save": "yes"}, "Only the person who wrote this"),
        ({"outcome": "joined", "save": "yes"}, "Please choose the suggestion or comment"),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    visit: Visit,
    people: Cast,
    asked: list[str],
    database: Database,
    fields: dict[str, str],
    said: str,
) -> None:
    answer = post(visit(people.mirjam), asked[:2], **fields)

    assert answer.status_code == 422
    assert said in words_of(answer.text)
    assert outcomes(database, asked) == [None, None, None]


def test_what_a_second_one_must_agree_with_is_refused_for_all(
    visit: Visit, people: Cast, asked: list[str], database: Database
) -> None:
    with database.write() as db:
        db.get_one(Document, people.document.id).second_reader = True

    answer = post(visit(people.mirjam), asked[:2], outcome="not_adopted", save="yes")

    assert answer.status_code == 422
    assert "A second person must agree" in words_of(answer.text)
    assert outcomes(database, asked) == [None, None, None]


def test_sent_twice_it_is_done_once(visit: Visit, people: Cast, asked: list[str]) -> None:
    mirjam = visit(people.mirjam)
    first = post(mirjam, asked[:2], save="yes", form_key="the key of this form")

    again = post(mirjam, asked[:2], save="yes", form_key="the key of this form")

    assert first.location == again.location == QUEUE


def test_more_comments_take_no_more_queries(
    visit: Visit, people: Cast, asked: list[str], database: Database
) -> None:
    mirjam = visit(people.mirjam)
    few = queries_of(database, lambda: mirjam.get(f"{ANSWERS}/new?thread={asked[0]}"))
    both = f"{ANSWERS}/new?thread={asked[0]}&thread={asked[1]}"

    assert queries_of(database, lambda: mirjam.get(both)) == few
