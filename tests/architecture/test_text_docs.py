"""The pages about the text core name what there is, and their examples give what they show."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, files, name

INDEX = ROOT / "docs" / "text" / "README.md"
PAGES = files("docs/text", ".md")
EXAMPLES = [page for page in PAGES if page != INDEX]
MODULES = {path.name for path in files("wiki/text", ".py")} - {"__init__.py"}

EXAMPLE = re.compile(r"^```python\n(.*?)^```$", re.M | re.S)
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")
NAMED = re.compile(r"`((?:tests|wiki)/[\w/.-]+)`")
WIDEST_DRAWING = 90


def source(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def prose(page: Path) -> str:
    return FENCED.sub("", source(page))


def test_the_index_names_every_module_once() -> None:
    named = re.findall(r"`(\w+\.py)`", source(INDEX))

    assert sorted(named) == sorted(MODULES)


def test_the_index_leads_to_every_page() -> None:
    assert {page.name for page in EXAMPLES} <= set(LINK.findall(source(INDEX)))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_file_that_is_named_or_linked_exists(page: Path) -> None:
    local = [link for link in LINK.findall(prose(page)) if "://" not in link]
    missing = [link for link in local if not (page.parent / link).exists()]
    missing += [path for path in NAMED.findall(prose(page)) if not (ROOT / path).exists()]

    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_drawings_fit_on_a_screen(page: Path) -> None:
    drawings = [drawing for language, drawing in FENCED.findall(source(page)) if not language]

    assert [
        line for one in drawings for line in one.split("\n") if len(line) > WIDEST_DRAWING
    ] == []


@pytest.mark.parametrize("page", EXAMPLES, ids=name)
def test_every_example_gives_what_it_shows(page: Path) -> None:
    code = "\n".join(EXAMPLE.findall(source(page)))
    example = doctest.DocTestParser().get_doctest(code, {}, page.name, str(page), 0)
    told: list[str] = []

    results = doctest.DocTestRunner(verbose=False).run(example, out=told.append)

    assert results.attempted > 0
    assert results.failed == 0, "".join(told)
