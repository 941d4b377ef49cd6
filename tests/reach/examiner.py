"""A Chromium that looks at a page in every way people do, and says what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.reach import judged

LOOKING = Path(__file__).with_name("screen.js").read_text(encoding="utf-8")
ALL_RULES = {
    "resultTypes": ["violations", "incomplete"],
    "rules": {"target-size": {"enabled": True}},
}
OF_COLOURS = {**ALL_RULES, "runOnly": ["color-contrast", "link-in-text-block"]}
"""Day and night differ in colours only: that is held in tests/architecture/test_css.py."""

A_MOMENT = "new Promise((go) => requestAnimationFrame(() => setTimeout(go)))"
"""Until the page has followed what changed around it."""

IS_INSIDE = "(found, selector) => found.closest(selector) !== null"
SPACED = """
* { line-height: 1.5 !important }
* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }
"""
"""The spacing that a reader may set without losing anything: WCAG 1.4.12."""

DESKTOP, PHONE, NARROW = (1280, 900), (360, 740), (320, 256)
"""Screens; the last is a desktop's at 400 %, which is also the narrowest phone: WCAG 1.4.10."""


@dataclass(frozen=True)
class Look:
    """One way to look at a page."""

    screen: tuple[int, int]
    scheme: str

    def __str__(self) -> str:
        return f"{self.screen[0]} px, {self.scheme}"


LOOKS = [Look(screen, scheme) for screen in (DESKTOP, PHONE) for scheme in ("light", "dark")]


class Examiner:
    """Opens pages of a site in a browser without motion, and examines them."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self._site = page, site

    def troubles(self, address: str, looks: Iterable[Look] = LOOKS) -> list[str]:
        """Return what is wrong with a page, over all ways to look at it."""
        self.page.goto(f"{self._site}{address}")
        return self.of_this_page(looks)

    def of_this_page(self, looks: Iterable[Look] = LOOKS) -> list[str]:
        """Return what is wrong with the page as it stands open."""
        found: list[str] = []
        known_screens: set[tuple[int, int]] = set()
        for look in looks:
            self._turn_to(look)
            rules = OF_COLOURS if look.screen in known_screens else ALL_RULES
            found += [f"{trouble} ({look})" for trouble in self._accessibility(rules)]
            known_screens.add(look.screen)
        found += self._room()
        return list(dict.fromkeys(found))

    def _turn_to(self, look: Look) -> None:
        self.page.set_viewport_size({"width": look.screen[0], "height": look.screen[1]})
        self.page.emulate_media(color_scheme=look.scheme)  # type: ignore[arg-type]
        self.page.evaluate(A_MOMENT)

    def _accessibility(self, rules: dict[str, Any]) -> Iterator[str]:
        """Give what axe-core finds or is unsure of, and nobody judged."""
        results = self.page.evaluate("(rules) => axe.run(rules)", rules)
        for rule in results["violations"]:
            for node in rule["nodes"]:
                if not self._is_judged(rule["id"], node):
                    yield f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in results["incomplete"]:
            for node in rule["nodes"]:
                if not self._is_judged(rule["id"], node):
                    yield f"unjudged {rule['id']}: {node['target']} {judged.doubt(node)}"

    def _is_judged(self, rule: str, node: dict[str, Any]) -> bool:
        fine = judged.selectors(rule, node)
        return any(self.page.locator(node["target"][0]).evaluate(IS_INSIDE, one) for one in fine)

    def _room(self) -> list[str]:
        """Give what moves, has no room on a narrow screen or spaced out, or has no edge."""
        found = [*self._look("moving")]
        for screen in (NARROW, DESKTOP):
            self._turn_to(Look(screen, "light"))
            found += [*self._look("beside"), *self._look("cut")]
            found += self._look("covered") if screen == NARROW else []
            with self._spaced_out():
                spaced = [*self._look("beside"), *self._look("cut")]
                found += [f"{trouble}, spaced out" for trouble in spaced]
        self.page.emulate_media(forced_colors="active")
        found += [f"{trouble} with forced colours" for trouble in self._look("edgeless")]
        self.page.emulate_media(forced_colors="none")
        return found

    def _look(self, at: str) -> list[str]:
        found: list[str] = self.page.evaluate(f"screenTroubles.{at}()")
        width = self.page.viewport_size
        assert width
        return [f"{trouble} ({width['width']} px)" for trouble in found]

    @contextmanager
    def _spaced_out(self) -> Iterator[None]:
        style = self.page.add_style_tag(content=SPACED)
        yield
        style.evaluate("(style) => style.remove()")


@contextmanager
def examining(chromium: Browser, site: str) -> Iterator[Examiner]:
    """Give an examiner of a site, without cookies."""
    context = chromium.new_context(bypass_csp=True, reduced_motion="reduce")
    context.add_init_script(AXE_SCRIPT)
    context.add_init_script(LOOKING)
    yield Examiner(context.new_page(), site)
    context.close()
