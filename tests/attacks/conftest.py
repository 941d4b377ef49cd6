"""The site that is attacked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.attacks import forms
from tests.attacks import site as sites
from tests.attacks.forms import Form
from tests.attacks.site import Site
from wiki.database import Database
from wiki.migrations import upgrade

SLOTS, SLOTS_OF_A_SWEEP = 2, 8


@pytest.fixture(scope="session")
def site(pytestconfig: pytest.Config) -> Iterator[Site]:
    """Give the site, as it was made: on an embedded database, which can be put back at once."""
    slots = SLOTS_OF_A_SWEEP if pytestconfig.getoption("--sweep") else SLOTS
    with closing(Database("sqlite://", durable=False)) as database:
        upgrade.to_head(database)
        with sites.built(database, slots=slots) as made:
            yield made


@pytest.fixture(scope="session")
def forms_of_slots(site: Site) -> list[list[Form]]:
    """Give the forms of each slot."""
    return forms.of_slots(site)


@pytest.fixture(autouse=True)
def _as_it_was(request: pytest.FixtureRequest) -> Iterator[None]:
    """Put the site back after each test that used it."""
    yield
    if "site" in request.fixturenames:
        request.getfixturevalue("site").restore()
