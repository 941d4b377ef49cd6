"""The tables that set our text core beside others count what they say, on cases of our own."""

from __future__ import annotations

import json
import lzma
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests import git
from tests.bench import anchoring, chaining, differing, identity, merging, rendering, storing
from tests.bench.tables import Aim, Table
from tests.real import RealDocuments
from wiki.text import blocks

BASE = "We greet everyone.\n\nWe listen well.\n\nWe help each other.\n"
LATER = BASE.replace("listen well", "listen and ask")
MOVED = "We help each other.\n\nWe greet everyone.\n\nWe listen well.\n"
FILE = {"repo": "own", "path": "code.md"}
TWO_PLACES = {"a": BASE.replace("greet", "thank"), "b": BASE.replace("help", "support")}
ONE_PLACE = {"a": BASE.replace("greet", "thank"), "b": BASE.replace("greet", "shun")}
EXAMPLES = (
    ("Links", "[we](/we)\n", '<p><a href="/we">we</a></p>\n'),
    ("Links", "[we]()\n", '<p><a href="">we</a></p>\n'),
    ("Lists", "- # we\n", "<ul>\n<li>\n<h1>we</h1>\n</li>\n</ul>\n"),
    ("Lists", "- we\n<b>\n", "<ul>\n<li>we\n<b></li>\n</ul>\n"),
    ("Tabs", "\twe\n", "<pre><code>we\n</code></pre>\n"),
)
ONE_LINE = {"a": BASE.replace("We listen", "All listen"), "b": BASE.replace("well", "long")}


@pytest.fixture
def documents(tmp_path: Path) -> RealDocuments:
    """Give a few small cases in the form of the real ones."""
    truths = (
        (TWO_PLACES, TWO_PLACES["a"].replace("help", "support")),
        (ONE_PLACE, BASE),
        (ONE_LINE, BASE.replace("We listen well", "All listen long")),
    )
    _write(
        tmp_path,
        "merges",
        [{"base": BASE, "ours": s["a"], "theirs": s["b"], "truth": truth} for s, truth in truths],
    )
    _write(tmp_path, "parallel", [{"base": BASE, **sides} for sides, _ in truths])
    _write(
        tmp_path,
        "anchor_texts",
        [{"id": "b", "text": BASE}, {"id": "l", "text": LATER}, {"id": "m", "text": MOVED}],
    )
    _write(
        tmp_path,
        "anchors",
        [
            _case("l", "We greet everyone.", "We greet everyone.", LATER),
            _case("l", "We listen well.", "We listen and ask.", LATER, expected="edited"),
            _case("m", "We help each other.", "We help each other.", MOVED, moved=True),
        ],
    )
    examples = [
        {"section": section, "markdown": markdown, "html": html, "example": number}
        for number, (section, markdown, html) in enumerate(EXAMPLES, start=1)
    ]
    (tmp_path / "commonmark_spec.json").write_text(json.dumps({"examples": examples}))
    grown = [f"{BASE}\n" + "And more words than before. " * count for count in range(4, 26)]
    _write(
        tmp_path,
        "revisions",
        [{**FILE, "rev": rev, "text": text} for rev, text in enumerate(grown)],
    )
    return RealDocuments(tmp_path)


