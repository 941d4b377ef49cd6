"""The demo's story holds together: it quotes words that stand in the text at that moment."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import yaml

from wiki import paths
from wiki.text import diff, frontmatter

DEMO = paths.content() / "demo"
LINK = re.compile(r"\[([^]]*)\]\([^)]*\)")
OPENING = {"comment", "propose", "structure"}
CLOSING = {"decide", "answer", "withdraw"}

Event = tuple[str, str, dict[str, Any]]
Texts = dict[tuple[str, str], str]


def load(name: str) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.safe_load((DEMO / name).read_text(encoding="utf-8"))
    return loaded


CAST = {person["id"]: person for person in load("cast.yaml")}
STORY = load("story.yaml")


def events() -> list[Event]:
    """Each event as its verb, who did it, and what."""
    return [
        (verb, row["by"], what)
        for row in STORY
        for verb, what in row.items()
        if verb not in {"day", "by"}
    ]


def starter_texts() -> Texts:
    """The words of the starter code by section and language."""
    texts = {}
    for path in (paths.content() / "employee-code").glob("*.md"):
        facts, text = frontmatter.parse(path.read_text(encoding="utf-8"))
        assert facts is not None
        texts[facts.key, facts.language] = text
    return texts


def taken(proposal: dict[str, Any], decision: dict[str, Any]) -> str:
    """The words that a decision puts in the place of those found."""
    match decision["outcome"]:
        case "adopted":
            return str(proposal["replace"])
        case "adopted_in_other_words":
            return str(decision["words"])
        case "adopted_in_part":
            return in_part(proposal["find"], proposal["replace"], decision["changes"])
    raise AssertionError(decision)


def in_part(before: str, after: str, changes: list[int]) -> str:
    """The words with only the numbered changes; neighbouring pieces are one change."""
    result, number, inside = "", 0, False
    for piece in diff.words(before, after):
        number += piece.op != "equal" and not inside
        inside = piece.op != "equal"
        if piece.op == "equal" or (piece.op == "insert") == (number in changes):
            result += piece.text
    return result


def once(text: str, words: str) -> bool:
    return text.count(words) == 1


def test_every_quoted_passage_stands_exactly_once_in_the_text_of_that_moment() -> None:
    texts, proposals = starter_texts(), {}
    for verb, _, what in events():
        place = (what.get("section", ""), what.get("language", ""))
        if verb == "comment" and "passage" in what:
            assert once(LINK.sub(r"\1", texts[place]).replace("**", ""), what["passage"]), what
        if verb in {"propose", "edit"}:
            assert once(texts[place], what["find"]), what
            assert what["find"] != what["replace"]
        if verb == "propose":
            proposals[what["id"]] = what
        if verb == "edit":
            texts[place] = texts[place].replace(what["find"], what["replace"])
        if what.get("on") in proposals and what.get("outcome", "").startswith("adopted"):
            proposal = proposals[what["on"]]
            place = (proposal["section"], proposal["language"])
            assert once(texts[place], proposal["find"]), what
            texts[place] = texts[place].replace(proposal["find"], taken(proposal, what))


def test_a_proposal_taken_in_part_takes_the_summary_and_leaves_the_days() -> None:
    proposal = next(what for _, _, what in events() if what.get("id") == "p8")

    result = in_part(proposal["find"], proposal["replace"], [2])

    assert "three working days" in result
    assert result.endswith("and you get a short summary in writing.")


def test_events_stand_in_the_order_of_their_days() -> None:
    days = [row["day"] for row in STORY]

    assert days == sorted(days)
    assert days[-1] < 0


def test_answers_point_at_something_said_before_by_somebody_else() -> None:
    authors: dict[str, str] = {}
    for verb, by, what in events():
        for about in [what[key] for key in ("on", "to", "with") if key in what]:
            assert about in authors, what
        if verb in {"decide", "answer", "hold"}:
            assert "moderator" in CAST[by]["roles"]
            assert authors[what["on"]] != by
            assert what["reason"]
        if verb == "withdraw":
            assert authors[what["on"]] == by
        if "id" in what:
            assert what["id"] not in authors
            authors[what["id"]] = by


def test_the_first_round_is_answered_before_the_second_opens() -> None:
    waiting: set[str] = set()
    rounds = []
    for verb, _, what in events():
        if verb in OPENING:
            waiting.add(what["id"])
        if verb in CLOSING:
            waiting.remove(what["on"])
        if verb == "round":
            rounds.append(len(waiting))

    assert rounds == [0, 0]
    assert 8 <= len(waiting) <= 12


def test_the_story_shows_every_outcome() -> None:
    outcomes = Counter(what["outcome"] for _, _, what in events() if "outcome" in what)

    assert set(outcomes) == {
        "adopted",
        "adopted_in_part",
        "adopted_in_other_words",
        "joined",
        "not_adopted",
        "answered",
        "passed_on",
    }


def test_the_cast_has_ten_people_and_one_without_a_role() -> None:
    assert len(CAST) == 10
    assert [person["id"] for person in CAST.values() if not person["roles"]] == ["otis"]
    assert sum(bool(person.get("administrator")) for person in CAST.values()) == 1
    assert all(person["email"] == f"{name}@example.org" for name, person in CAST.items())
