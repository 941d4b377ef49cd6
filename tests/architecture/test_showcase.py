"""Every component stands on the page of components, in each way it can be called."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.architecture.sources import ROOT, files

JINJA = Environment(autoescape=True)
FOLDER = ROOT / "templates" / "components"
SHOWCASE = ROOT / "templates" / "showcase"
PARTS_OF_EVERY_FORM = {"csrf_field", "key_field", "hidden_field"}
"""Macros that draw nothing."""

PAGES = [page for page in files("templates", ".html") if page.parent != SHOWCASE]


def parsed(page: Path) -> nodes.Template:
    return JINJA.parse(page.read_text(encoding="utf-8"))


def macros(page: Path) -> dict[str, list[str]]:
    """Return the macros of a file by name, with the names of what they take."""
    found = parsed(page).find_all(nodes.Macro)
    return {macro.name: [argument.name for argument in macro.args] for macro in found}


def imported(page: Path) -> Iterator[tuple[str, str]]:
    """Give each macro that a page takes from another file, with the file."""
    for one in parsed(page).find_all(nodes.FromImport):
        file = one.template.value if isinstance(one.template, nodes.Const) else ""
        yield from ((file, each if isinstance(each, str) else each[0]) for each in one.names)


def passed(page: Path, name: str, takes: list[str]) -> set[str] | None:
    """Return what any call of a macro on a page passes; None where it is not called."""
    calls = [
        call
        for call in parsed(page).find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name == name
    ]
    if not calls:
        return None
    in_order = {takes[place] for call in calls for place in range(len(call.args))}
    return in_order | {given.key for call in calls for given in call.kwargs}


USED = {
    (file, name)
    for page in PAGES
    for file, name in imported(page)
    if file.startswith("components/") and name not in PARTS_OF_EVERY_FORM
}
COMPONENTS = [(file, name) for file, name in sorted(USED)]


@pytest.mark.parametrize(("file", "name"), COMPONENTS)
def test_a_component_has_examples_that_pass_all_it_takes(file: str, name: str) -> None:
    takes = macros(ROOT / "templates" / file)[name]
    examples = SHOWCASE / ("_" + file.removeprefix("components/"))

    shown = passed(examples, name, takes)

    assert shown is not None, f"{name} has no example in {examples.name}"
    assert set(takes) - shown == set(), f"no example of {name} passes these"


def test_every_file_of_components_has_its_examples() -> None:
    wanted = {f"_{page.name}" for page in files("templates/components", ".html")}
    kept = {page.name for page in files("templates/showcase", ".html")}

    assert kept == wanted | {"_frame.html", "show.html"}


def test_a_component_without_an_example_would_be_found(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('{% call box("a") %}{{ tick(size=2) }}{% endcall %}', encoding="utf-8")

    assert passed(page, "box", ["title", "kind"]) == {"title"}
    assert passed(page, "tick", ["size"]) == {"size"}
    assert passed(page, "lamp", []) is None
