"""What is typed and what is found are compared by words; an excerpt shows the best of them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.markdown_texts import markdown_texts
from wiki.text import asked, excerpts, findable
from wiki.text.asked import MOST_TERMS, Term

LONG = "One two three. " * 30 + "Here stands a heron beside an egret. " + "Four five six. " * 30


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We listen.", "we listen"),
        ("Zoë's naïve café", "zoes naive cafe"),
        ("STRASSE straße Łódź Øre", "strasse strasse lodz ore"),
        ("e-mail and/or 2x 1.5", "e mail and or 2x 1 5"),
        ("a\u0301\u0302b", "ab"),
        ("ﬁn ĳs ²", "fin ijs 2"),
        ("日本 שלום", "日本 שלום"),
        ("_under_ *star* — …", "under star"),
        ("", ""),
    ],
)
def test_words_are_compared_without_capitals_accents_and_marks(text: str, words: str) -> None:
    assert findable.plain(findable.words(text)) == words


@given(st.one_of(st.text(), markdown_texts))
def test_words_of_words_are_themselves(text: str) -> None:
    once = findable.plain(findable.words(text))

    assert findable.plain(findable.words(once)) == once


@given(st.one_of(st.text(), markdown_texts))
def test_words_stand_where_they_say_they_do(text: str) -> None:
    for word in findable.words(text):
        assert findable.folded(text[word.start : word.end]) == word.folded


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("gedrag", "gedragingen", "nl"),
        ("medewerker", "medewerkers", "nl"),
        ("report", "reporting", "en"),
        ("organisation", "organisations", "en"),
    ],
)
def test_forms_of_a_word_share_their_stem(one: str, other: str, language: str) -> None:
    assert findable.stem(one, language) == findable.stem(other, language)


def test_stems_of_two_languages_differ_and_other_languages_have_none() -> None:
    assert findable.stem("report", "en") != findable.stem("report", "nl")
    assert findable.stem("reports", "fr") != findable.stem("report", "fr")


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("two words", [Term(("two",)), Term(("words",))]),
        ('"on time" now', [Term(("on", "time"), is_quoted=True), Term(("now",))]),
        ("„op tijd”", [Term(("op", "tijd"), is_quoted=True)]),
        ("meld ‘op tijd’", [Term(("meld",)), Term(("op", "tijd"), is_quoted=True)]),
        ("‘Zoë’s plan’", [Term(("zoes", "plan"), is_quoted=True)]),
        ("at six o’clock’s end", [Term((one,)) for one in ("at", "six", "oclocks", "end")]),
        ("‘open end", [Term(("open",)), Term(("end",))]),
        ("e-mail", [Term(("e", "mail"))]),
        ("and/or", [Term(("and",)), Term(("or",))]),
        ('an "open', [Term(("an",)), Term(("open",))]),
        ("again again Again", [Term(("again",))]),
        ("* ( ) : ^", []),
    ],
)
def test_what_is_typed_is_words_and_phrases(typed: str, terms: list[Term]) -> None:
    assert list(asked.read(typed).terms) == terms


def test_of_very_much_that_is_typed_the_beginning_counts() -> None:
    assert len(asked.read(" ".join(map(str, range(99)))).terms) == MOST_TERMS
    assert asked.read("x" * 99_999).terms == (Term(("x" * findable.LONGEST,)),)


@given(st.text())
def test_whatever_is_typed_can_be_read(typed: str) -> None:
    assert bool(asked.read(typed)) == bool(asked.read(typed).terms)


def shown(text: str, typed: str, language: str = "en") -> str:
    parts = excerpts.excerpt(text, asked.read(typed), language)
    return "".join(f"[{part.text}]" if part.is_found else part.text for part in parts)


@pytest.mark.parametrize(
    ("text", "typed", "excerpt"),
    [
        ("We report reports.", "report", "We [report] [reports]."),
        ("A reporter reports.", '"report"', "A reporter reports."),
        ("On time, or on\ntime.", '"on time"', "[On time], or [on time]."),
        ("E-mailadres", "e-mail", "[E-mailadres]"),
        ("Twee gedragingen", "gedrag", "Twee [gedragingen]"),
        ("Nothing here.", "elsewhere", "Nothing here."),
        ("", "word", ""),
        ("Who\nFor what\nWhat they can do", "what", "Who; For [what]; [What] they can do"),
        ("We write lines\nthat end early.", "lines", "We write [lines] that end early."),
    ],
)
def test_what_was_looked_for_is_marked(text: str, typed: str, excerpt: str) -> None:
    assert shown(text, typed, "nl" if "gedrag" in typed else "en") == excerpt


def test_of_a_long_text_the_part_with_most_of_what_was_looked_for_is_shown() -> None:
    excerpt = shown(LONG, "three heron egret")

    assert "[heron] beside an [egret]" in excerpt
    assert excerpt.startswith("… ")
    assert excerpt.endswith("\u00a0…")
    assert len(excerpt.replace("[", "").replace("]", "")) <= excerpts.LENGTH + len("… \u00a0…")


@given(st.text(max_size=2000), st.text(max_size=20))
def test_an_excerpt_is_a_stretch_of_its_text(text: str, typed: str) -> None:
    parts = excerpts.excerpt(text, asked.read(typed), "en")
    stretch = "".join(part.text for part in parts)
    stretch = stretch.removeprefix("… ") if len(text) > excerpts.LENGTH else stretch
    stretch = stretch.removesuffix("\u00a0…") if len(text) > excerpts.LENGTH else stretch

    assert stretch.replace(";", "") in " ".join(text.replace(";", "").split())
    assert len(stretch) <= excerpts.LENGTH + 1


def test_of_a_long_text_no_more_places_are_looked_at_than_count(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_at = 0
    is_in = Term.is_in

    def counting(term: Term, *place: Any) -> int:
        nonlocal looked_at
        looked_at += 1
        return is_in(term, *place)

    monkeypatch.setattr(Term, "is_in", counting)

    assert shown("a bb " * 5_000, "a").startswith("[a] bb [a] bb")
    assert looked_at <= 3 * excerpts.MOST_PLACES
