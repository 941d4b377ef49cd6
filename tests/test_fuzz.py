"""A small part of `python -m tests.fuzz`: cases hold, and a planted fault is found."""

from __future__ import annotations

import pytest

from tests.fuzz import __main__ as fuzz
from tests.fuzz import comparing
from tests.fuzz.cases import Source
from wiki.text import diff
from wiki.text.diff import Piece


@pytest.fixture(scope="module")
def source() -> Source:
    return Source()


def test_some_cases_hold(source: Source) -> None:
    tried = fuzz.run(source, iter(range(1, 25)), fuzz.PROPERTIES)

    assert not tried.failed
    assert set(tried.held.values()) == {24}


def test_a_case_is_made_from_its_number_alone(source: Source) -> None:
    assert source.case(7) == source.case(7)
    assert source.case(7).raw != source.case(8).raw


def test_a_planted_fault_is_found_made_small_and_told_with_its_number(
    source: Source, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = diff.words

    def forgetful(before: str, after: str) -> list[Piece]:
        pieces = words(before, after)
        return [one for one in pieces if one.op != "insert" or "," not in one.text]

    monkeypatch.setattr(diff, "words", forgetful)

    tried = fuzz.run(source, iter(range(1, 40)), [comparing.comparing])

    told = capsys.readouterr().out
    number = int(told.partition("FAILED comparing, case ")[2].split()[0])
    assert tried.failed["comparing"] > 0
    assert "  ours   ','" in told
    assert fuzz.failure(comparing.comparing, source.case(number))


def test_no_minutes_are_one_case_and_a_failure_is_told_by_the_exit(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fuzz.main(["0", "3"]) == 0
    assert "last case: 3" in capsys.readouterr().out

    monkeypatch.setattr(diff, "words", _silent)

    assert fuzz.main(["0", "3"]) == 1


def _silent(before: str, after: str) -> list[Piece]:
    return [Piece("insert", before + after)]
