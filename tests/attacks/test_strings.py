"""Strings that attack, through every field of every form, and out again on every page."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

import pytest
from werkzeug.test import TestResponse

from tests.attacks import activity, forms, payloads
from tests.attacks.forms import Form
from tests.attacks.site import EVERYWHERE, Site
from tests.bench import measuring

LIMIT_MS = 2_000
WITHOUT_WORDS = frozenset(
    {
        "accounts.destroy_other_sign_ins",
        "accounts.destroy_sign_in",
        "accounts.update_password",
        "approvals.create",
        "approvals.delete",
        "erasures.create",
        "erasures.create_code",
        "erasures.update",
        "holds.delete",
        "mailed_sign_ins.update_link",
        "reactions.delete_own",
        "readers.update",
        "rounds.create_settlement",
        "still_meant.create",
        "supports.create",
        "supports.delete",
        "unsubscriptions.create",
    }
)
"""Forms nobody can type words in, on pages that the slots do not have."""

RENDERING = ("proposals.create", "comments.create")
ROTATION = 8


@pytest.fixture
def found(forms_of_slots: list[list[Form]]) -> list[list[Form]]:
    """Give the forms of each slot."""
    return forms_of_slots


def test_every_way_to_send_something_has_its_form_here(site: Site, found: list[list[Form]]) -> None:
    ways = {
        rule.endpoint for rule in site.app.url_map.iter_rules() if "POST" in (rule.methods or ())
    }

    assert ways - WITHOUT_WORDS == {form.endpoint for form in found[0]}


def test_a_page_that_acts_is_noticed() -> None:
    for markup in payloads.ACTING:
        assert activity.active(f"<title>x</title><p>{markup}"), markup
    assert activity.active("<a href=' java\tscript:1'>x</a><script src=//x></script>")
    assert not activity.active("<p>Words <a href='https://example.org'>and a link</a></p>")


def test_some_strings_do_nothing_in_some_fields(site: Site, found: list[list[Form]]) -> None:
    tried = payloads.sample(31) + list(payloads.SLOW[::3])

    for number, string in enumerate(tried):
        _bring_in(site, _some(found[number % len(found)], number), string)
    _read_everything(site)


@pytest.mark.sweep("attacks")
@pytest.mark.parametrize("part", range(20))
def test_no_string_does_anything_in_any_field(
    site: Site, found: list[list[Form]], part: int
) -> None:
    for batch in _batches(payloads.everything()[part::20], len(found)):
        site.restore()
        for of_slot, string in zip(found, batch, strict=False):
            _bring_in(site, of_slot, string)
        _read_everything(site)


def _batches(strings: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(strings), size):
        yield strings[start : start + size]


def _bring_in(site: Site, chosen: Sequence[Form], string: str) -> None:
    """Send a string through forms, first as words, then in the fields that want a shape."""
    for form in chosen:
        if form.words:
            _send(site, form.with_words(string))
        if shown := [name for name in form.shaped if not name.startswith("password")]:
            _send(site, form.filled(dict.fromkeys(shown, string)))


def _read_everything(site: Site) -> None:
    """Read every page that shows what was brought in."""
    of_slots = [address for slot in site.slots for address in slot.shown_on()]
    for by, addresses in (("noor", of_slots), ("noor", EVERYWHERE), ("sanne", EVERYWHERE)):
        for address in addresses:
            _require_harmless(site.as_(by).get(address), address)


def _some(of_slot: Sequence[Form], turn: int) -> list[Form]:
    """Return the forms whose words are rendered, and a few of the others by turns."""
    rendering = [form for form in of_slot if form.endpoint in RENDERING]
    others = [form for form in of_slot if form not in rendering]
    return [*rendering, *others[turn % ROTATION :: ROTATION]]


def _send(site: Site, form: Form) -> None:
    """Send a form, go where it leads, and send what it shows to be saved; all must be harmless."""
    answer = _within_time(site, form)
    _require_harmless(answer, form.endpoint)
    if answer.status_code == 200 and "preview" in form.fields:
        shown = [one for one in forms.on_page(site, form.by, answer.text) if "save" in one.fields]
        for one in shown:
            _require_harmless(_within_time(site, one.filled({"cautions_read": "yes"})), "save")


def _within_time(site: Site, form: Form) -> TestResponse:
    """Send a form and ask how much processor time that took; once more where it was much."""
    answer, took = _timed(site, form)
    if took > LIMIT_MS:
        slowness = max(1.0, measuring.calibration() / measuring.QUIET_MS)
        _, again = _timed(site, form)
        assert min(took, again) < LIMIT_MS * slowness, (form.endpoint, form.fields)
    return answer


def _timed(site: Site, form: Form) -> tuple[TestResponse, float]:
    before = time.process_time()
    answer = form.send(site)
    return answer, (time.process_time() - before) * 1000


def _require_harmless(answer: TestResponse, where: str) -> None:
    assert answer.status_code < 500, (where, answer.status_code)
    assert activity.unguarded(answer) == [], where
    if answer.mimetype == "text/html":
        assert activity.active(answer.text) == [], where
