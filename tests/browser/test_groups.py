"""The lead makes a focus group and a colleague finds it: at a desk, on a phone, without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.pages.person import DESKTOP, PHONE
from tests.browser.pages.reader import Reader
from tests.cast import Cast

pytestmark = pytest.mark.browser

Comes = Callable[..., Reader]


@pytest.mark.parametrize(("device", "scripts"), [(DESKTOP, True), (PHONE, True), (PHONE, False)])
def test_the_lead_makes_a_group_and_a_colleague_reads_how_to_join(
    comes: Comes, people: Cast, device: dict[str, object], scripts: bool
) -> None:
    sanne, noor = comes(people.sanne, device=device, scripts=scripts), comes(people.noor)
    sanne.opens("/documents/code/en")
    sanne.follows("Focus groups, and how to join one")
    sanne.follows("Make a focus group")
    assert sanne.fits_the_screen()
    for label, words in (
        ("Name in English", "Linden"),
        ("Name in Dutch", "Linde"),
        ("What it is for, in English", "How we speak in meetings."),
        ("What it is for, in Dutch", "Hoe we praten in vergaderingen."),
        ("How to reach them", "linden@example.org"),
    ):
        sanne.page.get_by_label(label).fill(words)
    sanne.chooses("Joost Vermeer")
    sanne.presses("Make the focus group")
    sanne.sees("The focus group is made.", "How we speak in meetings.")
    assert sanne.fits_the_screen()

    noor.opens("/documents/code/en")
    noor.follows("Focus groups, and how to join one")
    noor.follows("Linden")
    noor.sees("led by Joost Vermeer", "linden@example.org")
    noor.does_not_see("Change this focus group")
