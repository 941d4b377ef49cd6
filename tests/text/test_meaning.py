"""Changes of meaning beside other changes: what is warned of, and what only looks alike."""

import pytest

from tests.text import labelled
from wiki.text.meaning import Guard

LEAST = 0.8


@pytest.mark.parametrize("rule", labelled.RULES)
@pytest.mark.parametrize("several", ["meaning-open", "meaning-kept", "meaning-final"])
def test_each_rule_warns_as_a_careful_moderator_would(several: str, rule: str) -> None:
    score = labelled.scores(labelled.cases(several))[rule]

    assert min(score) >= LEAST, score


def said(before: str, first: str, second: str, lang: str | None = "en") -> tuple[str, ...]:
    return Guard(lang).keys(before, first, second)


def test_all_that_one_sentence_changes_in_meaning_is_named() -> None:
    before = "The dean must answer within two weeks, and says why."
    first = "The rector may not answer within three weeks, and says why."
    second = "The dean must answer within two weeks, and says how."

    assert said(before, first, second) == ("negation", "duty", "number", "name")


def test_a_number_in_figures_or_in_words_is_the_same_number() -> None:
    before = "Answer within 25 working days, please."

    assert (
        said(before, "Answer within twenty-five working days, please.", before + " Thanks.") == ()
    )
    assert said(before, "Answer within 25 weeks, please.", before + " Thanks.") == ("number",)


def test_words_that_move_within_a_sentence_change_no_meaning() -> None:
    before = "We do not shout in the hall, and we listen."
    first = "In the hall we do not shout, and we listen."

    assert said(before, first, "We do not shout in the hall, and we really listen.") == ()


def test_a_change_two_sentences_away_is_not_beside() -> None:
    before = "Say it. Wait a while. You may leave."

    assert (
        said(
            before,
            "Say it. Wait a while. You must leave.",
            "Write it. Wait a while. You may leave.",
        )
        == ()
    )
    assert said(
        before, "Say it. Wait a while. You must leave.", "Say it. Wait a bit. You may leave."
    ) == ("duty",)


def test_in_an_unknown_language_the_words_of_every_language_count() -> None:
    before = "Wij roddelen over collega's, ook na het werk."
    second = "Wij roddelen over collega's, ook na het werk en thuis."

    assert said(before, before.replace("roddelen", "roddelen niet"), second, None) == ("negation",)
    assert said(before, before.replace("roddelen", "roddelen niet"), second, "en") == ()


@pytest.mark.parametrize(
    ("one", "other", "is_turned"),
    [
        ("acceptable", "unacceptable", True),
        ("appropriate", "inappropriate", True),
        ("veilig", "onveilig", True),
        ("form", "inform", False),
        ("side", "inside", False),
    ],
)
def test_a_prefix_that_turns_a_word_around_counts_as_a_negation(
    one: str, other: str, is_turned: bool
) -> None:
    before = f"This is {one} at work, we say."
    found = said(
        before, f"This is {other} at work, we say.", f"This is {one} at work, we think.", None
    )

    assert found == (("negation",) if is_turned else ())


def test_words_too_many_to_be_read_closely_get_no_warning_of_their_own() -> None:
    before = "We may speak. " * 2_000

    assert said(before, before.replace("may", "must"), before + "Always.") == ()
