"""From an invitation to a first comment, and from a wrong password to the page one wanted."""

from __future__ import annotations

from tests.cast import Cast
from tests.journeys.visitor import Visit

SECTION = "/documents/code/en/sections/respect"


def test_an_invitation_leads_to_an_account_and_a_first_comment(visit: Visit, people: Cast) -> None:
    sanne = visit(people.sanne).opens("/documents/code/invitations")
    sanne.sends("Een link maken", role="participant", language="en")
    link = sanne.value_of("link")

    yara = visit().opens(link).sees("You are invited", "Participant")
    yara.sends(
        "Make my account and accept",
        name="Yara Smit",
        email="yara@example.org",
        password="seven quiet rivers",
    )
    yara.opens(f"{SECTION}?block=0").sends("Send comment", source="Why only in the morning?")

    yara.sees("Thank you.", "Yara Smit", "Why only in the morning?")
    yara.opens("/input").sees("Comment 1", "No outcome yet")
    assert visit().opens(link).status == 410


def test_somebody_new_comes_back_later_with_the_password_they_chose(
    visit: Visit, people: Cast
) -> None:
    sanne = visit(people.sanne).opens("/documents/code/invitations")
    link = sanne.sends("Een link maken", role="reader", language="en").value_of("link")
    chosen = {"email": "yara@example.org", "password": "seven quiet rivers"}
    yara = visit().opens(link).sends("Make my account", name="Yara Smit", **chosen)
    yara.sends("Sign out").sees("Sign in")

    yara.sends("Sign in", **chosen | {"password": "seven quiet lakes"}).misses("Yara Smit")
    yara.sends("Sign in", **chosen).sees("Yara Smit", "Respect")


def test_who_is_not_signed_in_is_welcomed_and_shown_the_ways_in(visit: Visit, people: Cast) -> None:
    stranger = visit().opens("/").sees("Welcome. Here we write our code of conduct together.")

    stranger.sees("What you can do here", "You get an account by invitation")
    assert stranger.is_offered("Sign in")
    stranger.follows("How it works")
    assert stranger.status == 200
    visit(people.otis).opens("/").misses("Welcome.").sees("Ask the programme team")
