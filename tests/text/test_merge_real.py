"""Merging real documents: as a line merge where that is clean, and the same in either order."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.real import RealDocuments
from wiki.text.merge import Merged, three_way


def by_lines(folder: Path, row: dict[str, Any]) -> str | None:
    """Give what git makes of a merge, None where it sees a conflict."""
    for side in ("ours", "base", "theirs"):
        (folder / side).write_text(row[side], encoding="utf-8", newline="")
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")
    command = [git, "merge-file", "-p", "ours", "base", "theirs"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    return done.stdout.decode() if done.returncode == 0 else None


def test_where_a_line_merge_is_right_so_are_we(real: RealDocuments, tmp_path: Path) -> None:
    clean = alike = cautious = silent = rows = 0
    for row in list(real.rows("merges"))[::3]:
        result = three_way(row["base"], row["ours"], row["theirs"])
        rows += 1
        if isinstance(result, Merged) and not result.cautions:
            silent += result.text.split() != row["truth"].split()
        if by_lines(tmp_path, row) == row["truth"]:
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
