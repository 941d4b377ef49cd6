"""Every message of the program, as templates and code hold them.

A catalogue keeps no line numbers and is sorted, so that several people can add to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from wiki import paths
from wiki.i18n import LANGUAGES, SOURCE

KEYWORDS: Mapping[str, Any] = {
    "_": None,
    "gettext": None,
    "later": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: Conduct Wiki\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
TEMPLATE_OPTIONS = {"trimmed": "true", "silent": "false"}


def extracted() -> Catalog:
    """Return a catalogue of every message in the templates and in the code, untranslated."""
    catalog = Catalog(fuzzy=False)
    for message, context in _messages():
        catalog.add(message, context=context)
    return catalog


def path_of(language: str) -> Path:
    """Return where the catalogue of a language lies."""
    return paths.translations() / language / "LC_MESSAGES" / "messages.po"


def update(language: str) -> int:
    """Bring a catalogue in step with the program; return how many messages lack a translation."""
    with path_of(language).open("rb") as file:
        before = read_po(file, locale=language)
    after = Catalog(locale=language)
    for message in extracted():
        if message.id:
            known = before.get(message.id, message.context)
            after.add(message.id, known.string if known else "", context=message.context)
    with path_of(language).open("wb") as file:
        file.write(HEADER.format(language=language, plurals=after.plural_forms).encode())
        write_po(file, after, sort_output=True, omit_header=True, width=100, no_location=True)
    return sum(1 for message in after if message.id and not all(strings(message)))


def strings(message: Message) -> tuple[str, ...]:
    """Return the translations of a message: one, or one for each plural."""
    found = message.string or ""
    return (found,) if isinstance(found, str) else tuple(found)


def update_all() -> dict[str, int]:
    """Bring every catalogue in step; return how many messages each lacks."""
    return {language: update(language) for language in LANGUAGES if language != SOURCE}


def _messages() -> Iterator[tuple[Any, str | None]]:
    sources = (
        (paths.templates(), [("**.html", "jinja2"), ("**.txt", "jinja2")]),
        (paths.PACKAGE, [("**.py", "python")]),
    )
    for folder, methods in sources:
        found = extract_from_dir(
            str(folder), methods, {"**.html": TEMPLATE_OPTIONS}, keywords=KEYWORDS
        )
        for _file, _line, message, _comments, context in found:
            yield message, context
