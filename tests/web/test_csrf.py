"""Forms come from our own pages, and what was typed survives when they don't."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast
from tests.web.browsing import TOKEN, Browser
from tests.web.test_security import address
from wiki.web import csrf

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


BY_SECRET = {"unsubscriptions.create"}
"""Forms of mail programs, which know a secret instead of a token."""


def test_no_route_takes_a_form_without_a_token(
    app: Flask, visit: Callable[..., Browser], people: Cast
) -> None:
    browser = visit(people.sanne)
    tried = 0

    for rule in app.url_map.iter_rules():
        if rule.endpoint in BY_SECRET:
            continue
        for method in UNSAFE & (rule.methods or set()):
            answer = browser.client.open(address(app, rule), method=method, data={"words": "a b"})
            assert answer.status_code == 400, (method, rule.rule)
            tried += 1

    assert tried >= 8


@pytest.mark.parametrize("token", ["", "a", "-", "ab" * 200, "é", "=" * 8])
def test_a_token_that_is_none_is_refused(browser: Browser, token: str) -> None:
    browser.token()

    answer = browser.client.post("/preferences/theme", data={"csrf_token": token, "theme": "dark"})

    assert answer.status_code == 400


def test_the_token_of_another_visitor_is_refused(visit: Callable[..., Browser]) -> None:
    theirs = visit().token()

    answer = visit().client.post("/preferences/theme", data={"csrf_token": theirs, "theme": "dark"})

    assert answer.status_code == 400


def test_a_form_sent_without_a_token_can_be_sent_again_with_its_words(browser: Browser) -> None:
    lost = browser.post_without_token(
        "/preferences/theme", words="Long & <typed> words", theme="dark"
    )

    assert "Long &amp; &lt;typed&gt; words</textarea>" in lost.text
    assert '<form class="form stack" method="post" action="/preferences/theme">' in lost.text
    assert '<input type="hidden" name="theme" value="dark">' in lost.text
    token = TOKEN.findall(lost.text)[-1]
    again = browser.client.post("/preferences/theme", data={"csrf_token": token, "theme": "dark"})
    assert again.status_code == 303


def test_a_password_is_never_shown_again(browser: Browser) -> None:
    lost = browser.post_without_token("/sign-in", email="a b", password="three blue horses")

    assert "three blue horses" not in lost.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.evil.example"},
    ],
)
def test_a_form_from_another_site_is_refused_and_not_repeated(
    browser: Browser, headers: dict[str, str]
) -> None:
    answer = browser.post("/preferences/theme", headers=headers, theme="dark", words="their words")

    assert answer.status_code == 400
    assert "their words" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {"Origin": "http://localhost"}],
)
def test_a_form_from_our_own_site_is_taken(browser: Browser, headers: dict[str, str]) -> None:
    assert browser.post("/preferences/theme", headers=headers, theme="dark").status_code == 303


def test_one_page_has_one_token_and_the_next_page_shows_another(browser: Browser) -> None:
    first, second = (TOKEN.findall(browser.get("/sign-in").text) for _ in range(2))

    assert len(set(first)) == len(set(second)) == 1
    assert first[0] != second[0]
    plain = {csrf.unmasked(token).split(".")[0] for token in (first[0], second[0])}
    assert len(plain) == 1


@given(st.text())
def test_what_is_masked_can_be_unmasked(plain: str) -> None:
    assert csrf.unmasked(csrf.masked(plain)) == plain


@given(st.text())
def test_unmasking_anything_raises_nothing(text: str) -> None:
    assert isinstance(csrf.unmasked(text), str)


def test_words_typed_before_being_signed_out_wait_for_the_sign_in(
    visit: Callable[..., Browser], people: Cast
) -> None:
    browser = visit()
    lost = browser.post("/account/name", name="Noor van den Berg", form_key="k")

    assert lost.status_code == 401
    assert "Noor van den Berg" in lost.text
    assert '<input type="hidden" name="kept.action" value="/account/name">' in lost.text
    assert '<textarea name="kept.words.name" hidden>' in lost.text
    assert '<input type="hidden" name="kept.unseen.form_key" value="k">' in lost.text


def test_without_a_token_too_words_wait_for_the_sign_in(browser: Browser) -> None:
    lost = browser.post_without_token("/account/name", name="Noor van den Berg")

    assert lost.status_code == 401
    assert "Noor van den Berg" in lost.text
