"""Words taken out of a text are nowhere left, and everything else stands as it stood."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from wiki.text import blocks, diff, gate, redaction, visible
from wiki.text.redaction import MARKS, Wanted

MARK = "‹›"
JAN = "Jan Jansen"

LETTERS = "abJn e\n\t>.*_[](#-‹é\u0302\u200d👩🏽\u00a0"
TEXTS = st.text(LETTERS, max_size=80).map(lambda raw: gate.accept(raw, 1_000))
WORDS = st.text("abJn eé", min_size=1, max_size=6).filter(str.strip)


@given(TEXTS, WORDS, TEXTS)
@example("aba", "a", "")
@example("a\nb", "a b", "")
@example("e\u0302e", "e", "")
def test_the_words_are_nowhere_left_and_all_else_is_as_it_was(
    start: str, words: str, end: str
) -> None:
    source = start + words + end
    wanted = Wanted(words, inside=True)

    done = redaction.find(source, wanted, MARK)

    assert not wanted.is_in(done.text)
    assert done.text == redaction.redact(source, words, MARK)
    kept, at = [], 0
    for first, last in done.places:
        assert source[first:last].split() in (words.split(), _quoted(source[first:last]))
        kept.append(source[at:first])
        at = last
    assert done.text == MARK.join([*kept, source[at:]])


def _quoted(found: str) -> list[str]:
    return [word for word in found.replace("\n", " ").split() if word.strip(">")]


@given(TEXTS, WORDS)
def test_a_text_without_the_words_stays_the_very_same(source: str, words: str) -> None:
    assume(not Wanted(words, inside=True).is_in(source))

    assert redaction.redact(source, words, MARK) == source


@given(TEXTS, WORDS, st.data())
def test_stretches_keep_their_words(source: str, words: str, data: st.DataObject) -> None:
    done = redaction.find(source + words + source, Wanted(words, inside=True), MARK)
    whole = source + words + source
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))

    first, last = done.moved(start, end)

    assert 0 <= first <= last <= len(done.text)
    if not any(a < end and start < b for a, b in done.places):
        assert done.text[first:last] == whole[start:end]
    else:
        assert MARK in done.text[first:last]


@given(TEXTS, WORDS, st.lists(st.integers(1, 9), max_size=30))
def test_stretches_side_by_side_still_fill_the_text(
    source: str, words: str, lengths: list[int]
) -> None:
    whole = source + words + source
    runs = [*lengths, len(whole)] if sum(lengths) <= len(whole) else [len(whole)]
    runs[-1] = len(whole) - sum(runs[:-1])

    done = redaction.find(whole, Wanted(words, inside=True), MARK)

    assert sum(done.lengths(runs)) == len(done.text)
    assert all(length >= 0 for length in done.lengths(runs))


def test_places_are_not_gone_through_again_for_every_stretch() -> None:
    many = 400
    looked_at = 0

    class Counted(tuple[tuple[int, int], ...]):
        __slots__ = ()

        def __iter__(self) -> Iterator[tuple[int, int]]:
            nonlocal looked_at
            looked_at += len(self)
            return super().__iter__()

    found = redaction.find("Jan x " * many, Wanted("Jan"), MARK)
    counted = redaction.Redacted(found.text, Counted(found.places), MARK)

    assert counted.lengths([6] * many) == found.lengths([6] * many)
    assert looked_at <= many


@given(TEXTS, TEXTS, WORDS)
def test_a_redline_without_the_words_tells_of_the_two_texts_without_them(
    before: str, after: str, words: str
) -> None:
    wanted = Wanted(words, inside=True)
    stored = diff.words(before + words, words + after)

    told = redaction.pieces(stored, wanted, MARK)

    assert "".join(piece.text for piece in told if piece.op != "insert") == redaction.redact(
        before + words, words, MARK
    )
    assert "".join(piece.text for piece in told if piece.op != "delete") == redaction.redact(
        words + after, words, MARK
    )
    numbers = {change.number for change in diff.changes(told)}
    for became in redaction.renumbered(stored, wanted, MARK).values():
        assert set(became) <= numbers


def test_a_change_next_to_the_words_is_not_taken_for_the_one_on_their_other_side() -> None:
    stored = diff.words("- Ask \\*Jan Jansen\\* now", "- Ask Jan Jansen now")
    assert len(diff.changes(stored)) == 2

    assert redaction.renumbered(stored, Wanted(JAN), MARKS["en"]) == {1: [1], 2: [2]}


def test_a_change_inside_the_words_is_the_change_of_the_mark() -> None:
    stored = diff.words(f"Ask {JAN} today now", "Ask Jan Pietersen today, then")

    assert redaction.renumbered(stored, Wanted(JAN), MARK)[1] == [1]


FOUND = (
    "We asked Jan Jansen.",
    "We asked Jan\nJansen.",
    "We asked Jan  Jansen.",
    "We asked Jan\u00a0Jansen.",
    "> We asked Jan\n> Jansen.",
    "We asked Jan\\\nJansen.",
    "- one of us: Jan\n  Jansen",
    "_Jan Jansen_ said so.",
)


@pytest.mark.parametrize("source", FOUND)
def test_words_are_found_whatever_white_space_is_between_them(source: str) -> None:
    told = redaction.redact(source, JAN, MARK, inside=False)

    assert MARK in told
    assert "Jan" not in told


def test_marks_of_quotes_are_read_one_way_only() -> None:
    wanted = Wanted("ab" + " >" * 60 + " zz")

    assert not wanted.is_in("ab" + "\n> > > >" * 40)  # trying every way would never end


KEPT = ("Jan. Jansen", "jan jansen", "Jan Jansens", "MarJan Jansen", "Jan\n\nJansen")


@pytest.mark.parametrize("source", KEPT)
def test_other_words_and_longer_ones_stay(source: str) -> None:
    assert redaction.redact(source, JAN, MARK, inside=False) == source


def test_longer_words_lose_them_where_that_is_wanted() -> None:
    assert redaction.redact("Jan Jansens plan", JAN, MARK) == f"{MARK}s plan"


PLACES = (
    "# Ask NAME\n\nText.\n",
    "- NAME\n- Nobody else\n",
    "[NAME](https://example.org)\n",
    "[write](mailto:NAME)\n",
    "See [him].\n\n[him]: https://example.org/NAME\n",
    "See [NAME].\n\n[NAME]: https://example.org\n",
    "A note.[^NAME]\n\n[^NAME]: More.\n",
    "| a | b |\n| --- | --- |\n| NAME | c |\n",
    "**NAME** and `NAME`\n\n> NAME\n",
    "NAME\n---\n\nText.\n",
    "<https://example.org/NAME>\n",
    "---\nowner: NAME\n---\n\nText.\n",
)


@pytest.mark.parametrize("language", MARKS)
@pytest.mark.parametrize("place", PLACES)
def test_the_mark_leaves_the_markdown_around_it_as_it_was(place: str, language: str) -> None:
    source = place.replace("NAME", "Jansen")

    told = redaction.redact(source, "Jansen", MARKS[language])

    before, after = blocks.split(source), blocks.split(told)
    assert [block.kind for block in after] == [block.kind for block in before]
    shown = ["".join(visible.of(block).text for block in split) for split in (before, after)]
    assert shown[1] == shown[0].replace("Jansen", MARKS[language])


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Jan Jansen", "Ask Jan **Jansen**."),
        ("Jan Jansen", "Ask **Jan** Jansen."),
        ("Jan Jansen", "Ask [Jan](https://example.org) Jansen."),
        ("Jan Jansen", "Ask Jan&nbsp;Jansen."),
        ("Jan Jansen", "Ask JAN JANSEN."),
        ("Jan Jansen", "Ask Jan Jan\u00adsen and Jan\u200bsen."),
        ("Jan Jansen", "> Ask Jan\n> **Jansen**."),
        ("Smith & Co", "Of Smith &amp; Co."),
        ("O'Brien", "Ask O’Brien."),
        ("O’Brien", "Ask O&#39;Brien."),
        ("j_jansen@x.nl", "Mail j\\_jansen@x.nl."),
        ("José", "Ask Jos&eacute;."),
        ("José", "Ask JOS&Eacute;."),
        ("José", "Ask Jos&#233;."),
        ("José", "Ask Jos&#x00E9;."),
        ("Pietersen", "Ask P&#105;etersen."),
        ("Pietersen", "Ask Pie\u2060tersen."),
        ("Jan-Willem", "Ask Jan‑Willem."),
        ("Jan-Willem", "Ask Jan**–**Willem."),
    ],
)
def test_words_written_otherwise_are_known_by_how_they_read(words: str, text: str) -> None:
    assert Wanted(words).otherwise.search(text)
    assert not Wanted(words).is_in(text)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Jan Jansen", "Ask Jan. Jansen is away."),
        ("Jan Jansen", "Ask Jan Jansens."),
        ("Jan", "In January."),
        ("An", "can"),
        ("**", "Ask **all**."),
    ],
)
def test_other_words_do_not_read_like_them(words: str, text: str) -> None:
    assert not Wanted(words).otherwise.search(text)


@pytest.mark.parametrize("text", ["a](" * 20_000, "a*" * 30_000, "a " * 30_000, "a\n> " * 15_000])
def test_hostile_texts_are_looked_through_for_words_written_otherwise(text: str) -> None:
    assert not Wanted("a a a a b").otherwise.search(text)