def _write(folder: Path, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    with lzma.open(folder / f"{name}.jsonl.xz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def _case(
    after: str, quote: str, there: str, text: str, *, expected: str = "same", moved: bool = False
) -> dict[str, Any]:
    start, there_start = BASE.index(quote), text.index(there)
    return {
        "before": "b",
        "after": after,
        "start": start,
        "end": start + len(quote),
        "expected": expected,
        "expected_start": there_start,
        "expected_end": there_start + len(there),
        "moved": moved,
        "copies_before": 1,
    }


def _rows(table: Table) -> dict[str, dict[str, str]]:
    """Return the figures of each row by what they are called."""
    return {
        name: dict(zip(table.columns[1:], figures, strict=True)) for name, *figures in table.rows
    }


@git.needed
def test_merges_are_counted_by_what_git_and_the_person_made(documents: RealDocuments) -> None:
    people, sides = merging.tables(documents, 1)

    assert "3, of which git merges 1 as they did and refuses 2" in people.title
    ours, by_git = _rows(people)["ours"], _rows(people)["git merge-file"]
    assert (ours["same as git"], by_git["same as git"]) == ("100.0 %", "100.0 %")
    assert ours["of git's conflicts: solved"] == "50.0 %"
    assert ours["as the person, of solved"] == "100.0 %"
    assert by_git["of git's conflicts: solved"] == "0.0 %"
    assert not people.missed
    assert [_rows(sides)[name]["merged"] for name in ("ours", "git merge-file")] == ["2", "1"]
    assert _rows(sides)["ours"]["same both ways"] == "3"


def test_places_are_judged_by_kind(documents: RealDocuments) -> None:
    by_kind, calibration, meaning = anchoring.tables(documents, 1)

    found = _rows(by_kind)
    assert found["all: ours"]["right"] == "100.0 %"
    assert found["edited: ours"]["cases"] == "1"
    assert found["edited: first exact copy"]["lost"] == "100.0 %"
    assert found["moved: first exact copy"]["right"] == "100.0 %"
    assert sum(int(row["cases"]) for row in _rows(calibration).values()) == 3
    assert not [line for line in (*by_kind.missed, *meaning.missed) if "time" not in line]


def test_blocks_are_judged_by_the_passages_in_them(documents: RealDocuments) -> None:
    (table,) = identity.tables(documents, 1)

    assert [row["right"] for row in _rows(table).values()] == ["1", "1", "1"]
    assert not table.missed


def test_what_left_its_block_is_counted_apart() -> None:
    apart = "We greet everyone who comes in.\n\nWe listen well.\n"
    before, after = blocks.split(apart), blocks.split(apart.replace("\n\n", " "))

    assert identity._why(before, after, 0, 0) == "wrong"
    assert identity._why(before, after, 1, 0) == "left its block"


def test_examples_are_compared_by_what_they_are_made_of(documents: RealDocuments) -> None:
    examples, lists = rendering.tables(documents, 1)

    assert _rows(examples)["Links"] == {"examples": "2", "alike": "50.0 %", "other": "2"}
    assert _rows(examples)["Lists"]["alike"] == "100.0 %"
    assert "raw HTML: 3" in examples.title
    assert not lists.missed


def test_a_chain_is_compared_with_the_direct_step(documents: RealDocuments) -> None:
    (table,) = chaining.tables(documents, 1)

    assert f"{chaining.PASSAGES} in 1 histories" in table.title
    counted = [
        sum(int(figure.split()[0]) for figure in row.values()) for row in _rows(table).values()
    ]
    assert counted == [chaining.PASSAGES, chaining.IN_WIKI]
    assert not table.missed


@git.needed
def test_changed_runs_are_counted_alike_for_all(documents: RealDocuments) -> None:
    (table,) = differing.tables(documents, 1)

    for name, figures in _rows(table).items():
        assert figures["runs"] == "21", name
        assert figures["characters"] == str(21 * len("Andmorewordsthanbefore.")), name


def test_runs_that_git_tells_are_read(tmp_path: Path) -> None:
    told = "--- a\n+++ b\n@@ -1 +1 @@\n We \n-greet\n+thank\n  all\n~\n-gone\n~\n-too\n~\n"

    assert differing._told(told) == [("-", "greet"), ("+", "thank"), ("-", "gonetoo")]


def test_without_git_the_others_are_still_compared(
    documents: RealDocuments, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git, "PROGRAM", None)
    printed = [table for part in (merging, differing) for table in part.tables(documents, 1)]
    printed += storing.tables(documents, 1, count=3)

    assert not any("git" in name for table in printed for name in _rows(table))


@git.needed
def test_a_history_takes_less_room_than_its_texts(documents: RealDocuments) -> None:
    room, past, long = storing.tables(documents, 1, count=40)

    assert "1 of 22 revisions" in room.title
    texts, ours = (_rows(long)[name] for name in ("whole texts", "ours: deltas, every 32nd whole"))
    assert float(ours["KB"]) < float(texts["KB"]) / 5
    assert len(past.rows) == 3


@pytest.mark.parametrize(
    ("aim", "missed"),
    [
        (Aim("right", 99.5, "at least", 99.5), []),
        (Aim("right", 99.4, "at least", 99.5), ["under its aim: right: 99.4 %, at least 99.5 %"]),
        (Aim("time", 5, "at most", 5, "ms"), []),
        (Aim("runs", 5, "fewer than", 5, ""), ["over its limit: runs: 5, fewer than 5"]),
    ],
)
def test_a_missed_aim_is_told(aim: Aim, missed: list[str]) -> None:
    table = Table("what is measured", ("", "ms"), [("ours", "5")], [aim])

    assert table.missed == missed
    assert str(table).startswith("what is measured\n      ms\nours   5\n  ")
