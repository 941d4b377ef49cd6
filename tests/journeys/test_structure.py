"""Sections are added, renamed, moved and removed by suggestion, as words are changed."""

from __future__ import annotations

from tests.cast import Cast
from tests.journeys.visitor import Visit, Visitor

OVERVIEW = "/documents/code/en"


def suggest(visit: Visit, people: Cast, kind: str, **fields: str) -> str:
    noor = visit(people.noor).opens(f"{OVERVIEW}/structure/new?kind={kind}")
    noor.sends("Send suggestion", why="It reads better.", **fields)
    return noor.sees("Thank you.").address


def adopt(visit: Visit, people: Cast, suggestion: str) -> Visitor:
    claire = visit(people.claire).opens(suggestion).follows("Decide")
    claire.sends("Preview", outcome="adopted", reason="We agree.")
    return claire.sends("Save the decision").sees("Adopted", "We agree.")


def section(visit: Visit, people: Cast, title: str) -> str:
    page = visit(people.noor).opens(f"{OVERVIEW}/structure/new?kind=move")
    return page.choice_of("section", title)


def test_an_added_section_is_there_in_both_languages(visit: Visit, people: Cast) -> None:
    suggestion = suggest(
        visit,
        people,
        "add",
        **{"title-en": "Remote work", "title-nl": "Thuiswerken", "words": "We plan together."},
    )
    visit(people.bram).opens(OVERVIEW).misses("Remote work")

    adopt(visit, people, suggestion)

    noor = visit(people.noor).opens(OVERVIEW).follows("Remote work").sees("We plan together.")
    noor.follows("Nederlands").sees("Thuiswerken")
    noor.follows("Geschiedenis").sees("Revisie 1")


def test_a_renamed_section_keeps_its_address(visit: Visit, people: Cast) -> None:
    here = section(visit, people, "Respect")
    suggestion = suggest(visit, people, "rename", section=here, **{"title-en": "Being kind"})

    adopt(visit, people, suggestion)

    noor = visit(people.noor).opens(f"{OVERVIEW}/sections/respect")
    noor.sees("Being kind", "We greet everyone in the morning.")


def test_a_moved_section_stands_elsewhere_with_all_its_words(visit: Visit, people: Cast) -> None:
    help_, first = section(visit, people, "Where you find help"), "start"
    suggestion = suggest(visit, people, "move", section=help_, after=first)

    adopt(visit, people, suggestion)

    visit(people.noor).opens(OVERVIEW).sees("1 Where you find help", "2 Respect")


def test_a_removed_section_can_no_longer_be_read_but_its_history_can(
    visit: Visit, people: Cast
) -> None:
    suggestion = suggest(visit, people, "remove", section=section(visit, people, "Respect"))

    adopt(visit, people, suggestion)

    noor = visit(people.noor).opens(OVERVIEW).misses("Respect")
    assert noor.opens(f"{OVERVIEW}/sections/respect").status == 404
    noor.opens(f"{OVERVIEW}/sections/respect/history").sees("Revision 1")


def test_what_changes_nothing_is_refused_with_the_reason_kept(visit: Visit, people: Cast) -> None:
    noor = visit(people.noor).opens(f"{OVERVIEW}/structure/new?kind=rename")
    here = noor.choice_of("section", "Respect")

    noor.sends("Send suggestion", section=here, why="It reads better.", **{"title-en": "Respect"})

    assert noor.status == 422
    noor.sees("It reads better.")
