"""Cases labelled by somebody who had not seen the rules, and how the rules do on them."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from wiki.text import merge

FOLDER = Path(__file__).parent.parent / "labelled"
RULES = ("negation", "duty", "number", "name", "term")


class Score(NamedTuple):
    """The share of right warnings among those a rule gives, and among those that are due."""

    precision: float
    recall: float


def cases(name: str) -> list[dict[str, Any]]:
    """Return the cases of a file, without its ending."""
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def scores(listed: Iterable[Mapping[str, Any]]) -> dict[str, Score]:
    """Return how each rule does on cases of the meaning guard; a conflict counts as no warning."""
    right, wrong, missing = Counter[str](), Counter[str](), Counter[str]()
    for case in listed:
        given, due = warnings(case), set(case["expected"])
        right.update(given & due)
        wrong.update(given - due)
        missing.update(due - given)
    return {
        rule: Score(
            right[rule] / max(1, right[rule] + wrong[rule]),
            right[rule] / max(1, right[rule] + missing[rule]),
        )
        for rule in RULES
    }


def warnings(case: Mapping[str, Any]) -> set[str]:
    """Return the rules that warn of the two changes of a case."""
    merged = merge.three_way(
        case["base"],
        case["ours"],
        case["theirs"],
        lang=case["language"],
        terms=tuple(case["terms"]),
        redefined=tuple(redefined(case)),
    )
    if isinstance(merged, merge.Conflicts):
        return set()
    return {caution.key.partition("_")[0] for caution in merged.cautions} & set(RULES)


def redefined(case: Mapping[str, Any]) -> set[str]:
    """Return the terms that a side defines otherwise; capitals and marks make no other meaning."""
    sides = [case[side] for side in ("terms_ours", "terms_theirs") if side in case]
    return {
        term
        for term, meaning in case["terms"].items()
        for side in sides
        if _letters(side.get(term, "")) != _letters(meaning)
    }


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))
