"""The lead gives a colleague a role and takes it away: with mouse, phone, keyboard, no scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.pages.person import DESKTOP, PHONE
from tests.browser.pages.reader import Reader
from tests.cast import Cast

pytestmark = pytest.mark.browser

Comes = Callable[..., Reader]


@pytest.mark.parametrize(("device", "scripts"), [(DESKTOP, True), (PHONE, True), (PHONE, False)])
def test_the_lead_finds_a_colleague_and_changes_and_ends_what_they_may_do(
    comes: Comes, people: Cast, device: dict[str, object], scripts: bool
) -> None:
    sanne, noor = comes(people.sanne, device=device, scripts=scripts), comes(people.noor)
    sanne.opens("/documents/code/en")
    sanne.follows("Members and invitations")
    sanne.sees("Noor Haddad", "Bram de Wit")
    sanne.page.get_by_label("Find somebody by name").fill("noor")
    sanne.presses("Find")
    sanne.does_not_see("Bram de Wit")
    assert sanne.fits_the_screen()

    sanne.follows("Change roles Noor Haddad")
    sanne.chooses("Moderator")
    assert sanne.fits_the_screen()
    sanne.presses("Save")
    sanne.sees("It holds from now on.", "Moderator · Participant")
    noor.opens("/documents/code/queue")
    noor.sees("Nothing waits here.")

    sanne.follows("Change roles Noor Haddad")
    sanne.page.locator("summary", has_text="End all roles").click()
    sanne.presses("End all roles Noor Haddad")
    sanne.does_not_see("Noor Haddad")
    noor.opens("/account")
    noor.sees("You have no role in any document.")


def test_roles_are_changed_with_the_keyboard_alone(comes: Comes, people: Cast) -> None:
    sanne = comes(people.sanne)
    sanne.opens("/documents/code/members?q=noor")
    sanne.tabs_to("Change roles Noor Haddad")
    sanne.page.keyboard.press("Enter")
    sanne.sees("Roles of Noor Haddad")
    sanne.page.get_by_label("Moderator").focus()
    sanne.page.keyboard.press("Space")
    sanne.tabs_to("Save")
    sanne.page.keyboard.press("Enter")

    sanne.sees("It holds from now on.")
