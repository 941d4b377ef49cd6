"""The check points at what an editor wants to look at, and at little else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from wiki.text import checks, drift, sentences
from wiki.text.checks import Finding, Paragraph


def paragraph(words: str, *, section: str = "a", number: int = 1, clause: str = "") -> Paragraph:
    return Paragraph(section, number - 1, number, "paragraph", clause, words)


def several(*words: str) -> list[Paragraph]:
    return [paragraph(one, number=number) for number, one in enumerate(words, start=1)]


def seen(found: Iterator[Finding]) -> list[tuple[str, str]]:
    return [(one.rule, one.place.words[one.start : one.end]) for one in found]


SHORT = "Word" + " word" * 24 + "."
LONG = "Word" + " word" * 25 + "."


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (SHORT, []),
        (LONG, [LONG]),
        (f"{SHORT} {LONG}", [LONG]),
        (f"{SHORT} {SHORT}", []),
        (LONG.replace("word word", "bijv. Word", 1), [LONG.replace("word word", "bijv. Word", 1)]),
        (" ".join(["word"] * 20) + "\0" + " ".join(["word"] * 20), []),
    ],
)
def test_sentences_of_more_than_25_words_are_long(words: str, expected: list[str]) -> None:
    assert [said for _, said in seen(checks.long_sentences(several(words)))] == expected


def test_headings_and_code_are_no_sentences() -> None:
    heading = paragraph(LONG)._replace(kind="heading")

    assert list(checks.long_sentences([heading])) == []


def test_sentences_end_where_they_end() -> None:
    text = "Go to art. 3 of the law. “Is it?” Yes! Dr. No asks bijv. you."

    assert [text[start:end] for start, end, _ in sentences.split(text)] == [
        "Go to art. 3 of the law.",
        "“Is it?”",
        "Yes!",
        "Dr. No asks bijv. you.",
    ]


def test_a_value_without_desired_behaviour_in_its_section_is_pointed_at() -> None:
    value = paragraph("Respect. We care.", clause="value")
    elsewhere = paragraph("We greet.", section="b", clause="desired_behaviour")
    here = paragraph("We greet.", number=2, clause="desired_behaviour")

    assert seen(checks.values_without_behaviour([value, elsewhere])) == [
        ("value_without_behaviour", "Respect.")
    ]
    assert list(checks.values_without_behaviour([value, here, elsewhere])) == []


def test_terms_that_no_text_uses_are_told_in_their_order() -> None:
    texts = several("Ask an adviser.", "No bullying.")

    assert checks.unused_terms(texts, ["report", "advisers", "abuse"], "en") == ["report", "abuse"]


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("en", "A promise (see the definitions) holds.", ["promise"]),
        ("en", "A “promise” (see definition) holds.", ["promise"]),
        ("en", "Bullying (see the glossary) hurts.", []),
        ("en", "A promise (see section 3) holds.", []),
        ("nl", "Een belofte (zie begrippen) geldt.", ["belofte"]),
        ("nl", "Pesten (zie de definities) doet pijn.", []),
    ],
)
def test_words_that_refer_to_a_definition_need_one(
    language: str, words: str, expected: list[str]
) -> None:
    found = checks.undefined_terms(several(words), ["bullying", "pesten"], language)

    assert [said for _, said in seen(found)] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("Ask HR.", "HR helps."), ["HR"]),
        (("Ask HR. HR helps.",), []),
        (("Ask human resources (HR).", "HR helps."), []),
        (("HR (human resources) helps.", "Ask HR."), []),
        (("Chapter XII.", "See XII."), []),
        (("The OR decides.", "Ask the OR."), []),
        (("STOP", "It is X."), []),
    ],
)
def test_abbreviations_in_several_paragraphs_are_written_out_or_defined(
    words: tuple[str, ...], expected: list[str]
) -> None:
    found = checks.undefined_terms(several(*words), ["OR"], "en")

    assert [said for _, said in seen(found)] == expected


WITHIN = [
    ("en", "You must report bullying to the board.", "You may report bullying to the board.", True),
    (
        "en",
        "Managers should talk about this code with their team every year.",
        "Every year managers have to talk about this code with their team.",
        True,
    ),
    ("en", "You must report bullying to the board.", "Report bullying to the board.", False),
    ("en", "You must report bullying to the board.", "You may ask a colleague for a talk.", False),
    ("en", "You must report bullying to the board.", "Bullying you shall report to the board.",
     False),
    ("en", "You must go.", "You may go.", False),
    ("nl", "Je moet pesten melden bij het bestuur van de faculteit.",
     "Je mag pesten melden bij het bestuur van de faculteit.", True),
    ("nl", "Je hoeft pesten niet te melden bij het bestuur.",
     "Je moet pesten melden bij het bestuur.", False),
]  # fmt: skip
"""Labelled by hand: whether two sentences ask the same, not equally strongly."""


@pytest.mark.parametrize(("language", "first", "second", "drifts"), WITHIN)
def test_sentences_that_ask_nearly_the_same_ask_it_equally_strongly(
    language: str, first: str, second: str, drifts: bool
) -> None:
    found = list(drift.within(several(first, second), language))

    assert [(one.place.number, one.other and one.other.number) for one in found] == (
        [(2, 1)] if drifts else []
    )


BETWEEN = [
    ("You must report it.", "Je moet het melden.", None),
    ("You must report it.", "Je mag het melden.", ("must", "may")),
    ("You should report it.", "Je moet het melden.", ("should", "must")),
    ("You may bring someone.", "Je mag iemand meenemen.", None),
    ("You do not have to talk.", "Je hoeft niet te praten.", None),
    ("You never have to talk.", "Je hoeft nooit te praten.", None),
    ("You never have to talk.", "Je mag praten.", None),
    ("You would say it.", "Je zou het zeggen.", None),
    ("Report it.", "Je moet het melden.", None),
    ("It is not allowed.", "Het mag niet.", None),
    ("You must wait, and you may ask.", "Je mag vragen en je moet wachten.", None),
]
"""Labelled by hand: what English and Dutch ask, where that differs."""


@pytest.mark.parametrize(("english", "dutch", "expected"), BETWEEN)
def test_the_same_paragraph_asks_the_same_in_both_languages(
    english: str, dutch: str, expected: tuple[str, str] | None
) -> None:
    found = list(drift.between_languages(several(english), several(dutch), "en", "nl"))
    back = list(drift.between_languages(several(dutch), several(english), "nl", "en"))

    assert [one.told for one in found] == ([expected] if expected else [])
    assert [one.told for one in back] == ([expected[::-1]] if expected else [])


def test_sections_that_differ_in_their_blocks_are_not_compared() -> None:
    english, dutch = several("You must go."), several("Je mag gaan.", "Ja.")

    assert list(drift.between_languages(english, dutch, "en", "nl")) == []
    assert list(drift.between_languages(several("You must go."), [], "en", "nl")) == []
