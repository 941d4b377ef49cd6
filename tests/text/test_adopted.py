"""The words a proposal brings are found again in the text that was made of it, each once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.real import RealDocuments
from wiki.text import adopted, diff, tokens
from wiki.text.adopted import Run
from wiki.text.merge import Merged, three_way

BEFORE = "We listen. We answer within six weeks.\n"

WORDS = ["we", "listen", "and", "speak", "up", "in", "time", "."]
sentences = st.lists(st.sampled_from(WORDS), max_size=12)


def runs(base: str, wanted: str, made: str, chosen: Collection[int] | None = None) -> list[Run]:
    pieces = diff.words(base, wanted)
    taken = wanted if chosen is None else diff.take(pieces, set(chosen))
    return adopted.runs(taken, adopted.brought(pieces, chosen, 0), made)


def words(text: str) -> Counter[str]:
    return Counter(token for token in tokens.split(text) if tokens.letters(token))


def said(made: str, found: Collection[Run]) -> list[tuple[int, str]]:
    return [(run.change, made[run.start : run.end]) for run in found]


def test_a_proposal_taken_as_it_is_brings_all_its_words() -> None:
    wanted = "We always listen. We answer within two weeks.\n"

    found = runs(BEFORE, wanted, wanted)

    assert [(change, text.strip()) for change, text in said(wanted, found)] == [
        (1, "always"),
        (2, "two"),
    ]


def test_words_are_found_beside_those_that_came_from_somebody_else() -> None:
    wanted = BEFORE.replace("listen", "always listen")
    made = three_way(BEFORE, BEFORE.replace("six", "two"), wanted)
    assert isinstance(made, Merged)

    found = runs(BEFORE, wanted, made.text)

    assert [text.strip() for _, text in said(made.text, found)] == ["always"]


def test_of_a_change_that_was_left_no_word_is_named() -> None:
    wanted = "We always listen. We answer within two weeks.\n"
    made = "We listen. We answer within two weeks.\n"

    assert said(made, runs(BEFORE, wanted, made, chosen={2})) == [(2, "two")]


def test_words_that_were_put_elsewhere_are_found_there() -> None:
    wanted = "We listen without judging. We answer within six weeks.\n"
    made = "We answer within six weeks. We listen, and that without judging.\n"

    found = said(made, runs(BEFORE, wanted, made))

    assert " ".join(text for _, text in found).split() == ["without", "judging"]


@given(sentences, sentences, sentences)
def test_each_run_holds_the_words_its_change_brings_and_none_holds_anothers(
    before: list[str], after: list[str], other: list[str]
) -> None:
    base, wanted, made = (" ".join(words) for words in (before, after, other))
    brings = {change.number: change.after for change in diff.changes(diff.words(base, wanted))}

    found = runs(base, wanted, made)

    for run in found:
        of_change = brings[run.change][run.offset : run.offset + run.end - run.start]
        assert of_change == made[run.start : run.end]
    assert all(one.end <= following.start for one, following in pairwise(found))


def test_of_real_proposals_every_word_is_named_once(real: RealDocuments) -> None:
    brought = missing = extra = 0
    for row in list(real.rows("parallel"))[::6]:
        made = three_way(row["base"], row["a"], row["b"])
        if not isinstance(made, Merged):
            continue
        changes = diff.changes(diff.words(row["base"], row["b"]))
        wanted = sum((words(change.after) for change in changes), Counter())
        named = Counter[str]()
        for run in runs(row["base"], row["b"], made.text):
            named += words(made.text[run.start : run.end])
        brought += wanted.total()
        missing += (wanted - named).total()
        extra += (named - wanted).total()
    assert brought > 5000
    assert missing <= brought / 1000
    assert extra <= brought / 1000
