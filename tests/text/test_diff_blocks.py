"""The redline by blocks says what became of each and gives both texts back."""

from hypothesis import given
from hypothesis import strategies as st

from wiki.text import diff

BLOCKS = st.lists(
    st.sampled_from(
        [
            "# Title\n\n",
            "We care for each other.\n\n",
            "We care for others.\n\n",
            "- one\n- two\n\n",
        ]
    ),
    max_size=6,
).map("".join)


@given(BLOCKS | st.text(max_size=30), BLOCKS | st.text(max_size=30))
def test_every_block_of_both_texts_appears_once(before: str, after: str) -> None:
    changes = diff.blocks(before, after)
    assert "".join(change.after.source for change in changes if change.after) == after
    old = [change.before.source for change in changes if change.before]
    assert sorted("".join(old)) == sorted(before)


@given(BLOCKS, BLOCKS)
def test_pieces_are_the_words_of_the_block(before: str, after: str) -> None:
    for change in diff.blocks(before, after):
        was = "".join(piece.text for piece in change.pieces if piece.op != "insert")
        now = "".join(piece.text for piece in change.pieces if piece.op != "delete")
        assert was == (change.before.source if change.before else "")
        assert now == (change.after.source if change.after else "")


def test_each_block_says_what_became_of_it() -> None:
    before = "# Care\n\nAsk for help in time.\n\nWe listen before we judge.\n\nOld words go.\n"
    after = (
        "# Care\n\nWe listen before we answer.\n\nSomething wholly new.\n\nAsk for help in time.\n"
    )
    states = {
        (change.after or change.before).source.strip(): (str(change.state), change.moved)  # type: ignore[union-attr]
        for change in diff.blocks(before, after)
    }
    assert states["# Care"] == ("kept", False)
    assert states["We listen before we answer."][0] == "edited"
    assert states["Something wholly new."][0] == "new"
    assert states["Old words go."][0] == "gone"
    assert any(moved for _, moved in states.values())
