"""Each place that a person must read before saving comes with a sentence that says why."""

from __future__ import annotations

import pytest

from wiki.text import merge
from wiki.web import in_words


def keys() -> set[str]:
    """Return the words in backticks where Caution lists its keys."""
    said = merge.Caution.__doc__ or ""
    return set(said.split("Keys:")[1].split("`")[1::2])


@pytest.mark.parametrize("key", sorted(keys()))
def test_a_caution_is_told_in_a_sentence(key: str) -> None:
    assert in_words.CAUTIONS[key].endswith((".", "?"))
