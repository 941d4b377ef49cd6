"""Names that look alike are known by their looks, and others stay apart."""

from __future__ import annotations

import pytest

from wiki.text import alike


@pytest.mark.parametrize(
    "other",
    [
        "SANNE  hoekstra",
        "Sanné Hoekstra",
        "S\u0430nne Hoekstra",
        "Sanne H\u03bfekstra",
        "Sanne Hoekstra.",
        "Sanne\u00a0Hoekstra",
        "San\u200bne Hoekstra",
        "San\u3164ne Hoekstra",
        "\uff33anne Hoekstra",
        "\U0001d412anne Hoekstra",
        "Sanne H0ekstra",
        "Sa\u0323nne Hoekstra",
    ],
)
def test_one_name_in_other_characters_looks_the_same(other: str) -> None:
    assert alike.looks(other) & alike.looks("Sanne Hoekstra")


@pytest.mark.parametrize(
    ("one", "other"), [("Iris Bernard", "lris Bemard"), ("Willem", "VVillem"), ("Ali", "AlI")]
)
def test_letters_that_many_fonts_draw_alike_look_the_same(one: str, other: str) -> None:
    assert alike.looks(one) & alike.looks(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ella", "Elia"),
        ("Jan Jansen", "Jan Jansen (Law)"),
        ("Иван Петров", "Иван Попов"),
        ("कि", "कु"),
        ("山田", "山口"),
        ("🐻", "🐼"),
    ],
)
def test_names_that_differ_to_the_eye_stay_apart(one: str, other: str) -> None:
    assert not alike.looks(one) & alike.looks(other)


def test_what_nobody_sees_is_found() -> None:
    assert alike.unseen("No\u200bor\u3164") == "\u200b\u3164"
    assert alike.unseen("Zoë de Wit-O’Brien") == ""
