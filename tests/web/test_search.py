"""The page of a search, the list below its field, and the key that leads to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from wiki.database import Database
from wiki.domain import sections, threads
from wiki.models import Document, Readers, ShownAs, Text
from wiki.web import pace, search

PAGE = "/documents/code/en/search"
HITS = f"{PAGE}/hits"
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}}",
    "%00",
    "\x00\x01\x1f",
    "' OR 1=1 --",
    '") MATCH "',
    "a" * 5000,
    "\ufdfa" * 300,
    "%ff%fe",
)

Visit = Callable[..., Browser]


@pytest.fixture
def noor(visit: Visit, people: Cast, text: Text) -> Browser:
    """Give the browser of a participant, with a talk and a suggestion about the text."""
    return visit(people.noor)


def plain(page: str) -> str:
    """Return the words of a page, found ones in square brackets."""
    marked = page.replace("<mark>", "[").replace("</mark>", "]")
    return " ".join(re.sub(r"<[^>]*>", " ", marked).split())


def looked_for(words: str, *, on: str = PAGE, **others: str) -> str:
    more = "".join(f"&{name}={quote(value)}" for name, value in others.items())
    return f"{on}?q={quote(words)}{more}"


def test_hits_lead_to_the_paragraph_and_show_what_was_found(noor: Browser) -> None:
    page = noor.get(looked_for("greeting")).text

    assert "1 result for “greeting”" in plain(page)
    assert 'href="/documents/code/en/sections/respect#block-0">1.1 Respect</a>' in page
    assert "We [greet] everyone in the morning." in plain(page)


def test_hits_of_talk_say_who_where_and_what_came_of_it(
    noor: Browser, database: Database, people: Cast, text: Text
) -> None:
    with database.write() as db:
        here = sections.find_text(db, db.get_one(Document, people.document.id), "respect", "en")
        bram = db.merge(people.bram)
        talk = factories.thread(db, here, by=bram, words="An otter?", shown_as=ShownAs.ROLE)
        factories.proposal(db, here, new="with an otter", why="An otter!", by=bram)
        threads.get(db, here.section.document, talk.id, viewer=bram)

    page = noor.get(looked_for("otter")).text

    words = plain(page)
    assert f'href="/documents/code/threads/{talk.id}#comment-' in page
    assert "Comment 1 · section 1, Respect" in words
    assert "a participant" in words
    assert "Suggestion 2 · section 1, Respect" in words
    assert "Suggested words: We listen to each other. We greet everyone with an [otter]." in words
    assert "Why: An [otter]!" in words
    assert "All (3) Texts (0) Comments (1) Suggestions (2)" in words


def test_a_page_of_one_kind_goes_on_by_key(noor: Browser, database: Database, people: Cast) -> None:
    source = "\n\n".join(f"Otter {number}." for number in range(30))
    with database.write() as db:
        factories.text(db, db.get_one(Document, people.document.id), source, key="animals")

    first = noor.get(looked_for("otter")).text
    assert "All 30 results in texts" in plain(first)
    page = noor.get(looked_for("otter", show="texts")).text
    onward = re.search(r'href="([^"]+)" rel="next"', page)
    assert onward
    second = noor.get(onward[1].replace("&amp;", "&")).text

    numbers = [int(n) for n in re.findall(r"\[Otter\] (\d+)\.", plain(page) + plain(second))]
    assert numbers == list(range(30))
    assert 'rel="next"' not in second


@pytest.mark.parametrize("after", ["x", "1_2", "9" * 400, f"1_1_1_{2**63}", "-1_-1_-1_0"])
def test_a_key_that_is_none_begins_anew(noor: Browser, after: str) -> None:
    answer = noor.get(looked_for("greet", show="texts", after=after))

    assert answer.status_code == 200
    assert "[greet]" in plain(answer.text)


def test_hits_in_the_other_language_are_offered(
    noor: Browser, database: Database, people: Cast
) -> None:
    with database.write() as db:
        document = db.get_one(Document, people.document.id)
        factories.section(db, document, key="dieren", texts={"nl": "Een otter.\n"})

    page = noor.get(looked_for("otter")).text

    assert "Nothing found for “otter”." in plain(page)
    assert 'href="/documents/code/nl/search?q=otter"' in page
    assert "1 result in Dutch" in plain(page)


def test_where_nothing_is_found_words_spelled_alike_are_offered(noor: Browser) -> None:
    page = noor.get(looked_for("greeet")).text

    assert "Did you mean:" in plain(page)
    assert 'href="/documents/code/en/search?q=greet"' in page


def test_only_words_are_offered_that_find_something(noor: Browser) -> None:
    page = noor.get(looked_for("greeet accent")).text

    assert "Did you mean:" not in plain(page)
    assert "No paragraph has all of these words." in plain(page)
    assert 'href="/documents/code/en/search?q=accent"' in page
    assert 'search?q=greeet"' not in page


@pytest.mark.parametrize("words", ["", "   ", "?!"])
def test_without_words_the_page_says_what_to_type(noor: Browser, words: str) -> None:
    answer = noor.get(looked_for(words))

    assert answer.status_code == 200
    assert "Nothing found" in answer.text or "What are you looking for?" in answer.text


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("on", [PAGE, HITS])
def test_whatever_is_typed_is_answered_and_shown_as_words(
    noor: Browser, payload: str, on: str
) -> None:
    typed = payload if payload.startswith("%") else quote(payload)
    answer = noor.get(f"{on}?q={typed}+greet&show={typed}&after={typed}")

    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text
    assert "\x00" not in answer.text
    assert len(answer.data) < 40_000


def test_every_page_of_a_document_has_the_field_and_other_pages_have_none(noor: Browser) -> None:
    field = f'action="{PAGE}"'

    assert field in noor.get("/documents/code/en").text
    assert field in noor.get("/documents/code/en/sections/respect").text
    assert noor.get(PAGE).text.count(field) == 1
    assert field not in noor.get("/account").text
    assert field not in noor.get("/documents/none/en").text


def test_the_list_below_the_field_is_a_list_box_that_nobody_keeps(noor: Browser) -> None:
    answer = noor.get(looked_for("greet", on=HITS))

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.text.count('role="option"') == 2
    assert "1 result 1.1 Respect We listen to each other. We [greet]" in plain(answer.text)
    assert 'href="/documents/code/en/search?q=greet"' in answer.text
    assert "<html" not in answer.text


def test_a_list_without_hits_says_so(noor: Browser) -> None:
    answer = noor.get(looked_for("xqz", on=HITS))

    assert plain(answer.text) == "Nothing found for “xqz”."
    assert 'role="option"' not in answer.text


def test_a_list_can_be_asked_for_so_often_a_minute_and_no_more(
    noor: Browser, visit: Visit, people: Cast
) -> None:
    more_than_two_minutes_hold = 2 * search.A_MINUTE + 1
    asked = [noor.get(looked_for("a", on=HITS)) for _ in range(more_than_two_minutes_hold)]

    refused = [answer for answer in asked if answer.status_code == 429]
    assert asked[0].status_code == 200
    assert refused
    assert all(1 <= int(answer.headers["Retry-After"]) <= 60 for answer in refused)
    assert noor.get(looked_for("a")).status_code == 200
    assert visit(people.bram).get(looked_for("a", on=HITS)).status_code == 200


@pytest.fixture
def strangers(
    visit: Visit, people: Cast, text: Text, database: Database, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Browser]:
    """Give browsers of one network that nobody is signed in from; each may search thrice."""
    with database.write() as db:
        db.get_one(Document, people.document.id).readers = Readers.PUBLIC
    monkeypatch.setattr(search, "A_MINUTE", 3)

    def come() -> Browser:
        stranger = visit()
        stranger.get("/documents/code/en")
        return stranger

    return come


@pytest.mark.parametrize("on", [PAGE, HITS])
def test_who_searches_too_often_keeps_no_other_of_the_network_from_searching(
    strangers: Callable[[], Browser], on: str
) -> None:
    busy, other = strangers(), strangers()

    asked = [busy.get(looked_for("a", on=on)).status_code for _ in range(7)]

    assert 429 in asked
    assert other.get(looked_for("a", on=on)).status_code == 200


def test_a_program_that_is_another_browser_each_time_is_held_up_as_well(
    strangers: Callable[[], Browser],
) -> None:
    more_than_two_minutes_hold = 2 * search.A_MINUTE * pace.OF_A_NETWORK + 1

    asked = [strangers().get(looked_for("a")) for _ in range(more_than_two_minutes_hold)]

    assert 429 in [answer.status_code for answer in asked]


def test_programs_without_a_visit_count_together(
    strangers: Callable[[], Browser], visit: Visit
) -> None:
    asked = [visit().get(looked_for("a")).status_code for _ in range(2 * search.A_MINUTE + 1)]

    assert 429 in asked
    assert strangers().get(looked_for("a")).status_code == 200


def test_each_minute_counts_for_itself() -> None:
    counts = pace.Pace()

    assert [counts.count("search", "noor", minute) for minute in (1, 1, 2, 2, 2)] == [1, 2, 1, 2, 3]
    assert counts.count("search", "bram", 2) == 1


def test_the_key_that_leads_to_the_field_can_be_switched_off(noor: Browser) -> None:
    assert 'data-key="/"' in noor.get("/documents/code/en").text

    noor.post("/preferences/keys", keys="off", next=PAGE)

    assert "data-key" not in noor.get("/documents/code/en").text
    assert "is switched off" in noor.get(PAGE).text
    noor.post("/preferences/keys", keys="on")
    assert 'data-key="/"' in noor.get(PAGE).text
