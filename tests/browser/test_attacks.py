"""Strings that attack, stored and shown in a real browser: nothing happens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Dialog, Page, Request

from tests.attacks import forms, payloads
from tests.attacks import site as sites
from tests.attacks.site import Site
from tests.serving import serving
from wiki.database import Database
from wiki.migrations import upgrade

STORING = (
    "accounts.update_name",
    "threads.create",
    "comments.create",
    "proposals.create",
    "structure.create",
    "texts.update",
    "releases.create",
    "rounds.create",
)
SLOTS = 2


@pytest.fixture(scope="module")
def attacked() -> Iterator[Site]:
    """Give the site with a string in everything that can be stored on each slot."""
    tried = [*payloads.ACTING, *payloads.OTHER_MARKUP, *payloads.MARKDOWN]
    with closing(Database("sqlite://", durable=False)) as database:
        upgrade.to_head(database)
        with sites.built(database, slots=SLOTS) as site:
            for number, of_slot in enumerate(forms.of_slots(site)):
                for turn, form in enumerate(one for one in of_slot if one.endpoint in STORING):
                    store(site, form.with_words(tried[(number * 16 + turn) % len(tried)]))
            yield site


def store(site: Site, form: forms.Form) -> None:
    """Send a form, and the result it shows; a release that others overtook is read again first."""
    answer = form.send(site)
    if answer.status_code == 409 and form.endpoint == "releases.create":
        for one in forms.on_page(site, form.by, answer.text):
            if one.endpoint == form.endpoint:
                one.send(site)
    if answer.status_code == 200:
        for one in forms.on_page(site, form.by, answer.text):
            if "save" in one.fields:
                one.filled({"cautions_read": "yes"}).send(site)


@pytest.mark.browser
def test_nothing_that_was_stored_does_anything_in_a_browser(attacked: Site, page: Page) -> None:
    done: list[str] = []
    with serving(attacked.app) as address:
        host = urlsplit(address).netloc
        watch(page, host, done)
        of_slots = [shown for slot in attacked.slots for shown in slot.shown_on()]
        for name, pages in (("sanne", sites.EVERYWHERE), ("noor", of_slots)):
            cookie = attacked.cookie_of(name)
            page.context.add_cookies([{"name": "sign-in", "value": cookie, "url": address}])
            for shown in pages:
                answer = page.goto(address + shown)
                assert answer is not None
                assert answer.status == 200, shown
                assert done == [], shown


@pytest.mark.browser
def test_a_page_that_does_something_is_noticed(page: Page) -> None:
    done: list[str] = []
    watch(page, "site.test", done)
    html = "<img src=//elsewhere.test/x.png><script>alert(1)</script>"
    page.route("**/*", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto("http://site.test/")

    assert {one.split(":")[0] for one in done} == {"dialog", "request"}


def watch(page: Page, host: str, done: list[str]) -> None:
    """Note dialogs, refusals of the policy, errors, and requests that go elsewhere."""

    def requested(request: Request) -> None:
        if urlsplit(request.url).netloc != host and not request.url.startswith("data:image/svg"):
            done.append(f"request: {request.url}")

    def asked(dialog: Dialog) -> None:
        done.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("request", requested)
    page.on("dialog", asked)
    page.on("pageerror", lambda error: done.append(f"error: {error}"))
    page.on(
        "console",
        lambda said: done.append(f"console: {said.text}") if "Policy" in said.text else None,
    )
