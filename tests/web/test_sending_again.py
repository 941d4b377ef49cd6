"""Going back to a form that was sent: the same again is done once, other words are never lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import (
    OTHER,
    SECTION,
    form,
    in_between,
    move_on,
    seal_of,
    send,
    source_of,
)
from wiki import clock
from wiki.database import Database
from wiki.domain import invitations
from wiki.models import Account, Comment, Document, Proposal, Revision, Role, UsedForm

pytestmark = pytest.mark.usefixtures("text")

Visit = Callable[..., Browser]
KEY = re.compile(r'name="form_key" value="([^"]+)"')
WORDS = f"{SECTION}/words"
TOLD = "You sent this more than once. Only the first time counts."
SENTENCE = "We listen to each other. We greet everyone at noon, too."


def key_beside(field: str, page: str) -> str:
    """Return the key of the form that holds a field."""
    return KEY.findall(page.partition(f'name="{field}"')[0])[-1]


def comment(words: str, key: str) -> dict[str, str]:
    place = {"seen": "1", "first_block": "0", "last_block": "0"}
    return {**place, "source": words, "shown_as": "name", "readers": "public", "form_key": key}


def edited(words: str = OTHER, **fields: Any) -> dict[str, Any]:
    box = {"base": "1", "first_block": "0", "block_count": "1", "words": words}
    return {**box, "summary": "Every day", **fields}


def all_said(database: Database) -> list[str]:
    with database.read() as db:
        return sorted(db.scalars(select(Comment.source)))


def test_another_comment_from_the_page_of_a_refused_one_is_a_comment_of_its_own(
    visit: Visit, people: Cast, database: Database
) -> None:
    noor = visit(people.noor)
    refused = noor.post(f"{SECTION}/threads", **comment("", "first page"))
    key = key_beside("source", refused.text)

    first = noor.post(f"{SECTION}/threads", **comment("Why?", key))
    second = noor.post(f"{SECTION}/threads", **comment("And when?", key))
    again = noor.post(f"{SECTION}/threads", **comment("And when?", key))

    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location != second.location == again.location
    assert all_said(database) == ["And when?", "Why?"]


def test_lines_that_end_otherwise_make_no_other_form(
    visit: Visit, people: Cast, database: Database
) -> None:
    noor = visit(people.noor)

    for why in ("One.\r\nTwo.", "One.\nTwo."):
        fields = form(why=why, form_key="one")
        assert noor.post(f"{SECTION}/proposals", **fields).status_code == 303

    with database.read() as db:
        assert len(db.scalars(select(Proposal)).all()) == 1


@pytest.mark.parametrize("name", ["preview", "save", "show", "send", "seal", "draft"])
def test_another_button_and_another_seal_make_no_other_form(
    visit: Visit, people: Cast, database: Database, name: str
) -> None:
    noor = visit(people.noor)

    for more in ({}, {name: "yes"}, {name: "no"}):
        fields = {**comment("Why?", "one"), **more}
        assert noor.post(f"{SECTION}/threads", **fields).status_code == 303

    assert all_said(database) == ["Why?"]


def test_sending_the_same_again_is_told_once_and_other_words_are_not(
    visit: Visit, people: Cast
) -> None:
    noor = visit(people.noor)
    told = []

    for words in ("Why?", "Why?", "And when?"):
        answer = noor.post(f"{SECTION}/threads", **comment(words, "one"))
        told.append(TOLD in noor.get(answer.location).text)

    assert told == [False, True, False]
    assert TOLD not in noor.get(SECTION).text


def test_the_next_page_names_the_draft_that_arrived_and_no_other(
    visit: Visit, people: Cast
) -> None:
    noor = visit(people.noor)
    pages = []

    for words, draft in (("", "d1"), ("Why?", "d1"), ("Why?", "d2"), ("And?", 'd3"><b>')):
        answer = noor.post(f"{SECTION}/threads", **comment(words, "one"), draft=draft)
        pages.append(noor.get(answer.location or SECTION).text)

    assert [re.findall(r'data-drafts="([^"/]*)"', page) for page in pages] == [
        [],
        ["d1"],
        ["d2"],
        [""],
    ]
    assert 'name="draft" value="d1"' in noor.post(f"{SECTION}/threads", draft="d1").text


@pytest.fixture
def undone(visit: Visit, people: Cast) -> Browser:
    """Return the browser of an editor after somebody else undid what she saved."""
    claire = visit(people.claire)
    assert claire.post(WORDS, save="yes", **edited(form_key="one")).location == SECTION
    back = {"seen": "2", "summary": "Back", "form_key": "two"}
    assert visit(people.sanne).post(f"{SECTION}/history/1/restoration", **back).location
    claire.get(SECTION)
    return claire


def test_the_same_edit_after_somebody_went_back_is_not_swallowed_without_a_word(
    undone: Browser, database: Database
) -> None:
    saved = undone.post(WORDS, save="yes", **edited(form_key="one"))

    assert saved.status_code == 303
    assert TOLD in undone.get(saved.location).text
    assert OTHER not in source_of(database)


def test_a_preview_of_what_was_saved_before_is_shown(undone: Browser) -> None:
    preview = undone.post(WORDS, preview="yes", **edited(form_key="one"))

    assert preview.status_code == 200
    assert OTHER in preview.text


def test_going_back_to_a_revision_twice_is_told(visit: Visit, people: Cast) -> None:
    claire = visit(people.claire)
    claire.post(WORDS, save="yes", **edited(form_key="one"))
    back = {"seen": "2", "summary": "Back", "form_key": "two"}

    first, second = (claire.post(f"{SECTION}/history/1/restoration", **back) for _ in range(2))

    assert first.location == second.location
    assert TOLD in claire.get(second.location).text


def test_a_sentence_typed_after_going_back_from_what_was_saved_is_shown_and_not_lost(
    visit: Visit, people: Cast, database: Database
) -> None:
    claire = visit(people.claire)
    page = claire.post(WORDS, preview="yes", **edited()).text
    key, seal = key_beside("words", page), seal_of(page)
    saved = claire.post(WORDS, save="yes", seal=seal, **edited(form_key=key))

    same = claire.post(WORDS, save="yes", **edited(form_key=key))
    preview = claire.post(WORDS, preview="yes", **edited(SENTENCE, form_key=key))
    unread = claire.post(WORDS, save="yes", seal=seal, **edited(SENTENCE, form_key=key))

    assert saved.status_code == same.status_code == 303
    assert preview.status_code == 200
    assert SENTENCE in preview.text
    assert unread.status_code == 409
    assert SENTENCE in unread.text
    assert OTHER in source_of(database)


def decision(reason: str, **fields: str) -> dict[str, str]:
    box = {"base": "1", "first_block": "0", "block_count": "1", "words": SENTENCE}
    return {"outcome": "not_adopted", "reason": reason, **box, "form_key": "one", **fields}


def test_another_reason_for_a_decision_one_saved_is_told_as_not_saved_and_kept(
    visit: Visit, people: Cast
) -> None:
    address = send(visit(people.noor))
    mirjam = visit(people.mirjam)
    saved = mirjam.post(f"{address}/decision", save="yes", **decision("Thank you."))

    same = mirjam.post(f"{address}/decision", preview="yes", **decision("Thank you."))
    other = mirjam.post(f"{address}/decision", save="yes", **decision("A long reason."))
    in_words = decision("Thank you.", outcome="adopted_in_other_words")
    own = mirjam.post(f"{address}/decision", preview="yes", **in_words)

    assert saved.location == same.location == address
    assert other.status_code == own.status_code == 409
    assert "What you sent now was not saved." in other.text
    assert re.search(r"readonly>\sA long reason\.</textarea>", other.text)
    assert SENTENCE not in other.text
    assert SENTENCE in own.text


def test_a_name_changed_there_and_back_from_one_page_is_each_time_the_one_chosen(
    visit: Visit, people: Cast
) -> None:
    noor = visit(people.noor)

    for name in ("Noor A", "Noor B", "Noor A"):
        assert noor.post("/account/name", name=name, form_key="one").status_code == 303
        assert f'value="{name}"' in noor.get("/account").text


def test_another_password_under_a_used_form_is_not_told_as_taken(
    visit: Visit, people: Cast, database: Database
) -> None:
    with database.write() as db:
        document = db.get_one(Document, people.document.id)
        by = db.get_one(Account, people.sanne.id)
        _, secret = invitations.create(
            db, document, Role.PARTICIPANT, language="en", by=by, at=clock.now()
        )
    fields = {"name": "Yara", "email": "yara@example.org", "form_key": "one"}
    address = f"/invitations/{secret}/account"

    first = visit().post(address, password="seven quiet rivers", **fields)
    same = visit().post(address, password="seven quiet rivers", **fields)
    other = visit().post(address, password="eight loud mountains", **fields)

    assert (first.status_code, same.status_code) == (303, 303)
    assert other.status_code == 410


def test_what_a_form_said_is_kept_so_that_no_words_can_be_tried_on_it(
    visit: Visit, people: Cast, database: Database
) -> None:
    kept = []
    for secret in ("one secret, long enough for a test", "another secret, as long as the first"):
        browser = visit(people.noor)
        known = browser.app.extensions["wiki_settings"]
        browser.app.extensions["wiki_settings"] = replace(known, secret_key=secret)
        browser.post("/account/name", name="Noor", form_key="one")
        with database.write() as db:
            kept.append(db.scalars(select(UsedForm.key_hash)).one())

    assert len({one[:32] for one in kept}) == 1
    assert len({one[32:] for one in kept}) == 2


def test_the_same_words_in_two_forms_are_not_to_be_known_as_the_same(
    visit: Visit, people: Cast, database: Database
) -> None:
    noor = visit(people.noor)
    for key in ("one", "two"):
        noor.post("/account/name", name="Noor", form_key=key)

    with database.read() as db:
        kept = db.scalars(select(UsedForm.key_hash)).all()

    assert len({one[:32] for one in kept}) == len({one[32:] for one in kept}) == 2


def test_saving_the_same_edit_twice_makes_one_revision(
    visit: Visit, people: Cast, database: Database
) -> None:
    claire = visit(people.claire)
    seal = seal_of(claire.post(WORDS, preview="yes", **edited()).text)

    for _ in range(2):
        claire.post(WORDS, save="yes", seal=seal, **edited(form_key="one"))

    with database.read() as db:
        assert len(db.scalars(select(Revision)).all()) == 2


def saving(visit: Visit, people: Cast, database: Database) -> dict[str, Any]:
    return {"action": WORDS, "save": "yes", **edited()}


def going_back(visit: Visit, people: Cast, database: Database) -> dict[str, Any]:
    move_on(database, people.sanne, "in the morning", "at noon")
    return {"action": f"{SECTION}/history/1/restoration", "seen": "2", "summary": "Back"}


def deciding(visit: Visit, people: Cast, database: Database) -> dict[str, Any]:
    return {"action": f"{send(visit(people.noor))}/decision", "save": "yes", **decision("Thanks.")}


@pytest.mark.parametrize("transaction", [1, 2, 3, 4])
@pytest.mark.parametrize("form_of", [saving, going_back, deciding])
def test_a_form_overtaken_by_its_like_at_any_moment_leads_to_the_same_place(
    form_of: Callable[..., dict[str, Any]],
    transaction: int,
    visit: Visit,
    people: Cast,
    database: Database,
) -> None:
    sent = form_of(visit, people, database) | {"form_key": "one"}
    action = sent.pop("action")
    first, second = visit(people.claire), visit(people.claire)
    led_to = []

    def overtake() -> None:
        led_to.append(first.post(action, **sent).location)

    with in_between(database, transaction, overtake):
        answer = second.post(action, **sent)

    assert answer.status_code == 303, answer.text
    assert [answer.location] == led_to
