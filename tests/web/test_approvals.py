"""Everyone reads by which rule decisions are made; those who decide see who agrees."""

from __future__ import annotations

from collections.abc import Callable

from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import OTHER, seal_of, send, source_of, words_of
from wiki.database import Database
from wiki.models import Text

Visit = Callable[..., Browser]
RULES = "/documents/code/decision-rules"
DECISION = {"outcome": "adopted", "take": "1", "reason": "Clearer."}


def test_the_lead_sets_the_rule_and_everyone_reads_it(
    visit: Visit, people: Cast, text: Text
) -> None:
    visit(people.sanne).post(RULES, approvals="2", second_reader="yes")

    page = words_of(visit(people.noor).get(RULES).text)

    assert "Moderators decide: Claire Ngata, Mirjam Kuipers." in page
    assert "2 people must agree before words are adopted" in page
    assert "Two people must agree before anything is not adopted." in page


def test_a_rule_nobody_can_keep_is_refused_with_what_can_be(
    visit: Visit, people: Cast, text: Text
) -> None:
    answer = visit(people.sanne).post(RULES, approvals="7")

    assert answer.status_code == 422
    assert "a number from 1 to 2" in words_of(answer.text)


def test_a_decision_waits_for_a_colleague_and_keeps_what_was_typed(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    visit(people.sanne).post(RULES, approvals="2")
    page = send(visit(people.noor))
    mirjam, claire = visit(people.mirjam), visit(people.claire)
    seal = seal_of(mirjam.post(f"{page}/decision", preview="yes", **DECISION).text)

    refused = mirjam.post(f"{page}/decision", save="yes", seal=seal, **DECISION)
    assert refused.status_code == 422
    assert "More people must agree" in words_of(refused.text)
    assert "Clearer." in refused.text

    number = page.rpartition("/")[2]
    claire.post(f"/documents/code/contributions/{number}/approval", stance="adopt", seen="1")
    seen = words_of(mirjam.get(page).text)
    assert "2 people must agree before these words are adopted; 1 does so far." in seen
    assert "Claire Ngata" in seen
    assert "Claire Ngata" not in words_of(visit(people.noor).get(page).text)

    mirjam.post(f"{page}/decision", save="yes", seal=seal, **DECISION)
    assert OTHER in source_of(database)


def test_who_agreed_takes_it_back(visit: Visit, people: Cast, text: Text) -> None:
    visit(people.sanne).post(RULES, approvals="2")
    page = send(visit(people.noor))
    number = page.rpartition("/")[2]
    claire = visit(people.claire)
    claire.post(f"/documents/code/contributions/{number}/approval", stance="adopt", seen="1")

    claire.post(f"/documents/code/contributions/{number}/approval/end")

    assert "0 do so far" in words_of(claire.get(page).text)


def test_where_one_decides_alone_nothing_is_said_of_agreeing(
    visit: Visit, people: Cast, text: Text
) -> None:
    page = send(visit(people.noor))

    assert "Who agrees" not in visit(people.mirjam).get(page).text
