"""Merging real documents: as a line merge where that is clean, and the same in either order."""

from pathlib import Path

from tests import git
from tests.judging import as_the_person
from tests.real import RealDocuments
from wiki.text.merge import Merged, three_way


@git.needed
def test_where_a_line_merge_is_right_so_are_we(real: RealDocuments, tmp_path: Path) -> None:
    clean = alike = cautious = silent = rows = 0
    for row in list(real.rows("merges"))[::3]:
        result = three_way(row["base"], row["ours"], row["theirs"])
        rows += 1
        if isinstance(result, Merged) and not result.cautions:
            silent += not as_the_person(result.text, row["truth"])
        sides = (row[side] for side in ("base", "ours", "theirs"))
        if git.merged(tmp_path, *sides) == row["truth"]:
            clean += 1
            alike += isinstance(result, Merged) and result.text == row["truth"]
            cautious += isinstance(result, Merged) and bool(result.cautions)
    assert clean > 80
    assert alike >= 0.99 * clean
    assert cautious <= 0.02 * clean
    assert silent <= 0.01 * rows


def test_two_proposals_give_one_text_in_either_order(real: RealDocuments) -> None:
    merged = 0
    for row in list(real.rows("parallel"))[::3]:
        one = three_way(row["base"], row["a"], row["b"])
        other = three_way(row["base"], row["b"], row["a"])
        assert type(one) is type(other)
        if isinstance(one, Merged):
            assert one == other
            merged += 1
    assert merged > 100
