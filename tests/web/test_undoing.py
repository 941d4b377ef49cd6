"""Decisions are undone on a page that shows what comes back; at once with one press."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import FIRST, OTHER, SECTION, move_on, seal_of, send, source_of, words_of
from wiki import clock, paths
from wiki.database import Database
from wiki.domain.life import OFFERED
from wiki.models import Text

Visit = Callable[..., Browser]
DECIDED = re.compile(r'name="decided" value="([^"]*)"')
DECISION = {"outcome": "adopted", "take": "1", "reason": "Clearer."}


@pytest.fixture
def page(visit: Visit, people: Cast, text: Text) -> str:
    """Give the page of a suggestion by Noor that Mirjam adopted just now."""
    page = send(visit(people.noor))
    mirjam = visit(people.mirjam)
    seal = seal_of(mirjam.post(f"{page}/decision", preview="yes", **DECISION).text)
    mirjam.post(f"{page}/decision", save="yes", seal=seal, **DECISION)
    return page


@pytest.fixture
def undo(page: str) -> str:
    """Give the page on which that is undone."""
    return f"/documents/code/contributions/{page.rpartition('/')[2]}/undo"


def decided(page: str) -> str:
    found = DECIDED.search(page)
    assert found
    return html.unescape(found[1])


def test_it_shows_what_comes_back_and_asks_why(
    visit: Visit, people: Cast, page: str, undo: str, database: Database
) -> None:
    claire = visit(people.claire)
    shown = claire.get(undo)
    assert FIRST in words_of(shown.text)

    refused = claire.post(undo, seal=seal_of(shown.text), decided=decided(shown.text), reason="")
    assert refused.status_code == 422
    assert 'href="#field-reason"' in refused.text

    answer = claire.post(
        undo,
        seal=seal_of(shown.text),
        decided=decided(shown.text),
        reason="Too soon for this.",
    )

    assert answer.location == page
    assert FIRST in source_of(database)
    seen = words_of(visit(people.noor).get(page).text)
    assert "Undone by Claire Ngata" in seen
    assert "Too soon for this." in seen
    assert "Clearer." in seen
    assert "No outcome yet" in seen
    history = words_of(visit(people.noor).get(f"{SECTION}/history/3").text)
    assert "Too soon for this.The decision on Suggestion 1 was undone." in history
    assert "Clearer." not in history


def test_who_just_decided_takes_it_back_with_one_press_and_goes_on_from_what_they_wrote(
    visit: Visit, people: Cast, page: str, undo: str, database: Database
) -> None:
    mirjam = visit(people.mirjam)
    assert "Undo at once" in mirjam.get(page).text
    assert "Undo at once" not in visit(people.claire).get(page).text

    moment = decided(mirjam.get(page).text)
    answer = mirjam.post(undo, at_once="yes", decided=moment)

    assert answer.location == f"{page}/decision"
    assert FIRST in source_of(database)
    assert "Clearer." in mirjam.get(answer.location).text
    assert "It was taken back at once." in words_of(visit(people.noor).get(page).text)
    for address in (f"{SECTION}/history", f"{SECTION}/history/3"):
        told = words_of(visit(people.bram).get(address).text)
        assert "The decision on Suggestion 1 was taken back at once." in told
        assert "The reason of that decision was: Clearer." in told


def test_after_a_while_one_press_is_not_enough(
    visit: Visit, people: Cast, page: str, undo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = clock.now().replace(year=clock.now().year + 1)
    moment = decided(visit(people.mirjam).get(page).text)
    monkeypatch.setattr(clock, "now", lambda: later)
    mirjam = visit(people.mirjam)

    assert "Undo at once" not in mirjam.get(page).text
    assert mirjam.post(undo, at_once="yes", decided=moment).status_code == 422


def test_a_text_that_moved_on_is_read_again(
    visit: Visit, people: Cast, page: str, undo: str, database: Database
) -> None:
    claire = visit(people.claire)
    shown = claire.get(undo).text
    seal, moment = seal_of(shown), decided(shown)
    move_on(database, people.claire, "no answer", "no reply")

    answer = claire.post(undo, seal=seal, decided=moment, reason="Too soon.")

    assert answer.status_code == 409
    assert "Too soon." in answer.text
    assert OTHER in source_of(database)
    claire.post(undo, seal=seal_of(answer.text), decided=moment, reason="Too soon.")
    assert FIRST in source_of(database)
    assert "no reply" in source_of(database)


def test_the_author_is_not_offered_it(visit: Visit, people: Cast, page: str, undo: str) -> None:
    noor = visit(people.noor)

    assert "Undo" not in words_of(noor.get(page).text)
    assert noor.get(undo).status_code == 403


def test_an_old_form_undoes_no_later_decision(
    visit: Visit, people: Cast, page: str, undo: str
) -> None:
    claire, mirjam = visit(people.claire), visit(people.mirjam)
    shown = claire.get(undo).text
    mirjam.post(undo, at_once="yes", decided=decided(mirjam.get(page).text))
    mirjam.post(f"{page}/decision", outcome="not_adopted", reason="Better said.", save="yes")

    answer = claire.post(
        undo, seal=seal_of(shown), decided=decided(shown), reason="For another decision."
    )

    assert answer.status_code == 409
    assert "For another decision." in answer.text
    assert "Better said." in words_of(mirjam.get(page).text)


def test_with_something_of_ones_own_decided_together_it_is_for_a_colleague_in_words(
    visit: Visit, people: Cast, text: Text
) -> None:
    mirjam, claire = visit(people.mirjam), visit(people.claire)
    pages = send(visit(people.noor)), send(claire, FIRST.replace("We greet", "We warmly greet"))
    first, second = (one.rpartition("/")[2] for one in pages)
    both = {
        "proposal": [first, second],
        "wording": ["1", "1"],
        **{f"outcome-{one}": "adopted" for one in (first, second)},
        **{f"take-{one}": "1" for one in (first, second)},
        "cautions_read": "yes",
        "reason": "Both are right.",
    }
    batches = "/documents/code/queue/batches"
    seal = seal_of(mirjam.post(batches, **both, preview="yes").text)
    mirjam.post(batches, **both, save="yes", seal=seal)
    undo = f"/documents/code/contributions/{first}/undo"

    for answer in (claire.get(undo), claire.post(undo, reason="It was too soon.")):
        assert answer.status_code == 422
        assert "Please ask a colleague to undo it." in words_of(answer.text)
        assert "is open again" not in words_of(answer.text)
    assert "It was too soon." in answer.text


def test_the_history_tells_nothing_of_a_decision_on_what_is_out_of_sight(
    visit: Visit, people: Cast, page: str, undo: str
) -> None:
    mirjam, key = visit(people.mirjam), page.rpartition("/")[2]
    mirjam.post(undo, at_once="yes", decided=decided(mirjam.get(page).text))
    mirjam.post(f"/documents/code/held/{key}", reason="A name stands in it.")

    told = words_of(visit(people.bram).get(f"{SECTION}/history/3").text)

    assert "taken back at once" not in told
    assert "taken back at once" in words_of(mirjam.get(f"{SECTION}/history/3").text)


def test_a_page_says_how_long_it_can_be_done_at_once_and_keeps_to_that(
    visit: Visit, people: Cast, page: str, undo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirjam = visit(people.mirjam)
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(seconds=25))
    offered = mirjam.get(page).text
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(seconds=35))
    later = mirjam.get(page).text
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(seconds=54))
    answer = mirjam.post(undo, at_once="yes", decided=decided(offered))

    assert "Undo at once" in offered
    assert "This can be done for half a minute." in words_of(offered)
    assert "Undo at once" not in later
    assert answer.status_code == 303


def test_the_style_shows_it_as_long_as_it_is_offered() -> None:
    style = (paths.static() / "css" / "utilities.css").read_text()

    assert f"animation: for-a-moment 0s {OFFERED.seconds}s forwards" in style
