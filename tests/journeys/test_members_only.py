"""A document for its members does not exist for anybody else."""

from __future__ import annotations

from tests.cast import Cast
from tests.journeys.visitor import Visit

SECTION = "/documents/code/en/sections/respect"


def test_an_outsider_finds_nothing_under_any_address_of_the_document(
    visit: Visit, people: Cast
) -> None:
    noor = visit(people.noor).opens(f"{SECTION}?block=0").sends("Send comment", source="Why?")
    talk = noor.follows("Answer, or see all").address
    otis = visit(people.otis)

    otis.opens("/").misses("Code of conduct (en)")
    for address in (SECTION, f"{SECTION}/history", talk, "/documents/code/en/files/code-draft.md"):
        otis.opens(address).misses("We greet everyone", "Why?")
        assert otis.status == 404, address
    nothing = otis.opens("/documents/nowhere/en").words
    assert otis.opens("/documents/code/en").words == nothing


def test_a_visitor_is_told_to_sign_in_where_one_has_to_be_somebody(visit: Visit) -> None:
    stranger = visit().opens("/input").sees("Sign in")

    assert stranger.address.startswith("/sign-in")
