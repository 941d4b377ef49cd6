"""Rivals are seen side by side and decided on together, each author with an own answer."""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Callable

import pytest

from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import (
    FIRST,
    OTHER,
    SECTION,
    move_on,
    overtaken,
    send,
    source_of,
    words_of,
)
from tests.web.suggesting import form as suggested
from wiki.database import Database
from wiki.models import Text

Visit = Callable[..., Browser]
BATCHES = "/documents/code/queue/batches"
SEAL = re.compile(r'name="seal" value="([^"]*)"')
TEXT_BOX = re.compile(r'name="words-(\w+)"')
WARM = FIRST.replace("We greet", "We warmly greet")


@pytest.fixture
def rivals(visit: Visit, people: Cast, text: Text) -> tuple[str, str]:
    """Give the pages of two suggestions about the same paragraph, by Noor and by Bram."""
    return send(visit(people.noor)), send(visit(people.bram), WARM)


def number_of(page: str) -> str:
    return page.rpartition("/")[2]


def form(first: str, second: str, **fields: str) -> list[tuple[str, str]]:
    """Return a form that takes the first and not the second."""
    usual = {
        f"outcome-{first}": "adopted",
        f"take-{first}": "1",
        f"outcome-{second}": "not_adopted",
        "reason": "Every day is clearer.",
    }
    chosen = [("proposal", first), ("wording", "1"), ("proposal", second), ("wording", "1")]
    return [*chosen, *(usual | fields).items()]


def post(browser: Browser, fields: list[tuple[str, str]], **more: str) -> object:
    sent: dict[str, list[str]] = {}
    for name, value in [*fields, *more.items()]:
        sent.setdefault(name, []).append(value)
    return browser.post(BATCHES, **sent)


def apart(act: Callable[[], None]) -> None:
    """Let somebody send a form while another one is on its way."""
    sending = threading.Thread(target=act)
    sending.start()
    sending.join()


def seal_of(page: str) -> str:
    found = SEAL.search(page)
    assert found, words_of(page)
    return html.unescape(found[1])


def test_rivals_stand_side_by_side(visit: Visit, people: Cast, rivals: tuple[str, str]) -> None:
    bram = visit(people.bram)
    beside = re.search(r'href="([^"]*/lanes/[^"]*)"', bram.get(rivals[0]).text)
    assert beside

    page = words_of(bram.get(beside[1]).text)

    assert "2 suggestions for this passage." in page
    assert FIRST in page
    assert "Noor Haddad" in page
    assert "Bram de Wit" in page
    assert "Decide on these together" not in page
    decide = re.search(r'href="([^"]*/batches/new[^"]*)"', visit(people.mirjam).get(beside[1]).text)
    assert decide
    form = visit(people.mirjam).get(html.unescape(decide[1])).text
    assert all(number_of(page) in form for page in rivals)
    listed = words_of(bram.get(f"{SECTION}/lanes").text)
    assert "2 suggestions" in listed


def test_a_block_nobody_suggests_anything_for_leads_to_the_list(
    visit: Visit, people: Cast, text: Text
) -> None:
    answer = visit(people.noor).get(f"{SECTION}/lanes/nothing")

    assert answer.location == f"{SECTION}/lanes"


def test_standing_behind_somebody_elses_is_counted_and_taken_back(
    visit: Visit, people: Cast, rivals: tuple[str, str]
) -> None:
    tomasz, (page, _) = visit(people.tomasz), rivals

    tomasz.post(f"{page}/support", seen="1")
    assert "You stand behind it." in words_of(tomasz.get(page).text)
    noor = words_of(visit(people.noor).get(page).text)
    assert "1 other stands behind it." in noor
    assert "Tomasz" not in noor

    tomasz.post(f"{page}/support/end")
    assert "Nobody else stands behind it yet." in words_of(tomasz.get(page).text)


def test_each_author_reads_an_own_answer(
    visit: Visit, people: Cast, rivals: tuple[str, str], database: Database
) -> None:
    mirjam = visit(people.mirjam)
    first, second = map(number_of, rivals)
    chosen = form(first, second, **{f"reason-{second}": "Warmly is for each of us to choose."})

    preview = post(mirjam, chosen, preview="yes")
    assert "Read the result" in preview.text
    assert "Not saved yet" in preview.text
    assert "outcome--" not in preview.text
    assert FIRST in source_of(database)
    answer = post(mirjam, chosen, save="yes", seal=seal_of(preview.text))

    assert answer.location == "/documents/code/queue"
    assert OTHER in source_of(database)
    assert "Every day is clearer." in words_of(visit(people.noor).get("/input").text)
    bram = words_of(visit(people.bram).get("/input").text)
    assert "Warmly is for each of us to choose." in bram
    assert "Every day is clearer." not in bram


def test_words_of_ones_own_are_made_of_pieces_of_both(
    visit: Visit, people: Cast, rivals: tuple[str, str], text: Text, database: Database
) -> None:
    mirjam = visit(people.mirjam)
    first, second = map(number_of, rivals)
    other = "adopted_in_other_words"
    own = {
        f"outcome-{first}": other,
        f"outcome-{second}": other,
        f"base-{text.id}": "1",
        f"first_block-{text.id}": "0",
        f"block_count-{text.id}": "1",
        f"words-{text.id}": OTHER.replace("We greet", "We warmly greet"),
    }
    chosen = form(first, second, **own)

    preview = post(mirjam, chosen, preview="yes")
    post(mirjam, chosen, save="yes", seal=seal_of(preview.text))

    assert "We warmly greet everyone every day." in source_of(database)
    for page, words in zip(rivals, ("every day", "warmly"), strict=True):
        assert words in words_of(mirjam.get(page).text).partition("Its words that stand")[2]


