"""HTML beside CommonMark's own: its examples, and the lists of real documents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import html5lib
from markdown_it import MarkdownIt

from tests.bench.tables import Aim, Table, percent, share
from tests.real import RealDocuments
from wiki.text import blocks, render
from wiki.text.blocks import Kind

SECTIONS = (
    "Lists",
    "List items",
    "Emphasis and strong emphasis",
    "Code spans",
    "Fenced code blocks",
    "Paragraphs",
    "Hard line breaks",
    "Links",
)
RAW_HTML = re.compile(r"<(?:[a-z][a-z0-9-]*[\s/>]|[/!?])", re.IGNORECASE)
HEADING = re.compile(r"h[1-6]")
LISTS = {"list_item_open": "<li>", "bullet_list_open": "<ul>", "ordered_list_open": "<ol"}
LEAST_EXAMPLES, LEAST_LISTS = 95, 99

Shape = list[str | tuple[str, tuple[tuple[str, str], ...]]]


def tables(real: RealDocuments, _slowness: float) -> Iterator[Table]:
    """Yield how many examples and documents come out as CommonMark says."""
    yield _examples(real)
    texts = {(row["repo"], row["path"]): row["text"] for row in real.rows("revisions")}
    yield _lists(texts.values())


def differing(real: RealDocuments) -> dict[str, list[int]]:
    """Return by section the numbers of the examples that come out otherwise."""
    found: dict[str, list[int]] = {section: [] for section in SECTIONS}
    for example in _of_interest(real):
        if shape(render.to_html(example["markdown"], "en")) != shape(example["html"]):
            found[example["section"]].append(example["example"])
    return found


def shape(html: str) -> Shape:
    """Return what HTML is made of: elements and words, without ids, ranks of headings and frame.

    Line ends around words are left out, and so is the element that says in which language it is.
    """
    found: Shape = []
    _walk(html5lib.parseFragment(html, namespaceHTMLElements=False), found)
    return found


def _walk(parent: Any, found: Shape) -> None:
    _say(parent.text, found)
    for element in parent:
        if element.tag == "div":
            _walk(element, found)
        else:
            name = HEADING.sub("heading", element.tag)
            about = sorted((key, value) for key, value in element.attrib.items() if key != "id")
            found.append((name, tuple(about)))
            _walk(element, found)
            found.append(f"/{name}")
        _say(element.tail, found)


def _say(words: str | None, found: Shape) -> None:
    if words and words.strip():
        found.append(words.strip("\n"))


def _of_interest(real: RealDocuments) -> Iterator[dict[str, Any]]:
    for example in real.commonmark():
        if example["section"] in SECTIONS and not RAW_HTML.search(example["markdown"]):
            yield example


def _examples(real: RealDocuments) -> Table:
    counts: dict[str, int] = defaultdict(int)
    for example in _of_interest(real):
        counts[example["section"]] += 1
    other = differing(real)
    rows = [
        (section, str(count), percent(count - len(other[section]), count), _named(other[section]))
        for section, count in counts.items()
    ]
    total = sum(counts.values())
    alike = share(total - sum(map(len, other.values())), total)
    return Table(
        f"CommonMark's examples without raw HTML: {total}",
        ("section", "examples", "alike", "other"),
        rows,
        [Aim("alike", alike, "at least", LEAST_EXAMPLES)],
    )


def _named(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers)) or "–"


def _lists(texts: Iterable[str]) -> Table:
    reference = MarkdownIt("commonmark").enable("table")
    alike = count = 0
    for text in texts:
        count += 1
        found = blocks.split(text)
        front = found[0].source if found and found[0].kind == Kind.FRONT_MATTER else ""
        tokens = [token.type for token in reference.parse(text.removeprefix(front))]
        html = "".join(render.blocks_to_html(found))
        alike += all(tokens.count(kind) == html.count(tag) for kind, tag in LISTS.items())
    return Table(
        "documents with as many lists and items as CommonMark counts",
        ("", "documents", "alike"),
        [("newest revisions", str(count), percent(alike, count))],
        [Aim("alike", share(alike, count), "at least", LEAST_LISTS)],
    )
