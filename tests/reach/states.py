"""States of pages that neither the route list nor the demo shows: conflicts, failures, crowds."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import partial

from sqlalchemy import update
from werkzeug.test import TestResponse

from tests import factories
from tests.reach.stage import CODE, Stage
from wiki import clock
from wiki import errors as refusals
from wiki.database import Busy, Full
from wiki.domain import comments, structure
from wiki.models import Account, Contribution, EditKind, Invitation, Revision, ShownAs
from wiki.web.access import public

State = Callable[[Stage], TestResponse]
SEAL = re.compile(r'name="seal" value="([^"]*)"')
PASSWORD = "seven quiet rivers"
COMMENT = {"source": "Why?", "shown_as": "name", "readers": "members", "seen": "1"}
COMMENT |= {"first_block": "0", "last_block": "0", "quote": ""}
OWN = {"base": "1", "first_block": "0", "block_count": "1", "words": "We listen, always."}
NEARLY = "We listen to each other. We greet everyone, every day!"
EDIT = {**OWN, "summary": "Shorter."}
DECISION = {"outcome": "adopted", "take": ["1"], "reason": "Thank you, clearer.", **OWN}
CROWD = 30


def result_of_a_decision(stage: Stage) -> TestResponse:
    return _preview(stage, stage.suggest())


def result_with_places_to_read(stage: Stage) -> TestResponse:
    address = stage.suggest()
    stage.move_on("We listen", "We all listen")
    return _preview(stage, address)


def places_that_were_not_read(stage: Stage) -> TestResponse:
    seal = SEAL.search(result_with_places_to_read(stage).text)
    assert seal
    address = _newest(stage)
    sent = {**DECISION, "seal": html.unescape(seal[1])}
    return stage.visit(stage.people.mirjam).post(f"{address}/decision", save="yes", **sent)


def conflict(stage: Stage) -> TestResponse:
    address = stage.suggest()
    stage.move_on("in the morning", "at noon")
    return _preview(stage, address)


def nothing_left_to_change(stage: Stage) -> TestResponse:
    address = stage.suggest()
    stage.move_on("in the morning", "every day")
    return _preview(stage, address)


def own_words_overtaken(stage: Stage) -> TestResponse:
    address = stage.suggest()
    stage.move_on("in the morning", "at noon")
    return _preview(stage, address, outcome="adopted_in_other_words")


def decided_meanwhile(stage: Stage) -> TestResponse:
    address = stage.suggest()
    sent = {"outcome": "not_adopted", "reason": "It says so already.", "save": "yes"}
    stage.visit(stage.people.claire).post(f"{address}/decision", **sent)
    return stage.visit(stage.people.mirjam).post(f"{address}/decision", save="yes", **DECISION)


def result_of_an_edit(stage: Stage) -> TestResponse:
    return stage.visit(stage.people.claire).post(f"{stage.section}/words", preview="yes", **EDIT)


def edit_overtaken(stage: Stage) -> TestResponse:
    stage.move_on("We listen to each other. We greet", "We greet")
    return stage.visit(stage.people.claire).post(f"{stage.section}/words", preview="yes", **EDIT)


def suggestion_just_sent(stage: Stage) -> TestResponse:
    sent = {**OWN, "why": "Shorter.", "shown_as": "name", "readers": "members", "send": "yes"}
    noor = stage.visit(stage.people.noor)
    return noor.get(noor.post(f"{stage.section}/proposals", **sent).location)


def nearly_what_somebody_suggested(stage: Stage) -> TestResponse:
    stage.suggest()
    sent = OWN | {"words": NEARLY, "show": "yes"}
    answer = stage.visit(stage.people.bram).post(f"{stage.section}/proposals", **sent)
    assert f'{_newest(stage)}"' in answer.text
    return answer


def queue_with_nearly_the_same_twice(stage: Stage) -> TestResponse:
    one, other = stage.suggest(), stage.suggest(new="every day, always")
    queue = stage.visit(stage.people.mirjam).get(f"{CODE}/queue")
    assert all(f'"{address}"' in queue.text for address in (one, other))
    assert all(f'"{address}?' in queue.text for address in (one, other))
    return queue


def answers_with_one_left_out(stage: Stage) -> TestResponse:
    mirjam = stage.people.mirjam
    asked = [stage.comment(who, "Who decides this?") for who in (stage.people.noor, mirjam)]
    sent = {"thread": asked, "outcome": "answered", "reason": "Section 1 says so."}
    return stage.visit(mirjam).post(f"{CODE}/queue/answers", **sent)


def thanks_with_what_waits_next(stage: Stage) -> TestResponse:
    asked, _next = (stage.comment(stage.people.noor, words) for words in ("Who?", "When?"))
    mirjam, sent = stage.visit(stage.people.mirjam), {"outcome": "answered", "reason": "So."}
    closed = mirjam.post(f"{CODE}/threads/{asked}/outcome?queue=comments", **sent)
    return mirjam.get(closed.location)


def release_that_was_not_read(stage: Stage) -> TestResponse:
    return stage.visit(stage.people.sanne).post(f"{CODE}/releases", title="For the council")


def comment_just_sent(stage: Stage) -> TestResponse:
    noor = stage.visit(stage.people.noor)
    answer = noor.post(f"{stage.section}/threads", **COMMENT)
    return noor.get(answer.location.partition("#")[0])


def comment_too_long(stage: Stage) -> TestResponse:
    sent = COMMENT | {"source": "Why? " * 10_000}
    return stage.visit(stage.people.noor).post(f"{stage.section}/threads", **sent)


def many_comments(stage: Stage) -> TestResponse:
    _gather_a_crowd(stage)
    return stage.visit(stage.people.noor).get(stage.section)


def many_comments_in_a_list(stage: Stage) -> TestResponse:
    _gather_a_crowd(stage)
    return stage.visit(stage.people.mirjam).get(f"{stage.section}/threads")


def long_talk(stage: Stage) -> TestResponse:
    address = stage.suggest()
    with stage.database.write() as db:
        about = db.get_one(Contribution, address.rpartition("/")[2])
        for number in range(CROWD):
            by = db.get_one(Account, stage.people.tomasz.id)
            words = f"Supercalifragilisticexpialidocious{'o' * 60} {number}"
            comments.reply(db, about, words, shown_as=ShownAs.NAME, by=by, at=clock.now())
    return stage.visit(stage.people.noor).get(address)


def words_that_were_talked_of_are_gone(stage: Stage) -> TestResponse:
    _gather_a_crowd(stage, size=2)
    stage.move_on("We greet everyone in the morning.", "")
    return stage.visit(stage.people.noor).get(stage.section)


def suggestion_on_words_that_moved_on(stage: Stage) -> TestResponse:
    address = stage.suggest()
    stage.move_on("in the morning", "at noon")
    return stage.visit(stage.people.noor).get(address)


def closed_round(stage: Stage) -> TestResponse:
    stage.plan(-21, -7)
    stage.plan(7, 21)
    return stage.visit(stage.people.noor).get(stage.section)


def overview_in_a_closed_round(stage: Stage) -> TestResponse:
    stage.plan(-21, -7)
    return stage.visit(stage.people.noor).get(f"{CODE}/{stage.language}")


def comment_after_the_round_closed(stage: Stage) -> TestResponse:
    stage.plan(-21, -1)
    return stage.visit(stage.people.noor).post(f"{stage.section}/threads", **COMMENT)


def not_written_in_this_language(stage: Stage) -> TestResponse:
    other = {"en": "nl", "nl": "en"}[stage.language]
    with stage.database.write() as db:
        document = stage.text(db).section.document
        texts = {stage.language: "", other: "We maken samen een plan.\n"}
        factories.section(db, document, key="elsewhere", texts=texts)
    address = stage.section.replace("respect", "elsewhere")
    return stage.visit(stage.people.claire).get(address)


def nothing_found(stage: Stage) -> TestResponse:
    return stage.visit(stage.people.noor).get(f"{CODE}/{stage.language}/search?q=zzzyx")


def invitation_just_made(stage: Stage) -> TestResponse:
    return _invite(stage)


def invitation_used(stage: Stage) -> TestResponse:
    path = _path_of_invitation(stage)
    joined = {"name": "Yara", "email": "yara@example.org", "password": PASSWORD}
    stage.visit().post(f"{path}/account", **joined)
    return stage.visit().get(path)


def invitation_too_old(stage: Stage) -> TestResponse:
    path = _path_of_invitation(stage)
    with stage.database.write() as db:
        db.execute(update(Invitation).values(expires_at=factories.AT))
    return stage.visit().get(path)


def wrong_password(stage: Stage) -> TestResponse:
    sent = {"email": "noor@example.org", "password": "not this one"}
    return stage.visit().post("/sign-in", **sent)


def wrong_code_too_often(stage: Stage) -> TestResponse:
    noor = stage.visit()
    asked = noor.post("/sign-in/mail", purpose="sign_in", email="noor@example.org")
    for _ in range(5):
        noor.post(asked.location, code="0000 0000")
    return noor.post(asked.location, code="0000 0000")


def too_many_tries(stage: Stage) -> TestResponse:
    return _failing(stage, refusals.TooMany("too_many_tries", seconds=61))


def signed_in_again_with_a_form(stage: Stage) -> TestResponse:
    path = _path_of_invitation(stage)
    joined = {"name": "Yara", "email": "yara@example.org", "password": PASSWORD}
    stage.visit().post(f"{path}/account", **joined)
    kept = {"kept.action": f"{stage.section}/threads", "kept.words.source": "Why?"}
    sent = {"email": "yara@example.org", "password": PASSWORD, **kept}
    return stage.visit().post("/sign-in", **sent)


def form_of_yesterday(stage: Stage) -> TestResponse:
    address = f"{stage.section}/threads"
    noor = stage.visit(stage.people.noor)
    return noor.post_without_token(address, source="Why?", csrf_token="old")


def form_from_elsewhere(stage: Stage) -> TestResponse:
    noor, headers = stage.visit(), {"Origin": "https://elsewhere.example"}
    return noor.client.post("/sign-in", data={"email": "x"}, headers=headers)


def address_of_a_button(stage: Stage) -> TestResponse:
    return stage.visit().get("/sign-out")


def far_too_large(stage: Stage) -> TestResponse:
    return stage.visit(stage.people.noor).post(f"{stage.section}/threads", source="x" * 1_100_000)


def nothing_published(stage: Stage) -> TestResponse:
    return stage.visit(stage.people.noor).get(f"{CODE}/{stage.language}/code")


def paragraph_that_is_gone(stage: Stage) -> TestResponse:
    stage.release()
    stage.move_on("Messages in the evening need no answer.\n", "")
    stage.release()
    return stage.visit(stage.people.noor).get(f"{CODE}/{stage.language}/code/1.4")


def what_changed_between_two_releases(stage: Stage) -> TestResponse:
    stage.release()
    stage.move_on("in the morning", "at noon")
    with stage.database.write() as db:
        section = stage.text(db).section
        factories.text(db, section.document, key="elsewhere", language=stage.language)
        by = db.get_one(Account, stage.people.claire.id)
        word = {"language": stage.language, "term": "noon", "definition": "Twelve."}
        structure.change_term(db, section, EditKind.ADD_TERM, word, by=by, at=clock.now())
    stage.release()
    return stage.visit(stage.people.noor).get(f"{CODE}/{stage.language}/releases/compare")


def damaged_history(stage: Stage) -> TestResponse:
    stage.move_on("in the morning", "at noon")
    with stage.database.write() as db:
        db.execute(update(Revision).values(sha256="0" * 64))
    return stage.visit(stage.people.noor).get(f"{stage.section}/history/1")


def every_component(stage: Stage) -> TestResponse:
    return stage.visit().get("/components")


STATES: dict[str, State] = {
    made.__name__.replace("_", " "): made
    for made in (
        result_of_a_decision,
        result_with_places_to_read,
        places_that_were_not_read,
        conflict,
        nothing_left_to_change,
        own_words_overtaken,
        decided_meanwhile,
        result_of_an_edit,
        edit_overtaken,
        suggestion_just_sent,
        nearly_what_somebody_suggested,
        queue_with_nearly_the_same_twice,
        answers_with_one_left_out,
        thanks_with_what_waits_next,
        release_that_was_not_read,
        comment_just_sent,
        comment_too_long,
        many_comments,
        many_comments_in_a_list,
        long_talk,
        words_that_were_talked_of_are_gone,
        suggestion_on_words_that_moved_on,
        closed_round,
        overview_in_a_closed_round,
        comment_after_the_round_closed,
        not_written_in_this_language,
        nothing_found,
        invitation_just_made,
        invitation_used,
        invitation_too_old,
        wrong_password,
        wrong_code_too_often,
        too_many_tries,
        signed_in_again_with_a_form,
        form_of_yesterday,
        form_from_elsewhere,
        address_of_a_button,
        far_too_large,
        nothing_published,
        paragraph_that_is_gone,
        what_changed_between_two_releases,
        damaged_history,
        every_component,
    )
}
"""Each state by its name, and how one comes to it."""


def _failing(stage: Stage, error: Exception) -> TestResponse:
    """Return the page of an error, with words that were typed."""

    def view() -> str:
        raise error

    stage.app.add_url_rule("/thing", "thing", public(view), methods=["GET", "POST"])
    return stage.visit().post("/thing", words="Words that took an hour.")


FAILURES: dict[str, Exception] = {
    "stale": refusals.Stale("whatever"),
    "busy": Busy(),
    "full": Full(),
    "a fault of ours": ZeroDivisionError(),
}
STATES |= {name: partial(_failing, error=error) for name, error in FAILURES.items()}


def _preview(stage: Stage, address: str, **fields: str) -> TestResponse:
    sent = {**DECISION, **fields}
    return stage.visit(stage.people.mirjam).post(f"{address}/decision", preview="yes", **sent)


def _newest(stage: Stage) -> str:
    with stage.database.read() as db:
        newest = db.query(Contribution).one()
        return f"{CODE}/proposals/{newest.id}"


def _gather_a_crowd(stage: Stage, size: int = CROWD) -> None:
    with stage.database.write() as db:
        by = db.get_one(Account, stage.people.noor.id)
        for number in range(size):
            factories.thread(db, stage.text(db), by=by, words=f"Why? {number}", at=clock.now())


def _invite(stage: Stage) -> TestResponse:
    sent = {"role": "participant", "email": "", "language": stage.language}
    return stage.visit(stage.people.sanne).post(f"{CODE}/invitations", **sent)


def _path_of_invitation(stage: Stage) -> str:
    found = re.search(r'value="http://[^/"]+(/invitations/[^"]+)"', _invite(stage).text)
    assert found
    return found[1]
