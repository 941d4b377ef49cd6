"""Every page, as everybody meets it, can be used by everybody: axe-core, narrow screens, motion.

The pages come from the route list, from a walk through the demo and from a list of states, so that
a new page is examined once it exists. An ordinary run takes a pairwise sample.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

import pytest

from tests.databases import Copies
from tests.reach.demo import Walk
from tests.reach.examiner import LOOKS, Examiner, Look
from tests.reach.routes import Routes, open_columns
from tests.reach.shelf import Shelf
from tests.reach.stage import staged
from tests.reach.states import STATES
from tests.reach.views import LANGUAGES, Maker, Once, View
from tests.web.expectations import COLUMNS, GUARDS

pytestmark = pytest.mark.browser

Combination = tuple[str, str, Look]
FILES = {
    "assets.favicon GET",
    "assets.show GET",
    "exports.show GET",
    "health.alive GET",
    "health.ready GET",
    "own_data.show GET",
    "published.show_block GET",
    "releases.show_block GET",
    "search.index GET",
}
"""What answers with something else than a whole page, or leads to one."""


@pytest.mark.sweep("pages")
@pytest.mark.parametrize("row", GUARDS)
def test_every_page_is_for_everybody(
    routes: Routes,
    walk: Walk,
    once: Once,
    shelf: Shelf,
    examiner: Examiner,
    row: str,
    left_out: list[int],
) -> None:
    views = list(met(routes, walk, row))
    new = list(once.of(views))
    left_out.append(len(views) - len(new))

    found = {view.title: examiner.troubles(shelf.lay(view)) for view in new}

    assert {title: troubles for title, troubles in found.items() if troubles} == {}


def met(routes: Routes, walk: Walk, row: str) -> Iterator[View]:
    """Give all pages that are met at one row."""
    yield from routes.of(row)
    endpoint, method = row.split()
    if method == "GET":
        yield from walk.of(endpoint)


@pytest.mark.sweep("pages")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_every_state_is_for_everybody(
    copies: Copies,
    once: Once,
    shelf: Shelf,
    examiner: Examiner,
    state: str,
    language: str,
    left_out: list[int],
) -> None:
    new = list(once.of([in_state(copies, state, language)]))
    left_out.append(1 - len(new))

    assert [trouble for view in new for trouble in examiner.troubles(shelf.lay(view))] == []


def in_state(copies: Copies, state: str, language: str) -> View:
    """Return the page of a state."""
    with staged(copies, language) as stage:
        maker = Maker(stage.app)
        view = maker.view(f"{state} in {language}", STATES[state](stage))
    assert view, state
    assert view.language == language
    return view


def sample() -> list[tuple[str, Combination]]:
    """Return each page once, in ways that make each pair of person, language and look come up."""
    rows = [row for row in GUARDS if row.endswith("GET") and row not in FILES]
    seen: set[tuple[object, object]] = set()
    chosen: list[tuple[str, Combination]] = []
    for row in sorted(rows, key=lambda row: (len(open_columns(row)), row)):
        offered = list(product(open_columns(row), LANGUAGES, LOOKS))
        best = max(offered, key=lambda one: len(pairs(one) - seen))
        seen |= pairs(best)
        chosen.append((row, best))
    return chosen


def pairs(combination: Combination) -> set[tuple[object, object]]:
    """Return the pairs of values of a combination, a look counting as screen and scheme."""
    column, language, look = combination
    return set(combinations((column, language, look.screen, look.scheme), 2))


SAMPLE = sample()


def test_the_sample_holds_every_pair_of_person_language_and_look() -> None:
    wanted = {pair for one in product(COLUMNS, LANGUAGES, LOOKS) for pair in pairs(one)}

    assert wanted - {pair for _, one in SAMPLE for pair in pairs(one)} == set()


def test_a_sample_of_pages_is_for_everybody(
    routes: Routes, shelf: Shelf, examiner: Examiner
) -> None:
    found = {}
    for row, (column, language, look) in SAMPLE:
        view = routes.one(row, column, language)
        assert view, row
        found[view.title] = examiner.troubles(shelf.lay(view), [look])

    assert {title: troubles for title, troubles in found.items() if troubles} == {}
