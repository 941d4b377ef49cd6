"""What was read of a folder, a zip or a file becomes a document with a key, titles and sections."""

from __future__ import annotations

from pathlib import Path

import pytest

from wiki.domain.arrivals import Incoming
from wiki.export import bundle, incoming
from wiki.text import frontmatter
from wiki.text.frontmatter import Facts, Term

FACTS = Facts("respect", "Respect", "nl", 2, (Term("zorg", "Aandacht."),))


def read(folder: Path, files: dict[str, str], **how: object) -> Incoming:
    for name, source in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    found = bundle.read(folder / next(iter(files)) if len(files) == 1 else folder)
    name = next(iter(files)) if len(files) == 1 else "Our Code"
    return incoming.document(found, name=name, **how)  # type: ignore[arg-type]


def test_one_file_becomes_one_section_with_every_character(tmp_path: Path) -> None:
    source = "---\ntitle: mine\n---\n\n# *Our* code\n\nWords.  \n"

    code = read(tmp_path, {"Our code.md": source})

    (text,) = code.texts
    assert text.source == source
    assert (text.facts.key, text.facts.title, text.facts.language) == ("our-code", "Our code", "en")
    assert (code.key, dict(code.titles)) == ("our-code", {"en": "Our code"})


def test_a_file_without_heading_is_titled_by_its_name(tmp_path: Path) -> None:
    code = read(tmp_path, {"03-how_we-talk.nl.md": "Woorden.\n"}, language="en")

    (text,) = code.texts
    assert text.facts == Facts("how-we-talk", "How we talk", "nl", 3)


def test_facts_in_a_file_of_a_folder_are_taken_as_they_are(tmp_path: Path) -> None:
    files = {"a.md": frontmatter.compose(FACTS, "Woorden.\n"), "b.md": "# Other\n"}

    code = read(tmp_path, files)

    assert [text.facts for text in code.texts] == [FACTS, Facts("b", "Other", "en")]
    assert code.texts[0].source == "Woorden.\n"
    assert [text.names_terms for text in code.texts] == [True, False]


def test_the_facts_of_the_document_are_taken_along(tmp_path: Path) -> None:
    about = "key: the-code\ntitles:\n  en: The code\nreaders: public\n"

    code = read(tmp_path, {"document.yaml": about, "a.md": "Words.\n"})

    assert (code.key, dict(code.titles)) == ("the-code", {"en": "The code"})
    assert code.about == {"readers": "public"}


def test_a_named_key_goes_before_the_one_in_the_file(tmp_path: Path) -> None:
    assert read(tmp_path, {"a.md": "Words.\n", "b.md": "More.\n"}, key="chosen").key == "chosen"


def test_a_folder_without_facts_is_named_after_itself(tmp_path: Path) -> None:
    code = read(tmp_path, {"x/a.md": "A.\n", "x/y/b.md": "B.\n"})

    assert (code.key, dict(code.titles)) == ("our-code", {"en": "Our Code"})
    assert [text.facts.key for text in code.texts] == ["a", "y-b"]


def test_a_divided_file_becomes_a_section_for_each_heading(tmp_path: Path) -> None:
    source = "Before.\n\n## Respect\n\nA.\n\n### Deeper\n\n## Safety\n\nB.\n\n## Respect\n\nC.\n"

    code = read(tmp_path, {"code.md": source}, divided=True)

    assert "".join(text.source for text in code.texts) == source
    assert [(text.facts.key, text.facts.title) for text in code.texts] == [
        ("code", "Code"),
        ("respect", "Respect"),
        ("safety", "Safety"),
        ("respect-2", "Respect"),
    ]


@pytest.mark.parametrize("source", ["", "Only words.\n", "# One heading\n\nWords.\n"])
def test_dividing_what_has_nothing_to_divide_gives_one_section(tmp_path: Path, source: str) -> None:
    code = read(tmp_path, {"code.md": source}, divided=True)

    assert [text.source for text in code.texts] == [source]


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Respect!", "respect"),
        ("  Één – twee ", "een-twee"),
        ("日本", "section"),
        ("", "section"),
        ("a" * 100, "a" * 80),
        ("../../etc", "etc"),
    ],
)
def test_a_key_fits_an_address_whatever_the_words_were(words: str, key: str) -> None:
    assert incoming.slug(words) == key
