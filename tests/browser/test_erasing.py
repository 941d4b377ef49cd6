"""Somebody downloads what is kept about them, and leaves for good."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.pages.person import PHONE
from tests.browser.pages.reader import Reader
from tests.cast import Cast
from wiki.domain.accounts import DEMO_PASSWORD

pytestmark = pytest.mark.browser

Comes = Callable[..., Reader]


@pytest.mark.parametrize("scripts", [True, False])
def test_somebody_takes_their_data_along_and_leaves(
    comes: Comes, people: Cast, scripts: bool
) -> None:
    noor = comes(people.noor, device=PHONE, scripts=scripts)
    noor.opens("/account")
    assert noor.downloads("Download my data").startswith(b"PK")
    noor.follows("Erase my account")
    noor.sees("What is erased", "What stays", "You can not undo this.")
    assert noor.fits_the_screen()

    noor.writes("not my password", in_="Your password")
    noor.presses("Erase my account for good")
    noor.sees("This is not your present password.")
    noor.writes(DEMO_PASSWORD, in_="Your password")
    noor.presses("Erase my account for good")

    noor.sees("Your account is erased.", "Sign in")
    noor.complaints.clear()  # the 422 of the wrong password
    sanne = comes(people.sanne)
    sanne.opens("/documents/code/members")
    sanne.does_not_see("Noor Haddad")
