"""Reading stylesheets and colours for the tests of styles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, QualifiedRule

from wiki import paths

FOLDER = paths.static() / "css"
CONTAINERS = ("layer", "media", "supports")


def files() -> list[Path]:
    return sorted(FOLDER.glob("*.css"))


def rules(css: str) -> Iterator[tuple[tuple[str, ...], Node]]:
    """Every rule with the at-rules it stands in, such as ("layer components", "media (…)")."""
    yield from _walk(tinycss2.parse_stylesheet(css, True, True), ())


def _walk(nodes: list[Node], within: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Node]]:
    for node in nodes:
        assert node.type != "error", node.message
        yield within, node
        if isinstance(node, AtRule) and node.lower_at_keyword in CONTAINERS and node.content:
            name = f"{node.lower_at_keyword} {tinycss2.serialize(node.prelude).strip()}"
            inner = tinycss2.parse_rule_list(node.content, True, True)
            yield from _walk(inner, (*within, name))


def declarations(css: str) -> Iterator[Declaration]:
    for _, rule in rules(css):
        if isinstance(rule, QualifiedRule) or (
            isinstance(rule, AtRule) and rule.lower_at_keyword in ("font-face", "page")
        ):
            for found in tinycss2.parse_blocks_contents(rule.content, True, True):
                assert found.type == "declaration", found
                yield found


def value(declaration: Declaration) -> str:
    return str(tinycss2.serialize(declaration.value)).strip()


class Tokens:
    """The two tiers: named colours, and meanings by day and by night."""

    def __init__(self, css: str) -> None:
        self.all = {d.name: value(d) for d in declarations(css) if d.name.startswith("--")}

    def colour(self, meaning: str, scheme: str) -> str:
        found = re.fullmatch(r"light-dark\(var\((.+?)\), var\((.+?)\)\)", self.all[meaning])
        assert found, meaning
        return self.all[found[1 if scheme == "light" else 2]]


def contrast(one: str, other: str) -> float:
    """The WCAG 2.2 contrast ratio of two colours written as #rrggbb."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
