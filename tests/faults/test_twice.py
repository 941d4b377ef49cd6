"""A form that is sent many times at once is done once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from tests.at_once import at_once
from tests.attacks import forms
from tests.attacks import site as sites
from tests.attacks.forms import Form
from tests.attacks.site import Site
from tests.attacks.test_bad_input import rows
from wiki.database import Database

TIMES, TIMES_IN_A_SWEEP = 20, 100
WORTH_IT = ("threads.create", "comments.create", "proposals.create", "decisions.create")
PREVIEWED = ("decisions.create", "texts.update")


@pytest.fixture
def site(database: Database) -> Iterator[Site]:
    with sites.built(database, slots=2) as made:
        yield made


def test_a_form_sent_many_times_at_once_is_done_once(site: Site) -> None:
    require_once(site, TIMES, lambda form: form.endpoint in WORTH_IT)


@pytest.mark.sweep("faults")
def test_every_form_sent_many_times_at_once_is_done_once(site: Site) -> None:
    require_once(site, TIMES_IN_A_SWEEP, lambda _form: True)


def require_once(site: Site, times: int, chosen: Callable[[Form], bool]) -> None:
    """Send each form of the first slot once and its like of the second many times."""
    once, often = ([form for form in one if keyed(form)] for one in forms.of_slots(site))
    for single, repeated in zip(once, often, strict=True):
        if not chosen(single):
            continue
        before = Counter(rows(site))
        assert ready(site, single).send(site).status_code == 303, single.endpoint
        between = Counter(rows(site))
        form = ready(site, later(repeated))
        answers = at_once([partial(form.send, site)] * times)
        after = Counter(rows(site))
        statuses = {answer.status_code for answer in answers}  # type: ignore[attr-defined]
        assert statuses == {303}, (form.endpoint, statuses)
        assert len({answer.location for answer in answers}) == 1, form.endpoint  # type: ignore[attr-defined]
        assert after - between == between - before, form.endpoint


def keyed(form: Form) -> bool:
    """Tell whether a form has a key, and does something."""
    return "form_key" in form.fields and form.endpoint not in ("redlines.create", *UNDONE)


UNDONE = ("contributions.create_withdrawal", "comments.create_withdrawal", "comments.update")
"""Forms about the same thing as another one here; done once they leave the other nothing to do."""


def ready(site: Site, form: Form) -> Form:
    """Return the form that saves, where one is shown the result first."""
    if form.endpoint not in PREVIEWED:
        return form
    shown = forms.on_page(site, form.by, form.send(site).text)
    return next(one for one in shown if "save" in one.fields)


def later(form: Form) -> Form:
    """Return a form for a round as one for a later round."""
    if form.endpoint != "rounds.create":
        return form
    return form.filled({"opens_on": "2099-03-01", "closes_on": "2099-03-20"})
