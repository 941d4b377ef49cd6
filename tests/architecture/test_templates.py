"""Templates hold no scripts or styles of their own, trust nothing, and speak plainly."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.architecture.sources import files, modules, name

UNESCAPED = {
    "|safe": re.compile(r"\|\s*safe\b"),
    "autoescape": re.compile(r"{%-?\s*autoescape\s+false"),
}
MAKES_MARKUP = {
    "wiki.web.filters": "columns that the renderer filled, cleaned when they were saved",
    "wiki.web.fragments": "what our own templates give, which escape their values",
    "wiki.web.languages": "messages of our own catalogues; what is filled in is escaped",
    "wiki.web.queue_ways": "one link of our own; its words and address are escaped",
}
"""Modules that declare HTML safe, each with why it is."""

INLINE = {
    "a script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.I),
    "a style sheet": re.compile(r"<style\b", re.I),
    "a style": re.compile(r"\sstyle\s*=", re.I),
    "a handler": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.I),
    "a script address": re.compile(r"javascript:", re.I),
    "an outside host": re.compile(r"\s(src|srcset|action)\s*=\s*[\"']\s*(https?:)?//", re.I),
}
NOT_OUR_WORDS = re.compile(
    r"\b(merg(e|es|ed|ing)|diffs?|commit(s|ted|ting)?|fork(s|ed|ing)?|hunks?|sessions?)\b", re.I
)
NOT_OUR_LETTERS = re.compile(r"\bPRs?\b")

MESSAGES = re.compile(r"""(?:\b_|gettext|ngettext|pgettext)\(\s*(["'])(.*?)\1""", re.S)
JINJA = re.compile(r"{#.*?#}|{{.*?}}|{%.*?%}", re.S)
TAGS = re.compile(r"<[^>]*>")
SPOKEN = re.compile(r"\b(?:title|alt|placeholder|aria-label)\s*=\s*\"([^\"]*)\"", re.I)

PAGES = files("templates", ".html")
in_each_page = pytest.mark.parametrize("page", PAGES, ids=name)


def spoken(source: str) -> str:
    """Return what a template says to people: its text, its messages and its spoken attributes."""
    messages = [match[2] for match in MESSAGES.finditer(source)]
    bare = JINJA.sub(" ", source)
    return " ".join([*messages, *SPOKEN.findall(bare), TAGS.sub(" ", bare)])


@in_each_page
def test_a_page_escapes_everything(page: Path) -> None:
    source = page.read_text(encoding="utf-8")

    assert [what for what, pattern in UNESCAPED.items() if pattern.search(source)] == []


def test_only_reviewed_modules_declare_html_safe() -> None:
    found = {module.name for module in modules() if "Markup" in set(module.calls())}

    assert found <= MAKES_MARKUP.keys()


@in_each_page
def test_a_page_holds_no_script_or_style_and_names_no_outside_host(page: Path) -> None:
    source = page.read_text(encoding="utf-8")

    assert [what for what, pattern in INLINE.items() if pattern.search(source)] == []


@pytest.mark.parametrize("page", files("templates", ".html", ".txt"), ids=name)
def test_a_template_uses_none_of_the_words_of_programmers(page: Path) -> None:
    words = spoken(page.read_text(encoding="utf-8"))

    assert [match.group() for match in NOT_OUR_WORDS.finditer(words)] == []
    assert NOT_OUR_LETTERS.findall(words) == []


@pytest.mark.parametrize("catalogue", files("wiki/translations", ".po"), ids=name)
def test_a_catalogue_uses_none_of_the_words_of_programmers(catalogue: Path) -> None:
    with catalogue.open("rb") as file:
        messages = [str(part) for message in read_po(file) for part in texts(message)]

    assert [text for text in messages if NOT_OUR_WORDS.search(text)] == []
    assert [text for text in messages if NOT_OUR_LETTERS.search(text)] == []


def texts(message: object) -> list[str]:
    found: list[str] = []
    for part in (getattr(message, "id", ""), getattr(message, "string", "")):
        found.extend(part if isinstance(part, list | tuple) else [part])
    return found


def test_no_stray_folder_hides_the_real_templates() -> None:
    assert files("wiki/templates", "") == []
    assert files("wiki/static", "") == []
    assert files("wiki/content", "") == []


@pytest.mark.parametrize(
    ("source", "heard"),
    [
        ("<p class='diff'>{{ diff.html }}</p>", False),
        ("<p>{{ _('See the diff') }}</p>", True),
        ('<p title="Merge">x</p>', True),
        ("{# merge #}<p>Words</p>", False),
        ("<p>A session of nine</p>", True),
    ],
)
def test_the_words_of_programmers_are_found_where_people_see_them(source: str, heard: bool) -> None:
    assert bool(NOT_OUR_WORDS.search(spoken(source))) is heard
