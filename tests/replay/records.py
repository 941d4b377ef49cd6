"""The adopted-words record, tried on real rivals sent through the forms of the site.

Of one suggestion every other change is taken, of the other one all, where that goes. Then each word
that a taken change brought must be told by the record once, at its place, and no other one.
"""

from __future__ import annotations

import html
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from flask import Flask

from tests import factories
from tests.cast import Cast
from tests.replay.histories import Wrong
from tests.replay.rivals import Pair
from tests.web.browsing import Browser
from wiki.database import Database
from wiki.domain import adopted_words, blocks, decisions, revisions
from wiki.models import Document, Proposal, Text
from wiki.text import tokens

SEAL = re.compile(r'name="seal" value="([^"]*)"')
COUNT = 100
SECTION = "/documents/code/en/sections"


@dataclass
class Told:
    """How many words the record tells, and what became of the suggestions."""

    words: int = 0
    ends: Counter[str] = field(default_factory=Counter)


class Records:
    """A site at which pairs are tried one after the other."""

    def __init__(self, app: Flask, database: Database, cast: Cast) -> None:
        self.database, self.document = database, cast.document
        self.claire, self.sanne, self.mirjam = (
            Browser(app, database).sign_in(one) for one in (cast.claire, cast.sanne, cast.mirjam)
        )
        self.told = Told()

    def try_out(self, pair: Pair, number: int) -> None:
        """Suggest, decide and look into the record. Raises Wrong."""
        key = f"pair-{number}"
        with self.database.write() as db:
            factories.text(db, db.get_one(Document, self.document.id), pair.base, key=key)
        first = self._suggested(self.claire, key, pair.base, pair.first)
        second = self._suggested(self.sanne, key, pair.base, pair.second)
        chance = random.Random(number)  # noqa: S311 - the same changes in every run
        for address, takes_all in ((first, False), (second, True)):
            if address:
                self._decide(address, chance, takes_all=takes_all, name=pair.name)

    def _suggested(self, who: Browser, key: str, base: str, words: str) -> str:
        count = len(blocks.split(base))
        form: dict[str, Any] = {
            "base": "1",
            "first_block": "0",
            "block_count": str(count),
            "words": words,
            "why": "As it was really suggested.",
            "shown_as": "name",
            "readers": "members",
            "send": "yes",
        }
        answer = who.post(f"{SECTION}/{key}/proposals", **form)
        if answer.status_code == 422:  # nothing but the end of the text changes
            self.told.ends["unchanged"] += 1
            return ""
        if answer.status_code != 303:
            raise Wrong(f"{key}: sending ends with {answer.status_code}")
        return str(answer.location)

    def _decide(self, address: str, chance: random.Random, *, takes_all: bool, name: str) -> None:
        number = address.rpartition("/")[2]
        with self.database.read() as db:
            listed = [one.number for one in decisions.changes(db.get_one(Proposal, number))]
        taken = [one for one in listed if takes_all or chance.random() < 0.5] or listed[:1]
        form: dict[str, Any] = {
            "outcome": "adopted",
            "take": taken,
            "reason": "So.",
            "cautions_read": "yes",
        }
        preview = self.mirjam.post(f"{address}/decision", preview="yes", **form)
        seal = SEAL.search(preview.text)
        if seal is None or 'name="save"' not in preview.text:
            self.told.ends["conflict"] += 1
            return
        saved = self.mirjam.post(
            f"{address}/decision", save="yes", seal=html.unescape(seal[1]), **form
        )
        if saved.status_code != 303:
            raise Wrong(f"{name}: saving ends with {saved.status_code}")
        self.told.ends["adopted"] += 1
        self._look(number, set(taken), name)

    def _look(self, number: str, taken: set[int], name: str) -> None:
        """Compare what the record tells with what the taken changes brought."""
        with self.database.read() as db:
            one = db.get_one(Proposal, number)
            brought = {
                change.number: change.change.after
                for change in decisions.changes(one)
                if change.change is not None
            }
            told: dict[int, list[tuple[int, str]]] = {change: [] for change in taken}
            for kept in adopted_words.of_proposal(db, one):
                text = db.get_one(Text, kept.revision.text_id)
                source = revisions.source_at(db, text, kept.revision.number)
                for run in adopted_words.runs_of(kept):
                    words = source[run.start : run.end]
                    if run.change not in taken:
                        raise Wrong(f"{name}: the record tells words of a change that was left")
                    if brought[run.change][run.offset :][: len(words)] != words:
                        raise Wrong(f"{name}: the record tells other words than were suggested")
                    told[run.change].append((run.offset, words))
        for change, runs in told.items():
            if self._has_revision(number) and not _covers(runs, brought[change]):
                raise Wrong(f"{name}: change {change} is told in part, or more than once")
            self.told.words += sum(map(_is_word, tokens.split(brought[change])))

    def _has_revision(self, number: str) -> bool:
        """Tell whether the decision changed the text, rather than find it says so already."""
        with self.database.read() as db:
            return bool(adopted_words.of_proposal(db, db.get_one(Proposal, number)))


def _covers(runs: list[tuple[int, str]], words: str) -> bool:
    """Tell whether runs hold each word once: together they are the words, but for white space."""
    at = 0
    for offset, told in sorted(runs):
        if offset < at or words[at:offset].strip():
            return False
        at = offset + len(told)
    return not words[at:].strip()


def _is_word(token: str) -> bool:
    return any(map(str.isalnum, token))
