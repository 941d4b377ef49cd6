"""The wiki's facts before a text come off again exactly, and nobody else's front matter does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiki.text.frontmatter import Facts, Term, compose, parse

WHY = Facts("why", "Why we have this code", "en", 1)

_words = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["---", "a\n---\nb", " lead", "- x", "yes", "null", "1", "'", '"', "#", ": "]),
    st.text(alphabet="-#:'\"\n \t\u2028\x85é😀", max_size=20),
)
_facts = st.builds(
    Facts,
    key=_words,
    title=_words,
    language=_words,
    position=st.none() | st.integers(min_value=0, max_value=999_999),
    terms=st.lists(st.builds(Term, _words, _words), max_size=3).map(tuple),
)
_texts = st.one_of(
    st.text(max_size=200),
    st.text(alphabet="-\nkey: \t#", max_size=60),
    st.builds(compose, _facts, st.text(max_size=40)),
)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(_facts, _texts)
def test_what_was_composed_is_parsed_exactly(facts: Facts, text: str) -> None:
    assert parse(compose(facts, text)) == (facts, text)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(_texts)
def test_a_text_without_our_facts_keeps_every_character(text: str) -> None:
    facts, rest = parse(text)

    assert rest == text if facts is None else parse(compose(facts, rest)) == (facts, rest)


def test_the_block_reads_as_a_person_would_write_it() -> None:
    facts = Facts("why", "Why: a code", "nl", 2, (Term("pesten", "Herhaald kwetsen."),))

    assert compose(facts, "Text\n") == (
        "---\nkey: why\ntitle: 'Why: a code'\nlanguage: nl\nposition: 2\nterms:\n"
        "  - term: pesten\n    definition: Herhaald kwetsen.\n---\nText\n"
    )


def test_the_texts_own_front_matter_stands_below_ours_untouched() -> None:
    own = "---\nlayout:   page # kept\n---\n\nText"

    assert parse(compose(WHY, own)) == (WHY, own)


def test_lines_that_are_not_ours_stay_front_matter_of_the_text() -> None:
    raw = (
        "---\n# by hand\nkey: why\nlayout:  page\ntags: [a,\n  b]\n"
        "title: Why we have this code\n# a note\nlanguage: en\nposition: 1\n---\nText"
    )

    left = "---\n# by hand\nlayout:  page\ntags: [a,\n  b]\n# a note\n---\nText"
    assert parse(raw) == (WHY, left)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "---\n",
        "Plain text",
        "---\n\nA rule, then text\n\n---\n",
        "---\ntitle: Only a title\n---\nText",
        "---\nkey: why\ntitle: [broken\nlanguage: en\n---\nText",
        "---\nkey: why\nkey: twice\ntitle: t\nlanguage: en\n---\nText",
        "---\nkey: why\ntitle: {a: b}\nlanguage: en\n---\nText",
        "---\nkey: why\ntitle: t\nlanguage: en\nposition: first\n---\nText",
        "---\nkey: why\ntitle: t\nlanguage: en\nterms: one\n---\nText",
        "---\nkey: why\ntitle: t\nlanguage: en\nterms:\n  - term: only\n---\nText",
        "---\n{key: why, title: t, language: en}\n---\nText",
        "\n---\nkey: why\ntitle: t\nlanguage: en\n---\nText",
        "---\nkey: why\ntitle: t\nlanguage: en\nNo closing line",
        "---\nkey: &a why\ntitle: *b\nlanguage: en\n---\nText",
        "---\n- key\n- title\n---\nText",
    ],
)
def test_anything_else_is_simply_text(raw: str) -> None:
    assert parse(raw) == (None, raw)


@pytest.mark.parametrize("opener", ["[", "{", "- ", "? ", "&a [", "!x "])
def test_hostile_yaml_is_simply_text(opener: str) -> None:
    raw = f"---\nkey: k\ntitle: t\nlanguage: en\nx: {opener * 10_000}\n---\nText"

    assert parse(raw) == (None, raw)
