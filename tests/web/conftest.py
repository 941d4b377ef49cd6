"""The app, and browsers to visit it with."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests import cast as casts
from tests import factories
from tests.apps import Apps
from tests.cast import Cast
from tests.web.browsing import SETTINGS, Browser
from tests.web.suggesting import speak_english
from wiki import settings
from wiki.app import create_app
from wiki.database import Database
from wiki.models import Document, Text
from wiki.settings import Settings


@pytest.fixture
def configured() -> Settings:
    """Give the settings of a site on loopback."""
    return settings.read(SETTINGS)


@pytest.fixture
def app(configured: Settings, database: Database) -> Flask:
    """Give the app on a database of the test's own."""
    return create_app(configured, database)


@pytest.fixture
def served(
    request: pytest.FixtureRequest, configured: Settings, database: Database, apps: Apps
) -> Flask:
    """Give the app to visit: the test's own where it asks for it, else the one of its file."""
    if "app" in request.fixturenames:
        return cast(Flask, request.getfixturevalue("app"))
    return apps.on(configured, database)


@pytest.fixture
def browser(served: Flask, database: Database) -> Browser:
    """Give a visitor who is not signed in."""
    return Browser(served, database)


@pytest.fixture
def visit(served: Flask, database: Database) -> Callable[..., Browser]:
    """Give a new browser for each call, signed in as an account where one is named."""

    def as_(account: object = None) -> Browser:
        fresh = Browser(served, database)
        return fresh.sign_in(account) if account else fresh  # type: ignore[arg-type]

    return as_


@pytest.fixture
def people(database: Database) -> Cast:
    """Give the cast, kept in the database of the test, at work on one document."""
    with database.write() as db:
        return gathered(db)


def gathered(db: Session) -> Cast:
    """Return the cast with everything a page reads of them loaded."""
    people = casts.gather(db, factories.document(db))
    for account in people.everyone().values():
        if account is not None:
            db.refresh(account)
    return people


@pytest.fixture
def text(database: Database, people: Cast) -> Text:
    """Give a text of the shared document, which everyone reads in English."""
    with database.write() as db:
        speak_english(db)
        return factories.text(db, db.get_one(Document, people.document.id))
