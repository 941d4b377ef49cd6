"""The outline lists the headings as readers find them in the text."""

from hypothesis import given

from tests.text.markdown_texts import markdown_texts
from wiki.text import blocks, outline, render
from wiki.text.outline import Heading

TEXT = "# A *b*\n\nOne two.\n\n### C\n\n- # not a heading of the text\n\n## D\n\n# A b\n"


def test_headings_stand_below_each_other():
    assert outline.of(TEXT) == (
        Heading("A b", "s-a-b", 1, (Heading("C", "s-c", 3), Heading("D", "s-d", 5))),
        Heading("A b", "s-a-b-1", 6),
    )


def test_a_text_without_headings_has_no_outline():
    assert outline.of("---\na: b\n---\nwords") == ()


def test_only_words_that_are_seen_count():
    found = blocks.split(
        "---\nkey: v\n---\n# Social-safety **code**\n\n[It's](http://a.nl/b) ours & so.\n"
    )

    assert outline.word_count(found) == 5


def test_reading_takes_a_minute_for_every_two_hundred_words_begun():
    assert [outline.reading_minutes(words) for words in (0, 1, 200, 201)] == [0, 1, 1, 2]


@given(markdown_texts)
def test_every_heading_leads_to_its_place_in_the_html(source):
    html = render.to_html(source, "en")
    found = list(outline.of(source))
    count = 0
    while found:
        heading = found.pop()
        found += heading.below
        count += 1
        assert html.count(f'id="{heading.id}"') == 1
    assert count == sum(block.kind == "heading" for block in blocks.split(source))
