"""The printed code: tagged, in its language, numbered as on the web, and texts only as text."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pdfua
import pytest

from tests.export import printed
from wiki.export import pdf
from wiki.export.manuscript import Chapter, Manuscript
from wiki.export.nodes import Writer
from wiki.export.pdf import NotTypeset, to_pdf, tree_of
from wiki.text.frontmatter import Term

HOSTILE = '#read("/etc/passwd") $x$ @ref <label> [#while true {}] /* \\ = no'
TEXT = """\
Words with a note[^1], *the same* note[^1], and [the second part](second) #eval("1") 😀 漢字.

#### Deep heading

- one
- two

  - deeper

| Who | Where |
|-----|------:|
| Adviser | [By mail](mailto:adviser@example.org) |

> Quoted.

***

```
code
```

[^1]: The note has *marks*.
"""
TERMS = (Term("zorg", "Care."), Term("bullying", "Hurting again and again."))
DRAFT = Manuscript(
    "code",
    "The code",
    "en",
    "The university",
    None,
    date(2026, 11, 22),
    (Chapter("first", HOSTILE, 1, "en", TEXT, TERMS), Chapter("second", "Second", 2, "en", "End")),
)
DUTCH = replace(
    DRAFT,
    title="De gedragscode",
    language="nl",
    number=3,
    sections=(
        Chapter("first", "Waarom", 1, "nl", "samenwerkingsverbanden vertrouwenspersonen " * 40),
        Chapter("second", "Wat", 2, "nl", "Tekst."),
    ),
)


@pytest.fixture(scope="module")
def draft() -> bytes:
    return to_pdf(DRAFT)


@pytest.fixture(scope="module")
def dutch() -> bytes:
    return to_pdf(DUTCH)


def without_space(words: str) -> str:
    return "".join(words.split())


def test_both_languages_pass_the_checker(draft: bytes, dutch: bytes, tmp_path: Path) -> None:
    for raw in (draft, dutch):
        (tmp_path / "code.pdf").write_bytes(raw)

        assert [found.message for found in pdfua.validate(tmp_path / "code.pdf").findings] == []


def test_the_document_says_its_title_language_and_that_it_is_tagged(dutch: bytes) -> None:
    with printed.opened(dutch) as opened:
        assert str(opened.Root.Lang) == "nl"
        assert str(opened.docinfo.Title) == "De gedragscode"
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        assert opened.Root.MarkInfo.Marked
        assert opened.open_metadata()["pdfuaid:part"] == "1"


def test_every_part_of_a_text_has_its_tag(draft: bytes) -> None:
    tags = printed.tags(draft)

    expected = "Title TOC TOCI H1 H2 P L LI Table TH TD BlockQuote Note Link Code Em"
    assert {f"/{kind}" for kind in expected.split()} <= tags.keys()
    assert tags["/Note"] == 2  # the note referred to twice, and the address behind the mail link


def test_what_looks_like_typst_comes_out_as_text(draft: bytes) -> None:
    assert printed.bookmarks(draft)[0] == f"1 {HOSTILE}"
    assert without_space('#eval("1")') in "".join(printed.pages(draft))


def test_characters_without_a_letter_in_our_fonts_come_out_in_words(draft: bytes) -> None:
    assert "[grinningface]\ufffd\ufffd." in "".join(printed.pages(draft))


def test_cover_contents_numbers_notes_and_glossary_are_there(draft: bytes) -> None:
    cover, contents, text, *_ = printed.pages(draft)

    assert "Theuniversity" in cover
    assert "22November2026" in cover
    assert contents.index("Contents") < contents.index("Second")
    assert all(f"1.{number}" in text for number in (1, 2, 3, 4, 5, 7))
    assert "Thenotehasmarks." in text
    assert "adviser@example.org" in text
    assert "bullyingHurtingagainandagain.zorgCare." in text


def test_a_draft_says_so_in_words_on_every_page(draft: bytes, dutch: bytes) -> None:
    cover, *pages = printed.pages(draft)

    assert "Thisisadraft." in cover
    assert all("Draft,notinforce" in page for page in pages)
    assert not any("Concept" in page for page in printed.pages(dutch))


def test_the_cover_of_a_release_has_the_name_its_makers_gave_it() -> None:
    cover, *_ = printed.pages(to_pdf(replace(DUTCH, name="Voor de ondernemingsraad")))

    assert "Versie3:Voordeondernemingsraad" in cover


def test_every_page_but_the_cover_has_version_date_and_page_number(dutch: bytes) -> None:
    _, *pages = printed.pages(dutch)

    for number, page in enumerate(pages, 2):
        foot = page.replace("\u2060", "")
        assert foot.endswith(f"Versie3·22november2026{number}/{len(pages) + 1}")


def test_dutch_words_are_broken_where_dutch_breaks_them(dutch: bytes) -> None:
    text = "".join(printed.pages(dutch))

    assert "ver\u00adtrouwenspersonen" in text
    assert "samenwerk\u00adings" not in text  # where English would


def test_the_same_manuscript_gives_the_same_bytes(dutch: bytes) -> None:
    assert to_pdf(DUTCH) == dutch


def test_headings_are_one_level_below_the_one_above_them() -> None:
    text = "#### A\n\n###### B\n\n## C\n\n> # In a quote\n"
    alone = replace(DRAFT, sections=(Chapter("a", "A", 1, "en", text),))

    nodes = [node for part in tree_of(alone)["chapters"][0]["blocks"] for node in part["c"]]

    assert [node.get("level") for node in nodes] == [2, 3, 2, None]
    assert nodes[-1]["c"] == [{"t": "p", "c": [{"t": "strong", "c": ["In a quote"]}]}]


def test_a_link_to_a_section_leads_within_and_one_to_nowhere_is_words() -> None:
    text = "[there](second#part) and [gone](nowhere)"
    sections = (replace(DRAFT.sections[0], source=text), DRAFT.sections[1])

    tree = tree_of(replace(DRAFT, sections=sections))

    link = {"t": "to", "label": "section-second", "c": ["there"]}
    assert tree["chapters"][0]["blocks"][0]["c"] == [{"t": "p", "c": [link, " and ", "gone"]}]


def test_deep_nesting_is_cut_and_its_words_kept() -> None:
    html = "<blockquote>" * 60 + "<p>deep</p>" + "</blockquote>" * 60 + "<p>after</p>"

    nodes = Writer("a", {}, {}).block(html)

    assert "deep" in json.dumps(nodes)
    assert nodes[-1] == {"t": "p", "c": ["after"]}
    assert _depth(nodes) <= 70


def _depth(value: object) -> int:
    inside = value.values() if isinstance(value, dict) else value
    return 1 + max(map(_depth, inside), default=0) if isinstance(value, dict | list) else 0


def test_a_language_of_a_region_is_printed_in_that_language() -> None:
    tree = tree_of(replace(DRAFT, language="nl-BE"))

    assert (tree["lang"], tree["words"]["dated"]) == ("nl", "22 november 2026")


def test_a_typesetter_that_fails_is_an_error_with_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MEMORY", 1 << 20)

    with pytest.raises(NotTypeset) as caught:
        to_pdf(DRAFT)

    assert caught.value.key == "pdf_failed"


def test_a_section_without_words_keeps_its_heading_and_says_so() -> None:
    empty = Chapter("third", "Third", 3, "en", "---\na: b\n---\n")
    english = printed.pages(to_pdf(replace(DRAFT, sections=(*DRAFT.sections, empty))))[-2:]
    derde = replace(empty, title="Derde", language="nl")
    dutch = printed.pages(to_pdf(replace(DUTCH, sections=(derde,))))[-1]

    assert without_space("Third Not yet written in English.") in "".join(english)
    assert "".join(english).count(without_space("Not yet written")) == 1
    assert without_space("Derde Nog niet geschreven in het Nederlands.") in dutch