def test_rivals_that_exclude_each_other_ask_for_words_from_a_guess(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    mirjam = visit(people.mirjam)
    first = number_of(send(visit(people.noor)))
    second = number_of(send(visit(people.bram), FIRST.replace("in the morning", "at noon")))
    both = form(first, second, **{f"outcome-{second}": "adopted", f"take-{second}": "1"})

    page = post(mirjam, both, preview="yes", save="yes").text

    assert "Find words for all of them" in page
    assert TEXT_BOX.search(page)
    assert "everyone every day" in html.unescape(page).partition("<textarea")[2]
    assert FIRST in source_of(database)


def test_what_was_decided_meanwhile_is_left_out_and_nothing_typed_is_lost(
    visit: Visit, people: Cast, rivals: tuple[str, str], database: Database
) -> None:
    mirjam = visit(people.mirjam)
    first, second = map(number_of, rivals)
    chosen = form(first, second, **{f"reason-{second}": "Warmly is for each to choose."})
    seal = seal_of(post(mirjam, chosen, preview="yes").text)
    visit(people.claire).post(
        f"{rivals[0]}/decision", outcome="not_adopted", reason="No.", save="yes"
    )

    answer = post(mirjam, chosen, save="yes", seal=seal)

    assert answer.status_code == 422
    assert "has its outcome by now" in words_of(answer.text)
    assert "1 suggestion is left out" in words_of(answer.text)
    assert "Warmly is for each to choose." in answer.text
    assert FIRST in source_of(database)


def test_a_text_that_moved_on_is_read_again(
    visit: Visit, people: Cast, rivals: tuple[str, str], database: Database
) -> None:
    mirjam = visit(people.mirjam)
    chosen = form(*map(number_of, rivals))
    seal = seal_of(post(mirjam, chosen, preview="yes").text)
    move_on(database, people.claire, "no answer", "no reply")

    answer = post(mirjam, chosen, save="yes", seal=seal)

    assert answer.status_code == 409
    assert "Something changed while you were reading" in words_of(answer.text)
    assert OTHER not in source_of(database)


def test_it_asks_for_a_reason_and_for_something_to_take(
    visit: Visit, people: Cast, rivals: tuple[str, str]
) -> None:
    first, second = map(number_of, rivals)
    chosen = [one for one in form(first, second, reason="") if one[0] != f"take-{first}"]

    answer = post(visit(people.mirjam), chosen, preview="yes")

    assert answer.status_code == 422
    assert 'href="#field-reason"' in answer.text
    assert f'href="#field-take-{first}"' in answer.text


def test_ones_own_is_not_among_them(visit: Visit, people: Cast, text: Text) -> None:
    own = number_of(send(visit(people.claire)))

    page = words_of(visit(people.claire).get(f"{BATCHES}/new?proposal={own}").text)

    assert "1 suggestion is left out" in page
    assert "There is nothing to decide on together here." in page


def test_one_is_joined_with_another(visit: Visit, people: Cast, rivals: tuple[str, str]) -> None:
    mirjam = visit(people.mirjam)
    first, second = map(number_of, rivals)
    chosen = form(first, second, **{f"outcome-{second}": "joined"})

    missing = post(mirjam, chosen, preview="yes")
    assert missing.status_code == 422
    assert f'href="#field-joined-{second}"' in missing.text

    chosen = form(first, second, **{f"outcome-{second}": "joined", f"joined-{second}": first})
    preview = post(mirjam, chosen, preview="yes")
    assert "with A" in words_of(preview.text)
    post(mirjam, chosen, save="yes", seal=seal_of(preview.text))
    assert rivals[0] in visit(people.bram).get(rivals[1]).text


@pytest.mark.parametrize("taken", ["adopted", "not_adopted"])
def test_a_colleague_who_is_quicker_between_reading_and_saving_leaves_nothing_half_saved(
    visit: Visit, people: Cast, rivals: tuple[str, str], database: Database, taken: str
) -> None:
    mirjam, claire = visit(people.mirjam), visit(people.claire)
    first, second = map(number_of, rivals)
    other = {f"outcome-{second}": taken, f"take-{second}": "1", "cautions_read": "yes"}
    chosen = form(first, second, **other, **{f"reason-{second}": "Its own answer."})
    seal = seal_of(post(mirjam, chosen, preview="yes").text)

    def decides() -> None:
        claire.post(f"{rivals[1]}/decision", outcome="not_adopted", reason="No.", save="yes")

    with overtaken(database, lambda: apart(decides)):
        answer = post(mirjam, chosen, save="yes", seal=seal)

    assert answer.status_code in (409, 422)
    assert "Its own answer." in answer.text
    assert FIRST in source_of(database)
    assert "No outcome yet" in words_of(mirjam.get(rivals[0]).text)


def test_a_new_wording_between_reading_and_saving_is_read_first(
    visit: Visit, people: Cast, rivals: tuple[str, str], database: Database
) -> None:
    mirjam, noor = visit(people.mirjam), visit(people.noor)
    chosen = form(*map(number_of, rivals))
    seal = seal_of(post(mirjam, chosen, preview="yes").text)
    never = FIRST.replace("in the morning", "never")

    def rewords() -> None:
        noor.post(f"{rivals[0]}/wording", **suggested(never))

    with overtaken(database, lambda: apart(rewords)):
        answer = post(mirjam, chosen, save="yes", seal=seal)

    assert answer.status_code == 422
    assert "has a new wording by now" in words_of(answer.text)
    assert FIRST in source_of(database)
