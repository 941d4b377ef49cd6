"""Going through a page with the Tab key alone."""

from __future__ import annotations

from tests.browser.pages.person import Person

STOP = """(wanted) => {
  const found = document.activeElement;
  const { outlineStyle, borderStyle } = getComputedStyle(found);
  return { there: found.matches(wanted), name: found.outerHTML.slice(0, 120), outlineStyle };
}"""
MOST_STOPS = 60


def tabs_to(person: Person, wanted: str) -> None:
    """Press Tab until the focus is on what a selector names; every stop can be seen."""
    for _ in range(MOST_STOPS):
        person.page.keyboard.press("Tab")
        stop = person.page.evaluate(STOP, wanted)
        assert stop["outlineStyle"] != "none", f"the focus can't be seen on {stop['name']}"
        if stop["there"]:
            return
    raise AssertionError(f"Tab never comes to {wanted}")
