"""Files and functions stay small enough to be read at once."""

from __future__ import annotations

import statistics
from pathlib import Path

import pytest

from tests.architecture.sources import Function, files, lines, modules, name

EXCEPTIONS: dict[str, str] = {}
"""Files or `file: function` that may be longer, each with its reason."""


@pytest.mark.parametrize(
    ("most", "paths"),
    [
        (300, files("wiki", ".py")),
        (400, [path for path in files("tests", ".py") if path.name != "conftest.py"]),
        (200, files("tests", "conftest.py")),
        (120, files("templates", ".html", ".txt", ".xml")),
        (250, files("static/css", ".css")),
        (150, files("static/js", ".js")),
    ],
    ids=["modules", "tests", "conftest", "templates", "styles", "scripts"],
)
def test_no_file_is_too_long(most: int, paths: list[Path]) -> None:
    allowed = [path for path in paths if "migrations/versions" not in name(path)]
    long = {name(path): lines(path) for path in allowed if lines(path) > most}

    assert long.keys() <= EXCEPTIONS.keys(), long


def test_no_function_is_longer_than_fifty_lines() -> None:
    long = {
        f"{name(module.path)}: {function.name}": length(function)
        for module in modules()
        for function in module.functions()
        if length(function) > 50
    }

    assert long.keys() <= EXCEPTIONS.keys(), long


def test_half_of_the_modules_have_at_most_120_lines() -> None:
    assert statistics.median(module.length for module in modules()) <= 120


def test_half_of_the_functions_have_at_most_8_lines() -> None:
    lengths = [length(function) for module in modules() for function in module.functions()]

    assert statistics.median(lengths) <= 8


def test_an_exception_is_struck_off_once_it_is_none() -> None:
    known = {name(path) for path in files(".", "")} | {
        f"{name(module.path)}: {function.name}"
        for module in modules()
        for function in module.functions()
    }

    assert EXCEPTIONS.keys() <= known


def length(function: Function) -> int:
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1
