"""A form that is sent many times at once is done once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

import pytest

from tests.at_once import at_once
from tests.attacks import forms
from tests.attacks import site as sites
from tests.attacks.forms import Form
from tests.attacks.site import Site
from tests.attacks.test_bad_input import rows
from wiki.database import Database

AT_ONCE, WAVES_IN_A_SWEEP = 20, 5
OFTEN = ("threads.create", "comments.create", "proposals.create", "decisions.create")
SELDOM = (
    "comments.update",
    "placements.update",
    "proposals.update",
    "structure.create",
    "threads.create_outcome",
    "holds.create",
    "texts.update",
    "rounds.create",
    "histories.create_restoration",
    "invitations.create",
    "invitations.create_account",
    "accounts.update_name",
    "preferences.update_theme",
)
NOT_TWICE = {
    "rounds.create": {"opens_on": "2099-03-01", "closes_on": "2099-03-20"},
    "invitations.create_account": {"email": "another@example.org", "name": "Another One"},
    "structure.create": {"title-en": "Another section"},
}
"""What differs in the second of two forms that are both done."""

SHOWN_AT_ONCE = {"invitations.create": 200}
"""What answers with a page, where the others lead to one."""

READ_FIRST = ("histories.create_restoration",)
PREVIEWED = ("decisions.create", "texts.update")


@pytest.fixture
def site(database: Database) -> Iterator[Site]:
    with sites.built(database, slots=2) as made:
        yield made


def test_a_form_sent_many_times_at_once_is_done_once(site: Site) -> None:
    require_once(site, OFTEN, waves=1)


@pytest.mark.sweep("faults")
def test_every_form_sent_many_times_at_once_is_done_once(site: Site) -> None:
    require_once(site, OFTEN + SELDOM, waves=WAVES_IN_A_SWEEP)


def require_once(site: Site, endpoints: Sequence[str], *, waves: int) -> None:
    """Send each form of the first slot once and its like of the second many times."""
    for single, repeated in zip(*forms.of_slots(site), strict=True):
        if single.endpoint not in endpoints:
            continue
        before = Counter(rows(site))
        done = SHOWN_AT_ONCE.get(single.endpoint, 303)
        assert ready(site, single).send(site).status_code == done, single.endpoint
        between = Counter(rows(site))
        form = ready(site, later(repeated))
        sent = [at_once([partial(form.send, site)] * AT_ONCE) for _ in range(waves)]
        after = Counter(rows(site))
        ends = {(one.status_code, one.location) for wave in sent for one in wave}  # type: ignore[attr-defined]
        assert [status for status, _ in ends] == [done], (form.endpoint, ends)
        assert after - between == between - before, form.endpoint


def ready(site: Site, form: Form) -> Form:
    """Return the form that saves: where one reads something first, that of what was just read."""
    if form.endpoint in PREVIEWED:
        shown = forms.on_page(site, form.by, form.send(site).text)
        return next(one for one in shown if "save" in one.fields)
    if form.endpoint in READ_FIRST:
        page = site.as_(form.by).get(form.action).text
        shown = forms.on_page(site, form.by, page)
        return next(forms.harmless(one) for one in shown if one.endpoint == form.endpoint)
    return form


def later(form: Form) -> Form:
    """Return a form as one of another page: with a key of its own, and what may be there once."""
    if "form_key" not in form.fields:
        return form
    own = {"form_key": form.fields["form_key"] + "-later"}
    return form.filled(own | NOT_TWICE.get(form.endpoint, {}))
