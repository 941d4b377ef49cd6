"""The ids of headings within a page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wiki.text.ids import Ids, slug


@given(st.text())
def test_the_slug_of_a_slug_is_itself_so_remembered_headings_keep_their_id(words: str) -> None:
    assert slug(slug(words)) == slug(words)


@given(st.lists(st.sampled_from(["", "Respect", "respect!", "Respect 1", "respect-1"])))
def test_no_two_headings_have_the_same_id(headings: list[str]) -> None:
    ids = Ids()
    given_out = [ids.heading(words) for words in headings]

    assert len(set(given_out)) == len(given_out)
