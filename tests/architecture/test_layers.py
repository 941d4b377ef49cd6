"""Imports point one way, and each part of the program keeps to what it is for."""

from __future__ import annotations

import sys

import pytest

from tests.architecture.sources import Module, modules, room

MAY_IMPORT: dict[str, set[str]] = {
    "text": set(),
    "models": {"clock"},
    "domain": {"models", "text", "errors", "unchanged"},
    "export": {"domain", "models", "text", "errors", "paths"},
    "web": {
        "export", "domain", "models", "errors",
        "database", "settings", "clock", "paths", "i18n", "assets", "mail_server",
    },
    "migrations": {"models", "database", "paths"},
    "errors": set(),
    "clock": set(),
    "paths": set(),
    "setting_values": {"mail_server"},
    "kept_key": set(),
    "settings": {"setting_values", "kept_key", "mail_server"},
    "mail_server": set(),
    "process_lock": {"clock"},
    "database": {"process_lock", "unchanged"},
    "unchanged": set(),
    "i18n": {"paths", "settings"},
    "poller": {"domain", "models", "database", "clock"},
    "assets": {"paths"},
    "translations": {"i18n", "paths"},
}  # fmt: skip
"""What each part may import besides itself."""

THE_EDGE = {"app", "cli", "__main__", "wiki", "commands", "wsgi"}
"""These wire everything together and may import all; nothing imports them but each other."""

READS_TEXT_IN_WEB = {"wiki.web.filters", "wiki.web.forms", "wiki.web.showcase"}
"""What shows text, what lets it in through the gate, and the samples of a demo."""

FOR_TEXT = {
    "markdown",
    "markdown_it",
    "diff_match_patch",
    "bleach",
    "nh3",
    "yaml",
    "snowballstemmer",
}
IMPURE = {
    "asyncio", "datetime", "glob", "io", "locale", "logging", "multiprocessing", "os", "pathlib",
    "random", "secrets", "shutil", "socket", "sqlite3", "subprocess", "tempfile",
    "threading", "time", "uuid", "warnings",
}  # fmt: skip
CONSTANTS = {"maxsize", "maxunicode"}
WEB_FRAMEWORK = {"flask", "flask_login", "flask_wtf", "jinja2", "werkzeug", "waitress"}
MEETS_THE_WEB = {"web", "app", "cli", "commands", "wsgi", "assets", "i18n"}
QUERIES = {"delete", "func", "insert", "select", "text", "update"}
MAKES_QUERIES = {"domain", "models", "migrations", "database"}
ENDS_TRANSACTIONS = {"wiki.database", "wiki.web.requests", "wiki.web.health"}
"""What opens them, what undoes those of a refused form, and the trial that is always undone."""

MAKES_TRANSACTIONS = {"create_engine", "sessionmaker", "scoped_session", "Engine"}
WORDING = {"gettext", "ngettext", "pgettext", "later", "_"}
CLOCKS = {"time", "datetime.datetime.now", "datetime.now", "datetime.utcnow", "date.today"}

in_each_module = pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)


def ours(module: Module) -> set[str]:
    return {name for name in module.imports() if name.startswith("wiki.")}


def theirs(module: Module) -> set[str]:
    return {name.split(".")[0] for name in module.imports()} - {"wiki", "__future__"}


@in_each_module
def test_a_module_imports_only_what_its_part_may(module: Module) -> None:
    if module.room in THE_EDGE:
        return

    imported = {room(name) for name in ours(module)} - {module.room}

    assert module.room in MAY_IMPORT, "say in MAY_IMPORT where this part stands"
    assert imported <= MAY_IMPORT[module.room] | text_in_web(module)


def text_in_web(module: Module) -> set[str]:
    return {"text"} if module.name in READS_TEXT_IN_WEB else set()


@pytest.mark.parametrize("module", modules("wiki/text"), ids=lambda module: module.name)
def test_the_text_core_is_pure(module: Module) -> None:
    libraries = theirs(module) - set(sys.stdlib_module_names)

    assert libraries <= FOR_TEXT
    assert not theirs(module) & IMPURE
    assert "open" not in set(module.calls())
    assert module.attributes_of("sys") <= CONSTANTS


@in_each_module
def test_only_the_edge_knows_the_web_framework(module: Module) -> None:
    if module.room not in MEETS_THE_WEB:
        assert not theirs(module) & WEB_FRAMEWORK


@in_each_module
def test_queries_are_made_in_the_domain_only(module: Module) -> None:
    if module.room not in MAKES_QUERIES:
        assert not {f"sqlalchemy.{verb}" for verb in QUERIES} & module.imports()


@pytest.mark.parametrize("module", modules("wiki/domain"), ids=lambda module: module.name)
def test_the_domain_leaves_the_transaction_to_its_caller(module: Module) -> None:
    assert not ends_transactions(module)
    assert not {name.split(".")[-1] for name in module.imports()} & MAKES_TRANSACTIONS


@in_each_module
def test_transactions_end_where_they_were_begun(module: Module) -> None:
    assert not ends_transactions(module) or module.name in ENDS_TRANSACTIONS


def ends_transactions(module: Module) -> set[str]:
    return {call.split(".")[-1] for call in module.calls()} & {"commit", "rollback"}


@pytest.mark.parametrize(
    "module", modules("wiki/domain") + modules("wiki/text"), ids=lambda module: module.name
)
def test_the_domain_and_the_text_core_word_no_message(module: Module) -> None:
    assert not {call.split(".")[-1] for call in module.calls()} & WORDING


@in_each_module
def test_only_the_clock_reads_the_time(module: Module) -> None:
    if module.name != "wiki.clock":
        assert not (set(module.calls()) | theirs(module)) & CLOCKS
