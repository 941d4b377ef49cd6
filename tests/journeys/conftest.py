"""The site on which journeys are made: one document of two sections, in two languages."""

from __future__ import annotations

import pytest

from tests import cast as casts
from tests import factories
from tests.apps import Apps
from tests.cast import Cast
from tests.journeys.visitor import Visit, Visitor
from tests.web.browsing import SETTINGS, Browser
from wiki import settings
from wiki.database import Database
from wiki.models import Account

ENGLISH = """\
We listen to each other. We greet everyone in the morning.

Messages in the evening need no answer.
"""
DUTCH = """\
We luisteren naar elkaar. We groeten iedereen in de ochtend.

Op berichten in de avond hoef je niet te antwoorden.
"""


@pytest.fixture
def people(database: Database) -> Cast:
    """Give the cast, at work on the code of conduct: respect, then help."""
    with database.write() as db:
        cast = casts.gather(db, factories.document(db))
        titles = {"en": "Respect", "nl": "Respect"}
        texts = {"en": ENGLISH, "nl": DUTCH}
        factories.section(db, cast.document, titles=titles, texts=texts)
        titles = {"en": "Where you find help", "nl": "Waar je hulp vindt"}
        texts = {"en": "Talk to the adviser.\n", "nl": "Praat met de vertrouwenspersoon.\n"}
        factories.section(db, cast.document, key="help", titles=titles, texts=texts)
        for account in cast.everyone().values():
            if account is not None:
                db.refresh(account)
        return cast


@pytest.fixture
def visit(database: Database, apps: Apps) -> Visit:
    """Give a new visitor for each call, signed in as an account where one is named."""
    app = apps.on(settings.read(SETTINGS), database)

    def as_(account: Account | None = None) -> Visitor:
        browser = Browser(app, database)
        return Visitor(browser.sign_in(account) if account else browser)

    return as_
