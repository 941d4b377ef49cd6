"""The site that browser stories play on, really served, and people who come to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium

from tests import cast as casts
from tests import factories
from tests.apps import Apps
from tests.browser.pages.reader import Reader
from tests.cast import Cast
from tests.serving import serving
from tests.web.browsing import SETTINGS, Browser
from wiki import settings
from wiki.database import Database
from wiki.domain import accounts
from wiki.models import Account

ENGLISH = """\
Everybody may speak up when something is not right.

We say it to the person first, if that feels safe.

- A colleague can *help* you.
- The [confidential **adviser**](mailto:adviser@example.org) listens.
"""
DUTCH = """\
Iedereen mag zich uitspreken als iets niet klopt.

We zeggen het eerst tegen de persoon zelf, als dat veilig voelt.
"""


@pytest.fixture
def people(database: Database) -> Cast:
    """Give the cast, at work on one section about speaking up."""
    with database.write() as db:
        cast = casts.gather(db, factories.document(db))
        titles = {"en": "Speaking up", "nl": "Je uitspreken"}
        texts = {"en": ENGLISH, "nl": DUTCH}
        factories.section(db, cast.document, key="speaking-up", titles=titles, texts=texts)
        accounts.open_for_demo(cast.noor)
        for account in cast.everyone().values():
            if account is not None:
                account.language = "en"
        db.flush()
        for account in cast.everyone().values():
            if account is not None:
                db.refresh(account)
        return cast


@pytest.fixture
def comes(
    chromium: Chromium, database: Database, people: Cast, apps: Apps
) -> Iterator[Callable[..., Reader]]:
    """Give what lets somebody come to the site, signed in, with a device of their own."""
    app = apps.on(settings.read(SETTINGS), database)
    present: list[Reader] = []
    with serving(app) as site:

        def come(account: Account | None = None, **options: Any) -> Reader:
            cookie = ""
            if account is not None:
                browser = Browser(app, database).sign_in(account)
                kept = browser.client.get_cookie("sign-in")
                assert kept is not None
                cookie = kept.value
            present.append(Reader(chromium, site, cookie=cookie, **options))
            return present[-1]

        yield come
        for person in present:
            person.leaves()
