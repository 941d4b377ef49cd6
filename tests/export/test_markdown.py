"""A document leaves as Markdown and comes back to the same bytes."""

import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st

from wiki.export import bundle
from wiki.export.document_facts import DocumentFacts
from wiki.export.manuscript import Chapter, Manuscript
from wiki.export.markdown import one_file, section_file, zip_of_sections
from wiki.text.frontmatter import Term

WHY = Chapter("why", "Why we *do* this", 1, "en", "Because.[^1]\n\n[^1]: Really.\n")
HOW = Chapter(
    "how",
    "How",
    2,
    "en",
    "See [the start](why), or [there][x].[^1]\n\nTop\n===\n\n## Sub\n\n[^1]: Notes.\n[x]: why\n",
    (Term("bullying", "Hurting again and again."),),
)
CODE = Manuscript("code", "The code", "en", "The university", 2, date(2026, 11, 22), (WHY, HOW))
FACTS = DocumentFacts("code", {"en": "The code", "nl": "De code"}, {"readers": "public"})

_texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=80)


def test_one_file_has_the_title_the_version_and_sections_below_each_other() -> None:
    assert one_file(CODE).decode() == (
        "# The code\n\n"
        "The university · Version 2 · 22 November 2026\n\n"
        "## Why we \\*do\\* this\n\nBecause.[^why-1]\n\n[^why-1]: Really.\n\n"
        "## How\n\nSee [the start](#why-we-do-this), or [there][x].[^how-1]\n\n"
        "### Top\n\n#### Sub\n\n[^how-1]: Notes.\n[x]: #why-we-do-this\n\n"
        "## What words mean here\n\n- **bullying**: Hurting again and again.\n"
    )


def test_a_release_is_called_what_its_makers_called_it() -> None:
    named = replace(CODE, name="Draft *one*")

    assert "Version 2: Draft \\*one\\* · 22 November 2026\n" in one_file(named).decode()


def test_a_draft_says_so_in_the_language_of_the_document() -> None:
    draft = replace(CODE, number=None, language="nl")

    assert "The university · Concept · 22 november 2026\n" in one_file(draft).decode()


def test_links_of_one_name_to_different_places_stay_apart() -> None:
    first = replace(WHY, source="[A][l], [l] and [l][].\n\n[l]: https://a.example\n")
    other = replace(HOW, source="[B][l] [ ] `[l]`\n\n[l]: https://b.example\n")

    text = one_file(replace(CODE, sections=(first, other))).decode()

    assert "[A][why-l], [l][why-l] and [l][why-l].\n\n[why-l]: https://a.example\n" in text
    assert "[B][how-l] [ ]" in text
    assert "[how-l]: https://b.example\n" in text


def test_front_matter_of_a_text_is_not_part_of_the_reading() -> None:
    chapter = replace(WHY, source="---\nlayout: x\n---\nWords.\n")

    assert "layout" not in one_file(replace(CODE, sections=(chapter, HOW))).decode()


@settings(derandomize=True, max_examples=100, deadline=None)
@given(_texts)
def test_a_document_of_one_section_is_that_text_to_the_byte(text: str) -> None:
    alone = replace(CODE, sections=(replace(WHY, source=text),))

    assert one_file(alone) == text.encode()


def test_a_section_file_has_facts_only_when_asked() -> None:
    assert section_file(WHY, with_facts=False) == WHY.source.encode()
    assert section_file(WHY, with_facts=True) == (
        b"---\nkey: why\ntitle: Why we *do* this\nlanguage: en\nposition: 1\n---\n"
        + WHY.source.encode()
    )


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.lists(_texts, min_size=1, max_size=4))
def test_a_zip_imports_again_and_exports_to_the_same_bytes(texts: list[str]) -> None:
    read_as = [bundle.gate.accept(text, 60_000) for text in texts]
    sections = tuple(
        Chapter(f"s{n}", f"Title {n}", n, "en", text, HOW.terms) for n, text in enumerate(read_as)
    )
    raw = zip_of_sections(FACTS, [replace(CODE, sections=sections)])

    back = bundle.read(raw, name="code.zip")

    assert back.document == FACTS
    assert [file.source for file in back.files] == read_as
    again = tuple(
        Chapter(f.facts.key, f.facts.title, f.facts.position or 0, "en", f.source, f.facts.terms)
        for f in back.files
        if f.facts
    )
    assert zip_of_sections(back.document, [replace(CODE, sections=again)]) == raw


def test_files_in_the_zip_are_named_by_place_key_and_language() -> None:
    dutch = replace(CODE, language="nl", sections=(replace(WHY, language="nl"),))

    with zipfile.ZipFile(BytesIO(zip_of_sections(FACTS, [CODE, dutch]))) as made:
        names = made.namelist()

    assert names == [
        "code/01-why.en.md",
        "code/01-why.nl.md",
        "code/02-how.en.md",
        "code/document.yaml",
    ]
