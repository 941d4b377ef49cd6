"""Terms that are called otherwise are told, wherever the words use them."""

from __future__ import annotations

from wiki.text import diff
from wiki.text.renames import Rename, joined, renames
from wiki.text.terms import uses


def renamed(before: str, after: str, *terms: str, language: str = "en") -> list[Rename]:
    found = diff.changes(diff.words(before, after))
    return joined(renames(before, found, uses(before, terms, language)), language)


APART = "It is fine to come with a friend, and to write down what happened before you come. "


def test_a_term_that_gets_another_name_in_every_place_is_one_rename() -> None:
    before = f"Ask the adviser early. {APART}The adviser listens first."
    after = before.replace("adviser", "counsellor")

    assert renamed(before, after, "adviser") == [Rename("adviser", "counsellor", frozenset({1, 2}))]


def test_however_the_words_are_inflected() -> None:
    before = f"Ask an adviser early. {APART}All advisers listen first. {APART}Advisers tell nobody."
    after = f"Ask an auditor early. {APART}All auditors listen first. {APART}Auditors tell nobody."

    (found,) = renamed(before, after, "adviser")

    assert found.numbers == {1, 2, 3}


def test_a_term_of_several_words_counts_as_one() -> None:
    before = f"Go to the confidential adviser. {APART}A confidential adviser tells nobody."
    after = f"Go to the trusted person. {APART}A trusted person tells nobody."

    (found,) = renamed(before, after, "confidential adviser")

    assert found.words == "trusted person"


def test_other_words_around_a_term_that_stays_rename_nothing() -> None:
    before = f"Ask the adviser early. {APART}The adviser listens first."
    after = before.replace("early", "soon").replace("first", "well")

    assert renamed(before, after, "adviser") == []


def test_a_sentence_that_goes_with_its_term_renames_nothing() -> None:
    before = "Ask the adviser early.\n\nThe adviser listens first.\n\nWe care.\n"

    assert renamed(before, "We care.\n", "adviser") == []


def test_two_other_names_are_two_renames() -> None:
    before = f"Ask the adviser early. {APART}The adviser listens first."
    after = f"Ask the dean early. {APART}The counsellor listens first."

    assert [one.words for one in renamed(before, after, "adviser")] == ["dean", "counsellor"]


def test_a_change_that_holds_the_term_among_other_words_goes_along() -> None:
    before = f"Ask the adviser. The adviser listens. {APART}The adviser tells nobody."

    (found,) = renamed(before, before.replace("adviser", "counsellor"), "adviser")

    assert found == Rename("adviser", "counsellor", frozenset({1, 2}))
