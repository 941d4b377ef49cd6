"""Make pictures of the key screens from the demo: `make screenshots`.

    python -m tests.screenshots [SCREEN …]

Every screen on a desktop and a phone, by day and by night, in both languages goes to
dist/screenshots, with a sheet of all of them (index.html). Those that the README shows go to
docs/screenshots as well.
"""

from __future__ import annotations

import base64
import logging
import sys
from collections.abc import Iterator
from html import escape
from itertools import product
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import chromium as chromiums
from tests.browser.pages.person import DESKTOP, PHONE
from tests.demo import Demo, account, served
from tests.screenshots.screens import SCREENS, SOUGHT, Screen

ROOT = Path(__file__).parents[2]
ALL = ROOT / "dist" / "screenshots"
SHOWN = ROOT / "docs" / "screenshots"
DEVICES: dict[str, dict[str, Any]] = {"desktop": DESKTOP, "phone": PHONE}
LANGUAGES, SCHEMES = ("en", "nl"), ("light", "dark")
QUALITY = 70
MOST_SCREENS = 3
"""How much of a long page is on its picture."""

IN_THE_README = {
    "section-desktop-light-en",
    "selection-phone-light-en",
    "redline-phone-light-nl",
    "input-phone-dark-en",
}
"""Pictures of one screen, as its device shows it."""


def main() -> int:
    """Make the pictures of the named screens, or of all; return 0, or 1 without a Chromium."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    wanted = [screen for screen in SCREENS if screen.name in sys.argv[1:] or not sys.argv[1:]]
    ALL.mkdir(parents=True, exist_ok=True)
    program = chromiums.program()
    if program is None:
        print("No Chromium on this machine.", file=sys.stderr)
        return 1
    with served() as demo, sync_playwright() as playwright:
        demo.release("Draft 2")
        chromium = playwright.chromium.launch(executable_path=program, args=chromiums.flags())
        for device, scheme, language in product(DEVICES, SCHEMES, LANGUAGES):
            for screen in wanted:
                name = f"{screen.name}-{device}-{scheme}-{language}"
                _pictured(chromium, demo, screen, name)
        chromium.close()
    (ALL / "index.html").write_text("".join(_sheet()), encoding="utf-8")
    print(f"{len(list(ALL.glob('*.webp')))} pictures: {ALL.relative_to(ROOT)}/index.html")
    return 0


def _pictured(chromium: Browser, demo: Demo, screen: Screen, name: str) -> None:
    """Make the picture of a screen on one device, in one scheme and language."""
    _, device, scheme, language = name.rsplit("-", 3)
    context = chromium.new_context(
        **DEVICES[device], color_scheme=scheme, reduced_motion="reduce", base_url=demo.site
    )
    context.add_cookies(_cookies(demo, screen.who, language))
    page = context.new_page()
    page.goto(_address(demo, screen, language))
    screen.steps(page, language)
    page.evaluate("document.fonts.ready")
    if name in IN_THE_README:
        _write(context, page, SHOWN / f"{name}.webp")
    height = page.evaluate("document.documentElement.scrollHeight")
    seen = page.viewport_size or DESKTOP["viewport"]
    clip = {"x": 0, "y": 0, "width": seen["width"], "scale": 1}
    clip["height"] = min(height, MOST_SCREENS * seen["height"])
    _write(context, page, ALL / f"{name}.webp", clip=clip, captureBeyondViewport=True)
    context.close()


def _write(context: BrowserContext, page: Page, to: Path, **options: Any) -> None:
    """Write what a page shows as a small picture, which Playwright has no name for."""
    asked = {"format": "webp", "quality": QUALITY, **options}
    made = context.new_cdp_session(page).send("Page.captureScreenshot", asked)
    to.write_bytes(base64.b64decode(made["data"]))


def _address(demo: Demo, screen: Screen, language: str) -> str:
    """Return where a screen is, for readers of a language."""
    return screen.address.format(
        language=language,
        sought=SOUGHT[language],
        proposal=demo.proposal(),
        waiting=demo.proposal(waits=True),
    )


def _cookies(demo: Demo, who: str, language: str) -> list[Any]:
    """Return what the browser of somebody holds who reads in a language."""
    held = {"language": language}
    if who:
        own = account(demo.database, who).language
        held = {"sign-in": demo.sign_in(who), "language": f"{language}.{own}"}
    return [{"name": name, "value": value, "url": demo.site} for name, value in held.items()]


def _sheet() -> Iterator[str]:
    """Give a page with all pictures, a screen a row."""
    yield "<!doctype html><meta charset=utf-8><title>Screens</title>"
    yield "<style>div{display:flex;gap:1rem;align-items:start}img{width:16rem;border:1px solid}"
    yield "h2{font:bold 1rem sans-serif}</style>"
    for screen in SCREENS:
        yield f"<h2>{escape(screen.name)}</h2><div>"
        for device, scheme, language in product(DEVICES, SCHEMES, LANGUAGES):
            name = f"{screen.name}-{device}-{scheme}-{language}"
            yield f'<a href="{name}.webp"><img src="{name}.webp" alt="{name}" loading="lazy"></a>'
        yield "</div>"


if __name__ == "__main__":
    sys.exit(main())
