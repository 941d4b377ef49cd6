"""The language of a page, and catalogues that are complete."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from babel.messages.pofile import read_po

from tests.cast import Cast
from tests.web.browsing import Browser
from wiki import i18n
from wiki.database import Database
from wiki.models import Account
from wiki.translations import extraction

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TRANSLATED = [language for language in i18n.LANGUAGES if language != i18n.SOURCE]


def language(browser: Browser, asked: str = "") -> str:
    headers = {"Accept-Language": asked} if asked else {}
    found = re.search(r'<html lang="(..)"', browser.get("/sign-in", headers=headers).text)
    assert found
    return found[1]


def test_a_visitor_reads_what_the_browser_asks_for(browser: Browser) -> None:
    assert language(browser, "nl-BE,nl;q=0.9,en;q=0.5") == "nl"
    assert language(browser, "fr,en-GB;q=0.7") == "en"
    assert language(browser, "fr") == "en"


def test_a_choice_made_here_goes_before_that(browser: Browser) -> None:
    browser.post("/preferences/language", language="nl")

    assert language(browser, "en") == "nl"


def test_the_choice_of_somebody_signed_in_holds_in_every_browser(
    visit: Callable[..., Browser], people: Cast, database: Database
) -> None:
    visit(people.noor).post("/preferences/language", language="nl")

    assert language(visit(people.noor), "en") == "nl"
    with database.read() as db:
        assert db.get_one(Account, people.noor.id).language == "nl"


def test_a_choice_made_in_one_browser_goes_before_what_another_showed_until_then(
    visit: Callable[..., Browser], people: Cast
) -> None:
    here, elsewhere = visit(people.noor), visit(people.noor)
    for browser in (here, elsewhere):
        browser.post("/preferences/language", language="en")

    here.post("/preferences/language", language="nl")

    assert language(elsewhere) == "nl"


def test_a_language_we_do_not_have_is_refused(browser: Browser) -> None:
    assert browser.post("/preferences/language", language="xx").status_code == 422
    assert browser.post("/preferences/language").status_code == 422


def test_dates_and_numbers_read_as_people_write_them() -> None:
    late = datetime(2026, 6, 14, 22, 42, tzinfo=UTC)

    assert i18n.day(date(2026, 6, 14), "en", AMSTERDAM) == "14 June 2026"
    assert i18n.day(late, "nl", AMSTERDAM) == "15 juni 2026"
    assert i18n.moment(late, "en", AMSTERDAM) == "15 June 2026, 00:42"
    assert i18n.month_day(late, "nl", AMSTERDAM) == "15 juni"
    assert i18n.number(1234.5, "nl") == "1.234,5"
    assert i18n.number(1234, "en") == "1,234"


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated(language: str) -> None:
    catalogue = read(language)
    missing = [
        message.id
        for message in extraction.extracted()
        if message.id
        and ((known := catalogue.get(message.id, message.context)) is None
        or known.fuzzy
        or not all(extraction.strings(known)))
    ]  # fmt: skip

    assert missing == [], "run python -m wiki.translations and fill in what is empty"


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_fills_in_the_same_values(language: str) -> None:
    for message in read(language):
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        wanted = values(originals[-1])
        for translated in extraction.strings(message) if message.id else ():
            assert values(translated) <= values(" ".join(originals)), message.id
            assert values(translated) >= wanted - {"%(num)d"}, message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogue_is_sorted_and_holds_nothing_unused(language: str) -> None:
    ids = [plain(message.id) for message in read(language) if message.id]
    wanted = {plain(message.id) for message in extraction.extracted() if message.id}

    assert ids == sorted(ids)
    assert set(ids) - wanted == set(), "run python -m wiki.translations"


def read(language: str):
    with extraction.path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def plain(message: str | tuple[str, ...]) -> str:
    return message if isinstance(message, str) else message[0]


def values(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]|%%", text))
