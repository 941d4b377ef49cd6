"""One word, one meaning: code and both languages of the interface keep to docs/glossary.md."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import pytest
from babel.messages.pofile import read_po

from tests.architecture.sources import ROOT, Module, files, modules, name
from wiki import models
from wiki.assets import Assets, blueprint
from wiki.models import Base, vocabulary
from wiki.paths import static
from wiki.translations import extraction
from wiki.web import blueprints

ROW = re.compile(r"^\| (?P<words>.+?) \| (?P<dutch>.+?) \| (?P<code>.+?) \| .+ \|$", re.M)

WHEREVER_USED = {
    "administrator", "author", "confidential adviser", "draft", "facilitator", "input",
    "invitation", "moderator", "note-taker", "outcome", "participant", "programme lead", "release",
    "revision", "round", "section", "suggestion", "wording",
}  # fmt: skip
"""Words that mean the same in every sentence; others ("text", "change", "place") have everyday
meanings too, and are compared only where they stand alone."""

IRREGULAR = {
    "begrip": "begrippen",
    "onderdeel": "onderdelen",
    "rol": "rollen",
    "wijzigingsvoorstel": "wijzigingsvoorstellen",
}

ALSO_VERBS = {"edit"}
"""Words whose English is a verb too, where they stand alone on a button."""

FILLED_IN = re.compile(r"%\(\w+\)[sd]")
DEAD_IN_CODE = {"hunk", "disposition", "circle", "edition", "rejected", "orphaned", "session"}
NAMED_BY_FLASK = {"wiki.web.security: save_session"}
DEAD_IN_ENGLISH = re.compile(
    r"\b(hunks?|dispositions?|circles?|editions?|merged with|sessions?|reject\w*|orphan\w*)\b", re.I
)
DEAD_IN_DUTCH = re.compile(
    r"\b(u|uw|hunks?|secties?|sessies?|edities?|gemerged|mergen|afgewezen|verworpen|losgeraakt"
    r"|samengevoegd|committen|suggesties?|e-mails?|indieners?|beslissing(en)?)\b",
    re.I,
)


@dataclass(frozen=True)
class Word:
    """A row of the glossary: `english` is what people read, `code` what it is called there."""

    english: str
    dutch: str
    code: tuple[str, ...]


def glossary() -> list[Word]:
    source = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = [row for row in ROW.finditer(source) if not row["words"].startswith(("English", "---"))]
    return [
        Word(as_read(row["words"]), row["dutch"], tuple(re.findall(r"`([^`]+)`", row["code"])))
        for row in rows
    ]


def as_read(words: str) -> str:
    """Return what people read: what stands in brackets, or the word itself."""
    inner = re.search(r"\[(.+)\]", words)
    return inner[1] if inner else words


def tables() -> set[str]:
    found = {mapper.class_.__name__ for mapper in Base.registry.mappers}
    return {one for one in found if hasattr(models, one)}


def fixed_words() -> set[str]:
    return {f"{kind.__name__}.{word.name}" for kind in vocabularies() for word in kind}


def vocabularies() -> Iterator[type[StrEnum]]:
    for _, kind in inspect.getmembers(vocabulary, inspect.isclass):
        if issubclass(kind, StrEnum) and kind is not StrEnum:
            yield kind


def page_groups() -> set[str]:
    every = (*blueprints.ALL, *blueprints.OF_A_DEMO, blueprint(Assets(static())))
    return {bp.name for bp in every}


def in_code() -> set[str]:
    return tables() | fixed_words() | page_groups() | {kind.__name__ for kind in vocabularies()}


def defined(module: Module) -> Iterator[str]:
    """Give every name that a module makes: of classes, functions, arguments and variables."""
    for node in ast.walk(module.tree):
        match node:
            case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                yield node.name
            case ast.arg():
                yield node.arg
            case ast.Name(ctx=ast.Store()):
                yield node.id


def parts_of(identifier: str) -> set[str]:
    """Return the words of a name: `MadeRound` and `made_round` hold made and round."""
    return {part.lower() for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", identifier)}


def catalogue() -> list[tuple[str, str]]:
    """Return every message of the interface as English and Dutch, plurals one by one."""
    with extraction.path_of("nl").open("rb") as file:
        messages = [message for message in read_po(file, locale="nl") if message.id]
    pairs: list[tuple[str, str]] = []
    for message in messages:
        english = message.id if isinstance(message.id, tuple) else (message.id,)
        pairs.extend(zip(english, extraction.strings(message), strict=True))
    return pairs


def says(sentence: str, words: str, *, alone: bool = False) -> bool:
    """Tell whether a sentence uses English words, in the singular or the plural."""
    pattern = rf"{re.escape(words)}s?"
    if alone:
        return re.fullmatch(rf"{pattern}:?( %\(number\)s)?", sentence, re.I) is not None
    return re.search(rf"\b{pattern}\b", FILLED_IN.sub("", sentence), re.I) is not None


def says_in_dutch(sentence: str, words: str) -> bool:
    """Tell whether a sentence uses Dutch words, in the singular or the plural."""
    forms = [rf"{re.escape(words)}(en|s|’s)?", *([IRREGULAR[words]] if words in IRREGULAR else [])]
    return any(re.search(rf"\b{form}\b", sentence, re.I) for form in forms)


def unlike(word: Word) -> list[tuple[str, str]]:
    """Return the messages that use a word of the glossary and say it otherwise in Dutch."""
    alone = word.english not in WHEREVER_USED
    if word.english in ALSO_VERBS:
        return []
    return [
        (english, dutch)
        for english, dutch in catalogue()
        if says(english, word.english, alone=alone) and not says_in_dutch(dutch, word.dutch)
    ]


def test_every_table_fixed_word_and_page_group_is_in_the_glossary() -> None:
    listed = [code for word in glossary() for code in word.code]

    assert in_code() - set(listed) == set()


def test_the_glossary_names_nothing_the_program_lacks() -> None:
    listed = [code for word in glossary() for code in word.code]

    assert set(listed) - in_code() == set()
    assert sorted(listed) == sorted(set(listed))


def test_each_english_word_has_one_row() -> None:
    words = [word.english for word in glossary()]

    assert len(words) > 80
    assert sorted(words) == sorted(set(words))
    assert WHEREVER_USED - set(words) == set()


@pytest.mark.parametrize("word", glossary(), ids=lambda word: word.english)
def test_the_dutch_of_a_word_is_the_one_of_the_glossary(word: Word) -> None:
    assert unlike(word) == []


@pytest.mark.parametrize("english", sorted(WHEREVER_USED))
def test_a_word_that_is_compared_everywhere_is_used_somewhere(english: str) -> None:
    assert any(says(message, english) for message, _ in catalogue())


@pytest.mark.parametrize("outcome", models.Outcome)
def test_every_outcome_is_said_in_both_languages(outcome: models.Outcome) -> None:
    word = next(word for word in glossary() if f"Outcome.{outcome.name}" in word.code)

    assert (word.english.capitalize(), word.dutch.capitalize()) in catalogue()


def test_no_name_in_the_code_uses_a_dead_word() -> None:
    found = {
        f"{module.name}: {made}"
        for module in modules()
        for made in defined(module)
        if parts_of(made) & DEAD_IN_CODE
    }

    assert found == NAMED_BY_FLASK


def test_no_table_page_or_style_is_called_by_a_dead_word() -> None:
    tables_and_columns = {
        part for table in Base.metadata.tables.values() for part in (table.name, *table.c.keys())
    }
    paths = {
        name(path) for folder in ("templates", "static", "content") for path in files(folder, "")
    }
    classes = {
        found
        for path in files("static/css", ".css")
        for found in re.findall(r"\.([a-z][\w-]*)", path.read_text(encoding="utf-8"))
    }

    assert {
        one for one in tables_and_columns | paths | classes if parts_of(one) & DEAD_IN_CODE
    } == set()


def test_no_message_uses_a_dead_word() -> None:
    assert [en for en, _ in catalogue() if DEAD_IN_ENGLISH.search(en)] == []
    assert [nl for _, nl in catalogue() if DEAD_IN_DUTCH.search(nl)] == []


@pytest.mark.parametrize("page", files("content/help", ".md"), ids=name)
def test_no_help_page_uses_a_dead_word(page) -> None:
    source = page.read_text(encoding="utf-8")
    dead = DEAD_IN_DUTCH if "/nl/" in name(page) else DEAD_IN_ENGLISH

    assert [match.group() for match in dead.finditer(source)] == []


@pytest.mark.parametrize(
    ("sentence", "words", "alone", "said"),
    [
        ("Sections", "section", False, True),
        ("Read a section", "section", False, True),
        ("Read a section", "section", True, False),
        ("Suggestion %(number)s", "suggestion", True, True),
        ("Dissection", "section", False, False),
        ("After %(section)s", "section", False, False),
    ],
)
def test_words_are_found_as_people_use_them(
    sentence: str, words: str, alone: bool, said: bool
) -> None:
    assert says(sentence, words, alone=alone) is said


def test_names_fall_apart_into_their_words() -> None:
    assert parts_of("RejectedCircle") == {"rejected", "circle"}
    assert parts_of("find_session") == {"find", "session"}
    assert not says_in_dutch("Dit is een sectie", "onderdeel")
    assert says_in_dutch("Alle onderdelen", "onderdeel")
