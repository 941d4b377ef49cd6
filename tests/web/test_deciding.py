"""What who decides meets: the question first, rivals of a suggestion, and what is not saved."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import FIRST, send, words_of
from tests.web.test_decisions import preview
from wiki.database import Database
from wiki.models import Account, Text

Visit = Callable[..., Browser]
QUEUE = "/documents/code/queue"
ASKED = "Why only in the morning?"
RIVALS = "Somebody else suggests other words for the same passage"


@pytest.fixture
def question(database: Database, people: Cast, text: Text) -> str:
    """Give the page of a question that Noor asked."""
    with database.write() as db:
        thread = factories.thread(
            db, db.get_one(Text, text.id), by=db.get_one(Account, people.noor.id), words=ASKED
        )
        return f"/documents/code/threads/{thread.id}"


def test_answering_from_the_queue_begins_at_the_question_and_then_its_one_box(
    visit: Visit, people: Cast, question: str
) -> None:
    mirjam = visit(people.mirjam)
    to_answer = re.search(r'href="([^"]+#[^"]+)">\s*Answer', mirjam.get(QUEUE).text)
    assert to_answer

    address, _, place = to_answer[1].partition("#")
    page = mirjam.get(address).text

    after = page[page.index(f'id="{place}"') :]
    boxes = re.findall(r'<textarea[^>]* name="(\w+)"', after)
    assert after.index(ASKED) < after.index("<textarea")
    assert boxes == ["reason", "source"]
    assert "Comment on this" in after
    assert not re.search(r">\s*Answer\s*<", after)
    assert '<details class="reply-aside"><summary>' in after
    assert after.index('name="reason"') < after.index("reply-aside") < after.index('name="source"')


def test_the_box_for_a_comment_is_open_for_who_answers_one_or_must_correct_it(
    visit: Visit, people: Cast, question: str
) -> None:
    mirjam = visit(people.mirjam)
    opening = re.search(r'id="comment-(\w+)"', mirjam.get(question).text)
    assert opening

    asked = mirjam.get(f"{question}?to={opening[1]}").text
    empty = mirjam.post(f"/documents/code/contributions/{question[-26:]}/comments", source="").text

    assert '<details class="reply-aside" open>' in asked
    assert '<details class="reply-aside" open>' in empty


def test_to_everyone_else_the_box_for_a_comment_is_not_folded(
    visit: Visit, people: Cast, question: str
) -> None:
    page = visit(people.bram).get(question).text

    assert 'name="source"' in page
    assert "reply-aside" not in page


def test_who_decides_is_told_of_another_suggestion_for_the_same_words(
    visit: Visit, people: Cast, text: Text
) -> None:
    own = send(visit(people.noor))
    mirjam = visit(people.mirjam)
    assert RIVALS not in words_of(mirjam.get(f"{own}/decision").text)
    send(visit(people.bram), FIRST.replace("We greet", "We warmly greet"))

    for page in (mirjam.get(f"{own}/decision").text, preview(mirjam, own)):
        lane = re.search(r'href="([^"]*/lanes/[^"]*)"', page)
        assert RIVALS in words_of(page)
        assert lane
        assert page.index(lane[1]) < page.index('name="reason"')
        assert "Suggestion 2" in words_of(mirjam.get(lane[1]).text)


def test_a_result_that_is_only_read_does_not_look_done_and_shows_what_changes(
    visit: Visit, people: Cast, text: Text
) -> None:
    page = preview(visit(people.mirjam), send(visit(people.noor)))

    assert "Not saved yet" in words_of(page)
    assert "the outcome is: Adopted." in words_of(page)
    assert "outcome--adopted" not in page
    assert re.search(r'<details class="result__change" open>.*?<del', page, re.S)


def test_the_ways_to_show_a_change_stay_in_their_places(
    visit: Visit, people: Cast, text: Text
) -> None:
    noor = visit(people.noor)
    address = send(noor)

    orders = {
        tuple(re.findall(r"[?&]view=(\w+)", tabs))
        for view in ("", "?view=after", "?view=words")
        for tabs in re.findall(r'<nav class="tabs".*?</nav>', noor.get(address + view).text, re.S)
    }

    assert orders == {("marked", "beside", "before", "after", "words")}
