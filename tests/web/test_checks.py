"""The page of the check leads to each place, says what to do, and is in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from wiki.database import Database
from wiki.domain import structure
from wiki.models import Account, Document, EditKind
from wiki.web import checks as page

Visit = Callable[..., Browser]
CHECK = "/documents/code/en/check"
ENGLISH = """\
Ask HR.

HR helps.

You must report this to the board today.

A pact (see definition) holds.
"""
DUTCH = "Vraag het.\n\nWij helpen.\n\nJe mag het zeggen.\n\nEen pact.\n"
SAME = "You may report this to the board today.\n"


@pytest.fixture
def found(database: Database, people: Cast) -> None:
    """Write texts in which every rule but two finds something, and a term that nobody uses."""
    with database.write() as db:
        document = db.get_one(Document, people.document.id)
        section = factories.section(db, document, key="a", texts={"en": ENGLISH, "nl": DUTCH})
        factories.section(db, document, key="b", texts={"en": SAME})
        factories.section(db, document, key="c", texts={"en": "We " + "do " * 30 + "it.\n"})
        fields = {"language": "en", "term": "rest", "definition": "Time off."}
        claire = db.get_one(Account, people.claire.id)
        structure.change_term(db, section, EditKind.ADD_TERM, fields, by=claire, at=factories.AT)


def test_every_place_is_led_to_with_what_to_do(visit: Visit, people: Cast, found: None) -> None:
    shown = visit(people.claire).get(CHECK, headers={"Accept-Language": "en"}).text

    for rule in page.RULES:
        assert (f'id="{rule.replace("_", "-")}"' in shown) == (rule != "value_without_behaviour")
    assert 'href="/documents/code/en/sections/a#block-3"' in shown
    assert 'href="/documents/code/nl/sections/a#block-2" hreflang="nl"' in shown
    assert 'id="unused"' in shown
    assert "Here it is “must”, in Dutch “may”:" in shown


def test_a_page_without_findings_says_so(visit: Visit, people: Cast) -> None:
    assert "empty__title" in visit(people.claire).get(CHECK).text


def test_who_may_not_edit_does_not_see_it(visit: Visit, people: Cast, found: None) -> None:
    noor = visit(people.noor)

    assert noor.get(CHECK).status_code == 403
    assert "/check" not in noor.get("/documents/code/en").text
    assert "/check" in visit(people.claire).get("/documents/code/en").text
