"""Defined words are found in the forms that a sentence gives them, and nowhere else."""

from __future__ import annotations

import pytest

from wiki.text import terms

EN = ["confidential adviser", "adviser", "abuse of power", "policy", "harass", "HR", "R&D"]
NL = ["ongewenst gedrag", "sociale veiligheid", "taak", "collega", "brief", "OR", "gedraging"]


def found(words: str, defined: list[str], language: str | None) -> list[tuple[str, str]]:
    return [(one.term, words[one.start : one.end]) for one in terms.uses(words, defined, language)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ask an adviser.", [("adviser", "adviser")]),
        ("ADVISERS and Advisers’ rooms", [("adviser", "ADVISERS"), ("adviser", "Advisers")]),
        ("the adviser's door", [("adviser", "adviser's")]),
        ("the adviser’s door", [("adviser", "adviser’s")]),
        (
            "A Confidential\n  adviser listens",
            [("confidential adviser", "Confidential\n  adviser")],
        ),
        ("these policies", [("policy", "policies")]),
        ("abuse of powers, power", [("abuse of power", "abuse of powers")]),
        ("HR, HRs, hr, Hr", [("HR", "HR"), ("HR", "HRs")]),
        ("our R&D, R and D", [("R&D", "R&D")]),
        ("advise, advisersgroup, pre-adviser", []),
        ("confidential. Adviser", [("adviser", "Adviser")]),
        ("abuse of, power", []),
    ],
)
def test_english_terms_are_whole_words_in_their_forms(
    words: str, expected: list[tuple[str, str]]
) -> None:
    assert found(words, EN, "en") == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("al het ongewenste gedrag", ["ongewenst gedrag"]),
        ("Sociale veiligheid gaat voor", ["sociale veiligheid"]),
        ("onze taken", ["taak"]),
        ("collega's en collega’s", ["collega", "collega"]),
        ("de brieven", ["brief"]),
        ("gedragingen", ["gedraging"]),
        ("de OR of de or", ["OR"]),
        ("takken, brieven-bus, collegiaal, ongewenst", []),
    ],
)
def test_dutch_terms_take_their_plurals_and_an_e(words: str, expected: list[str]) -> None:
    assert [term for term, _ in found(words, NL, "nl")] == expected


def test_a_term_of_several_is_found_where_one_is_meant_and_the_other_way_around() -> None:
    assert found("one colleague, two bodies", ["colleagues", "body"], "en") == [
        ("colleagues", "colleague"),
        ("body", "bodies"),
    ]
    assert found("een afspraak, de rol", ["afspraken", "rollen"], "nl") == [
        ("afspraken", "afspraak"),
        ("rollen", "rol"),
    ]


def test_the_longest_term_counts_whichever_was_given_first() -> None:
    words = "a confidential adviser"

    for defined in (["adviser", "confidential adviser"], ["confidential adviser", "adviser"]):
        assert found(words, defined, "en") == [("confidential adviser", "confidential adviser")]
    for defined in (["abuse", "abuse of power"], ["abuse of power", "abuse"]):
        assert found("abuse of power", defined, "en") == [("abuse of power", "abuse of power")]


def test_without_a_known_language_only_the_word_itself_and_whose_it_is_are_found() -> None:
    assert found("Kodex, Kodexe, Kodex's", ["Kodex"], "de") == [
        ("Kodex", "Kodex"),
        ("Kodex", "Kodex's"),
    ]


def test_in_no_certain_language_the_forms_of_all_are_found() -> None:
    assert [term for term, _ in found("policies, taken", ["policy", "taak"], None)] == [
        "policy",
        "taak",
    ]


@pytest.mark.parametrize("term", ["", " ", "…", "§"])
def test_a_term_without_a_word_is_found_nowhere(term: str) -> None:
    assert terms.uses("… § words", [term], "en") == []


def test_more_terms_than_a_document_has_are_not_looked_for() -> None:
    many = [f"term{number}" for number in range(terms.MOST + 1)]

    assert terms.uses(f"term0 term{terms.MOST}", many, "en") == [terms.Use("term0", 0, 5)]
