"""Whole requests that are measured, each with the most it may cost in bare pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, cycle

from tests.bench.site import BUSY, EDITED, FEW, MANY, OLD, REVISIONS, document_of
from tests.bench.visitor import Visitor
from wiki.domain.accounts import DEMO_PASSWORD

Visit = Callable[[Visitor], object]

DEMO = "/documents/employee-code/nl"
LONGEST = f"{DEMO}/sections/unacceptable-behaviour"


@dataclass(frozen=True)
class Page:
    """Something a visitor does, and the most it may cost as a multiple of something else.

    That is a bare page, or another visit where `beside` holds one. `who` signs in before.
    """

    name: str
    limit: float
    visit: Visit
    beside: Visit | None = None
    who: str = ""

    def enter(self, visitor: Visitor) -> None:
        """Sign the visitor in, if somebody is named."""
        if self.who:
            fields = {"email": f"{self.who}@example.org", "password": DEMO_PASSWORD}
            visitor.submit("/sign-in", fields, form_at="/sign-in")


def at(path: str) -> Visit:
    """Return the visit of one page."""
    return lambda visitor: visitor.get(path)


def document(sections: int) -> str:
    """Return the address of the document of so many sections."""
    return f"/documents/{document_of(sections)}/en"


def section(key: str, sections: int = FEW) -> str:
    """Return the address of a section in the document of so many."""
    return f"{document(sections)}/sections/{key}"


def comparing(apart: int) -> Visit:
    """Return the visit of the redline of two revisions of 10 KB, other ones each time."""
    firsts = cycle(range(200, 500))

    def visit(visitor: Visitor) -> object:
        first = next(firsts)
        path = f"{section(OLD)}/history/compare?from={first}&to={first + apart}"
        return visitor.get(path)

    return visit


def commenting() -> Visit:
    """Return the visit that opens a form, sends a comment and reads the page with it.

    Each goes to the next section, so that none fills up while it is measured.
    """
    numbers = count()

    def visit(visitor: Visitor) -> object:
        number = next(numbers)
        path = section(f"s{number % EDITED + 1}")
        words = {
            "source": f"Could this be said in **{number}** words?",
            "shown_as": "name",
            "readers": "public",
        }
        return visitor.submit(f"{path}/threads", words, form_at=f"{path}?block=2")

    return visit


def editing() -> Visit:
    """Return the visit that opens a form, writes, saves and reads the page with it."""
    numbers = count()

    def visit(visitor: Visitor) -> object:
        number = next(numbers)
        path = f"{section(f's{number % EDITED + 1}')}/words"
        words = {"words": f"We listen to each other, also at {number} o'clock.", "summary": "Short"}
        return visitor.submit(path, words | {"save": "yes"}, form_at=f"{path}?first=2")

    return visit


def pages() -> Iterator[Page]:
    """Give what is measured, with its limits."""
    yield Page("is it alive", 2, at("/healthz"))
    yield Page("overview", 10, at(DEMO), who="noor")
    yield Page("the demo's longest section", 10, at(LONGEST), who="noor")
    yield Page("section of 6 KB, 18 comments", 10, at(section(BUSY)), who="noor")
    yield Page(f"history of {REVISIONS} revisions", 16, at(f"{section(OLD)}/history"), who="noor")
    yield Page("redline, two revisions apart", 24, comparing(2), who="noor")
    yield Page("redline, 20 revisions apart", 24, comparing(20), who="noor")
    yield Page("redline, 400 revisions apart", 24, comparing(400), who="noor")
    yield Page("search the demo", 16, at(f"{DEMO}/search?q=gedrag"), who="noor")
    yield Page("hits while typing", 12, at(f"{DEMO}/search/hits?q=gedr"), who="noor")
    yield Page("comment: form, save, page", 60, commenting(), who="noor")
    yield Page("edit: form, save, page", 60, editing(), who="claire")
    yield Page(f"search {MANY} sections", 60, at(f"{document(MANY)}/search?q=the"), who="noor")
    for name, end in (("section", ""), ("history", "/history")):
        yield Page(
            f"{name}, {MANY} sections × {FEW}",
            1.2,
            at(section(BUSY, MANY) + end),
            beside=at(section(BUSY, FEW) + end),
            who="noor",
        )
