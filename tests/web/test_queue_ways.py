"""Whoever comes from the queue goes on in it: back, and to what waits before and after."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import queries_of, speak_english, words_of
from wiki.database import Database
from wiki.models import Account, Document

Visit = Callable[..., Browser]
QUEUE = "/documents/code/queue"
REPLY = {"source": "Good question.", "shown_as": "name", "readers": "public"}
WAY = re.compile(r'<a href="([^"]*)" rel="(prev|next)">(.*?)</a>', re.S)


@pytest.fixture
def waiting(database: Database, people: Cast) -> list[str]:
    """Give the ids of two comments, a suggestion and a comment elsewhere, the oldest first."""
    with database.write() as db:
        speak_english(db)
        document = db.get_one(Document, people.document.id)
        noor = db.get_one(Account, people.noor.id)
        respect = factories.text(db, document)
        leading = factories.text(db, document, key="leading")

        def at(days: int) -> dict[str, object]:
            return {"by": noor, "at": factories.AT - timedelta(days=days)}

        return [
            factories.thread(db, respect, words="First?", **at(9)).id,  # type: ignore[arg-type]
            factories.thread(db, respect, words="Second?", **at(8)).id,  # type: ignore[arg-type]
            factories.proposal(db, respect, **at(7)).id,  # type: ignore[arg-type]
            factories.thread(db, leading, words="Elsewhere?", **at(6)).id,  # type: ignore[arg-type]
        ]


def ways(page: str) -> dict[str, tuple[str, str]]:
    """Return where a page leads before and after it in the queue: names and addresses."""
    return {rel: (words_of(words), html.unescape(href)) for href, rel, words in WAY.findall(page)}


def listed(browser: Browser, asked: str = "") -> list[str]:
    """Return the addresses that the queue lists."""
    page = browser.get(f"{QUEUE}{asked}").text
    found = re.findall(r'queue__title">.*?<a href="([^"]*)"', page, re.S)
    return [html.unescape(one) for one in found]


def answer(browser: Browser, address: str) -> str:
    """Close a comment with the form of its page, and return the page that follows."""
    form = re.search(r'action="([^"]*/outcome[^"]*)"', browser.get(address).text)
    assert form
    sent = browser.post(html.unescape(form[1]), outcome="answered", reason="It is so.")
    assert sent.status_code == 303, words_of(sent.text)
    return browser.get(sent.location).text


def test_one_goes_through_the_queue_from_page_to_page(
    visit: Visit, people: Cast, waiting: list[str]
) -> None:
    mirjam = visit(people.mirjam)
    address, seen = listed(mirjam)[0], []
    while address:
        page = mirjam.get(address).text
        seen.append(next(one for one in waiting if one in address))
        address = ways(page).get("next", ("", ""))[1]

    assert seen == waiting
    before = ways(page)["prev"]
    assert before[0].startswith("Previous Suggestion 3 · section 1, Respect")
    assert "queue=all" in before[1]


def test_what_follows_after_an_outcome_is_in_the_thanks_and_on_the_page(
    visit: Visit, people: Cast, waiting: list[str]
) -> None:
    mirjam = visit(people.mirjam)

    page = answer(mirjam, listed(mirjam)[0])

    assert "Next in the queue: Comment 2 · section 1, Respect" in words_of(page)
    assert ways(page)["next"][0].startswith("Next Comment 2 · section 1, Respect")


def test_the_way_stays_narrowed_as_the_queue_was(
    visit: Visit, people: Cast, waiting: list[str]
) -> None:
    mirjam = visit(people.mirjam)
    first = listed(mirjam, "?show=comments&section=respect")[0]

    page = answer(mirjam, first)
    on = ways(page)["next"][1]
    last = answer(mirjam, on)

    assert waiting[1] in on
    assert "show=comments&amp;section=respect" in last
    assert "Nothing else waits in this part of the queue." in words_of(last)
    assert not ways(last)


def test_a_decision_on_a_suggestion_leads_on_too(
    visit: Visit, people: Cast, waiting: list[str]
) -> None:
    mirjam = visit(people.mirjam)
    page = mirjam.get(listed(mirjam)[2]).text
    form = html.unescape(re.findall(r'href="([^"]*/decision[^"]*)"', page)[0])
    assert "queue=all" in html.unescape(mirjam.get(form).text.partition("<form")[2])

    sent = mirjam.post(form, outcome="not_adopted", reason="No.", wording="1", save="yes")

    assert sent.status_code == 303, words_of(sent.text)
    assert "Next in the queue: Comment 1 · section 2, Leading" in words_of(
        mirjam.get(sent.location).text
    )


def test_after_the_last_one_what_was_passed_over_is_next(
    visit: Visit, people: Cast, waiting: list[str]
) -> None:
    mirjam = visit(people.mirjam)

    page = words_of(answer(mirjam, listed(mirjam)[-1]))

    assert "Next in the queue: Suggestion 3 · section 1, Respect" in page


def test_who_answers_in_the_talk_stays_on_the_way(
    visit: Visit, people: Cast, waiting: list[str]
) -> None:
    mirjam = visit(people.mirjam)
    to = re.search(r'href="([^"]*to=[^"]*)#reply"', mirjam.get(listed(mirjam)[0]).text)
    assert to
    page = mirjam.get(html.unescape(to[1])).text
    form = re.search(r'action="([^"]*/comments[^"]*)"', page)
    assert form

    sent = mirjam.post(html.unescape(form[1]), **REPLY)

    assert sent.status_code == 303
    assert ways(mirjam.get(sent.location).text)["next"][0].startswith("Next Comment 2")


def test_who_comes_otherwise_or_may_not_read_the_queue_is_not_led_through_it(
    visit: Visit, people: Cast, waiting: list[str]
) -> None:
    page = f"/documents/code/threads/{waiting[0]}"

    assert not ways(visit(people.mirjam).get(page).text)
    assert not ways(visit(people.mirjam).get(f"{page}?queue=nonsense").text)
    assert not ways(visit(people.noor).get(f"{page}?queue=all").text)


def test_what_visitors_make_up_is_not_passed_on(
    visit: Visit, people: Cast, waiting: list[str]
) -> None:
    page = f"/documents/code/threads/{waiting[0]}?queue=all&section=%22made up&days=7"

    answered = visit(people.mirjam).get(page)

    assert answered.status_code == 200
    assert "made" not in ways(answered.text)["next"][1]


def test_more_that_waits_takes_no_more_queries(
    visit: Visit, people: Cast, waiting: list[str], database: Database
) -> None:
    mirjam = visit(people.mirjam)
    page = listed(mirjam)[1]
    few = queries_of(database, lambda: mirjam.get(page))
    with database.write() as db:
        text = factories.text(db, db.get_one(Document, people.document.id), key="more")
        for number in range(12):
            noor = db.get_one(Account, people.noor.id)
            factories.thread(db, text, by=noor, words=f"More {number}?")

    assert queries_of(database, lambda: mirjam.get(page)) == few
