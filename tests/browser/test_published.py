"""A colleague reads the published code: from the overview, in two languages, number by number."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.pages.person import PHONE
from tests.browser.pages.reader import Reader
from tests.cast import Cast
from tests.export import printed
from wiki.database import Database
from wiki.domain import releases
from wiki.models import Account, Document

pytestmark = pytest.mark.browser

Comes = Callable[..., Reader]
CODE = "/documents/code/en/code"


@pytest.fixture
def published(database: Database, people: Cast) -> None:
    """Make a release of the document, in which a section fills more than a screen."""
    with database.write() as db:
        document = db.get_one(Document, people.document.id)
        long = {language: "\n\n".join(f"{word} {n}." for n in range(1, 60))
                for language, word in (("en", "Words"), ("nl", "Woorden"))}  # fmt: skip
        titles = {"en": "Working", "nl": "Werken"}
        factories.section(db, document, key="working", titles=titles, texts=long)
        lead = db.get_one(Account, people.sanne.id)
        releases.make(db, document, "For all", by=lead, at=factories.AT)


@pytest.mark.parametrize("device", [{}, PHONE], ids=["desk", "phone"])
def test_from_the_overview_to_a_paragraph_and_to_the_same_one_in_dutch(
    comes: Comes, people: Cast, published: None, device: dict[str, object]
) -> None:
    noor = comes(people.noor, device=device)
    noor.opens("/documents/code/en")

    noor.page.get_by_role("main").get_by_role("link", name="Read the published code").click()
    expect(noor.page.get_by_role("heading", level=1)).to_have_text("Code of conduct (en)")
    expect(
        noor.page.get_by_text("Do you want to talk to someone in confidence?").first
    ).to_be_in_viewport()
    assert noor.fits_the_screen()

    noor.opens(f"{CODE}/2.40")
    expect(noor.page.locator("[id='2.40']")).to_be_in_viewport()
    seen = noor.page.locator("[data-block]").evaluate_all(
        "all => all.find(one => one.getBoundingClientRect().bottom > 0).id"
    )
    noor.page.get_by_role("link", name="Nederlands").evaluate("link => link.click()")
    noor.page.wait_for_url("**/nl/code#*")

    assert noor.page.url.endswith(f"/nl/code#{seen}")
    expect(noor.page.locator(f"[id='{seen}']")).to_be_in_viewport()


def test_printed_it_is_the_code_alone_with_release_and_address_on_every_sheet(
    comes: Comes, people: Cast, published: None
) -> None:
    noor = comes(people.noor)
    noor.opens(CODE)

    sheets = printed.pages(noor.page.pdf(format="A4", prefer_css_page_size=True))

    assert len(sheets) > 1
    assert all("Release1·2March2026·http" in sheet for sheet in sheets)
    assert all(sheet.count("/documents/code/en/code") == 1 for sheet in sheets)
    every = "".join(sheets)
    assert "Words59." in every
    assert "2.59" in every
    for interface in ("Noor", "Search", "Nederlands", "All2sections", "Whatchanged", "PDF"):
        assert interface not in every


def test_without_scripts_words_are_looked_for_and_lead_to_their_paragraph(
    comes: Comes, people: Cast, published: None
) -> None:
    noor = comes(people.noor, device=PHONE, scripts=False)
    noor.opens(CODE)

    noor.page.get_by_text("Search", exact=True).first.click()
    noor.page.get_by_role("searchbox", name="Search in the published code").fill("adviser")
    noor.page.keyboard.press("Enter")
    expect(noor.page.get_by_text("1 result for “adviser”")).to_be_visible()
    assert noor.fits_the_screen()
    noor.page.get_by_role("link", name="1.3 Speaking up").click()

    expect(noor.page.locator("[id='1.3']:target")).to_be_in_viewport()


def test_without_scripts_a_number_and_the_outline_lead_to_their_words(
    comes: Comes, people: Cast, published: None
) -> None:
    noor = comes(people.noor, scripts=False)
    noor.opens(CODE)

    noor.page.get_by_role("link", name="2.59").click()
    expect(noor.page.locator("[id='2.59']:target")).to_be_in_viewport()

    noor.opens(CODE)
    noor.page.get_by_text("All 2 sections").click()
    noor.page.get_by_role("navigation", name="Sections").get_by_role("link").last.click()
    expect(noor.page.get_by_role("heading", name="2 Working")).to_be_in_viewport()
