"""Bad input: each kind gets a clear page that keeps what was typed, and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.attacks import activity, forms
from tests.attacks import site as sites
from tests.attacks.forms import SENTENCE, Form
from tests.attacks.site import Site
from wiki.database import Database
from wiki.models import Base

Fields = MultiDict[str, str]
Mutation = Callable[[Form, str], Fields]

OF_BOOKKEEPING = frozenset({"attempt"})
"""Tables that count tries, which refused ones are too."""

IDS = ("a" * 26, "é" * 26, "..%2f..%2fetc%2fpasswd", "%ed%a0%80", "9" * 19)
IDS_TOO = (
    "a" * 5_000,
    "%00",
    "'--",
    "0",
    "9" * 5_000,
    "²",
    "-1",
    "a" * 25,
    "A" * 26,
    "..",
    ".",
    "%0a",
    "<script>",
    "\\",
)
NUMBERS = ("x", "-1", "1" + "0" * 30, "1.5", "٣", "²", "", "9" * 19, "9" * 5_000)


@pytest.fixture
def found(forms_of_slots: list[list[Form]]) -> list[Form]:
    """Give the forms of the first slot."""
    return forms_of_slots[0]


@pytest.fixture
def own_site(database: Database) -> Iterator[Site]:
    """Give the site on the database of this test, which may be of either kind."""
    with sites.built(database) as made:
        yield made


def with_value(value: str) -> Mutation:
    return lambda form, name: form.filled({name: value}).fields


def without(form: Form, name: str) -> Fields:
    fields = form.fields.copy()
    fields.poplist(name)
    return fields


def twice(form: Form, name: str) -> Fields:
    fields = form.fields.copy()
    fields.add(name, "and another")
    return fields


FIELDS: dict[str, Mutation] = {
    "empty": with_value(""),
    "too long": with_value("a " * 30_001),
    "NUL": with_value("a\0b"),
    "other control characters": with_value("a\x1bb\x85"),
    "bidi": with_value("a\u202eb\u2066c"),
    "accents": with_value("a" + "\u0301" * 5_000),
    "not composed": with_value("e\u0301" * 10),
    "missing": without,
    "twice": twice,
    **{f"number {number[:30]!r}": with_value(number) for number in NUMBERS},
}


def test_each_kind_of_bad_input_in_some_field_of_each_form(site: Site, found: list[Form]) -> None:
    before = rows(site)
    for turn, mutation in enumerate(FIELDS.values()):
        for form in found[turn % 4 :: 4]:
            names = typed_or_chosen(form)
            if names:
                name = names[turn % len(names)]
                require_clear(site, form, encoded(mutation(form, name)), name)
    assert rows(site) == before


@pytest.mark.sweep("attacks")
@pytest.mark.parametrize("what", FIELDS)
def test_each_kind_of_bad_input_in_each_field(site: Site, found: list[Form], what: str) -> None:
    before = rows(site)
    for form in found:
        for name in typed_or_chosen(form):
            require_clear(site, form, encoded(FIELDS[what](form, name)), name)
    assert rows(site) == before


def typed_or_chosen(form: Form) -> list[str]:
    return [name for name in form.fields if name not in ("csrf_token", "form_key")]


def test_bytes_that_are_no_text(site: Site, found: list[Form]) -> None:
    before = rows(site)
    for form in found:
        for name in form.words + form.shaped:
            body = encoded(without(form, name)) + f"&{name}=%ED%A0%80+and+%FF".encode()
            require_clear(site, form, body, name)
    assert rows(site) == before


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data", ""])
def test_other_kinds_of_body(site: Site, found: list[Form], kind: str) -> None:
    before = rows(site)
    for form in found:
        answer = send(site, form, b'{"words": "some words"}', kind)
        assert 400 <= answer.status_code < 500, form.endpoint
        require_page(answer, form.endpoint)
    assert rows(site) == before


def test_a_body_that_is_too_large(site: Site, found: list[Form]) -> None:
    before = rows(site)
    for form in found:
        answer = send(site, form, encoded(form.fields) + b"&x=" + b"a" * 1_100_000)
        assert answer.status_code == 413, form.endpoint
        require_page(answer, form.endpoint)
    assert rows(site) == before


def test_a_form_of_ten_thousand_fields(site: Site, found: list[Form]) -> None:
    many = "&".join(f"take={number}" for number in range(10_000)).encode()
    for form in found:
        answer = send(site, form, encoded(form.fields) + b"&" + many)
        assert answer.status_code < 500, form.endpoint


def test_a_button_opened_as_a_page(site: Site, found: list[Form]) -> None:
    for form in found:
        answer = site.as_(form.by).get(form.action)
        assert answer.status_code in (200, 405), form.endpoint
        require_page(answer, form.endpoint)


def test_somebody_signed_out_meanwhile_keeps_their_words(site: Site, found: list[Form]) -> None:
    before = rows(site)
    for form in found:
        if form.by in ("visitor", "forgetful") or not form.words:
            continue
        answer = site.app.test_client().post(form.action, data=form.with_words(SENTENCE).fields)
        assert answer.status_code == 401, form.endpoint
        assert SENTENCE in answer.text, form.endpoint
    assert rows(site) == before


def test_a_token_of_somebody_else_keeps_the_words(site: Site, found: list[Form]) -> None:
    before = rows(site)
    for form in found:
        if form.words:
            answer = form.with_words(SENTENCE).filled({"csrf_token": "other"}).send(site)
            assert answer.status_code == 400, form.endpoint
            assert SENTENCE in answer.text, form.endpoint
    assert rows(site) == before


def test_ids_that_are_none(site: Site) -> None:
    require_not_found(site, IDS)


@pytest.mark.sweep("attacks")
def test_more_ids_that_are_none(own_site: Site) -> None:
    require_not_found(own_site, (*IDS, *IDS_TOO))


def require_not_found(site: Site, wrong_ids: Sequence[str]) -> None:
    client = site.as_("sanne")
    for rule in site.app.url_map.iter_rules():
        for name in rule.arguments - {"filename"}:
            for wrong in wrong_ids:
                address = known_address(site, rule.rule, name, wrong)
                answer = client.get(address)
                assert answer.status_code in (303, 301, 308, 404, 405), (address, answer.status)
                require_page(answer, address)


def known_address(site: Site, rule: str, wrong_name: str, wrong: str) -> str:
    """Return an address that is right but for one part."""
    slot = site.slots[0]
    right = {
        "document": "code",
        "language": "en",
        "section": slot.key,
        "thread": slot.placed,
        "proposal": slot.reworded,
        "contribution": slot.answered,
        "comment": slot.own_comment,
        "said": slot.held,
        "number": "1",
        "secret": slot.invited,
        "round_id": "none",
        "name": "code-draft.md",
        "key": "markdown",
    }
    parts = []
    for part in rule.split("/"):
        name = part.strip("<>").rpartition(":")[2]
        is_open = part.startswith("<")
        parts.append((wrong if name == wrong_name else right.get(name, "x")) if is_open else part)
    return "/".join(parts)


QUESTIONS = ("before", "from", "to", "first", "last", "place", "block", "view", "kind", "wording")
ANSWERS = [*NUMBERS, "%ED%A0%80", "<script>"]


def test_questions_after_an_address(site: Site) -> None:
    for turn, page in enumerate(every_page(site)):
        for value in ANSWERS[turn % 3 :: 3]:
            require_answer(site, f"{page}?" + "&".join(f"{one}={value}" for one in QUESTIONS))


@pytest.mark.sweep("attacks")
@pytest.mark.parametrize("question", [*QUESTIONS, "next"])
def test_each_question_after_each_address(own_site: Site, question: str) -> None:
    for page in every_page(own_site):
        for value in ANSWERS:
            require_answer(own_site, f"{page}?{question}={value}")


def every_page(site: Site) -> list[str]:
    slot = site.slots[0]
    pages = [page.partition("?")[0] for every in slot.pages().values() for page in every]
    return list(dict.fromkeys([*pages, *slot.shown_on(), *sites.EVERYWHERE]))


def require_answer(site: Site, address: str) -> None:
    answer = site.as_("claire").get(address)
    assert answer.status_code < 500, address
    require_page(answer, address)


def test_the_same_form_of_a_stale_page_says_what_happened(site: Site, found: list[Form]) -> None:
    one = {form.endpoint: form for form in found}
    moved = one["texts.update"].filled({"words": "Other words altogether.", "summary": "Moved."})
    seen = preview(site, moved)
    asked = preview(site, one["decisions.create"].filled({"reason": SENTENCE}))
    restored = one["histories.create_restoration"].filled({"summary": SENTENCE})
    other = one["texts.update"].filled({"first_block": "0", "words": "Good morning to all."})
    assert preview(site, other).send(site).status_code == 303
    before = rows(site)

    for form in (seen, asked, restored):
        answer = form.send(site)
        assert answer.status_code == 409, form.endpoint
        kept = form.fields.get("reason") or form.fields["summary"]
        assert kept in answer.text, form.endpoint
    assert rows(site) == before


def preview(site: Site, form: Form) -> Form:
    """Return the form that saves the result of another."""
    answer = form.send(site)
    assert answer.status_code == 200, (form.endpoint, answer.status_code)
    return next(one for one in forms.on_page(site, form.by, answer.text) if "save" in one.fields)


def require_clear(site: Site, form: Form, body: bytes, name: str) -> None:
    """Require that bad input is done, and then undone here, or refused on a page with the rest."""
    answer = send(site, form, body)
    where = (form.endpoint, name, answer.status_code)
    assert answer.status_code < 500, where
    require_page(answer, form.endpoint)
    if answer.status_code < 400:
        site.restore()
        return
    for other in form.words:
        if other != name and form.fields[other] == SENTENCE:
            assert SENTENCE in answer.text, (*where, other)


def require_page(answer: TestResponse, where: str) -> None:
    """Require a page of ours that does nothing by itself, where there is one."""
    assert activity.unguarded(answer) == [], where
    if answer.status_code >= 400:
        assert answer.mimetype == "text/html", where
        assert "<h1" in answer.text or "redline" in where, where


def send(
    site: Site, form: Form, body: bytes, kind: str = "application/x-www-form-urlencoded"
) -> TestResponse:
    return site.as_(form.by).post(form.action, data=body, content_type=kind)


def encoded(fields: Fields) -> bytes:
    return urlencode(list(fields.items(multi=True))).encode()


def rows(site: Site) -> dict[str, int]:
    """Return how many rows each table holds."""
    with site.database.read() as db:
        return {
            table.name: db.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
            if table.name not in OF_BOOKKEEPING
        }
