"""People who write as fast as they can until the server goes away, and what they were promised."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.faults.prepared import Part, Prepared
from tests.faults.served import GONE, Answer, Server
from wiki.models import Comment, Contribution, Revision, Wording

KINDS = ("comment", "suggestion", "edit", "decision")
SUGGESTED = 10
"""Suggestions that wait for a decision: more than are decided on before the server is killed."""


@dataclass(frozen=True)
class Promise:
    """Something that was acknowledged: what it was, and words that only it holds."""

    kind: str
    words: str


class Writing:
    """Four people at work on a server; decisions are on a section that nobody edits meanwhile."""

    def __init__(self, server: Server, prepared: Prepared, part: Part, decided: Part) -> None:
        self.server, self.visits, self.part, self.decided = server, prepared.visits, part, decided
        self.promises: list[Promise] = []
        self.strange: list[Answer] = []
        self._enough = threading.Event()
        self._wanted = 0

    def until(self, promised: int) -> None:
        """Write until so many answers came; then the server is killed under their hands."""
        self._wanted = promised
        acts = (self._comment, self._suggest, self._edit, self._decide)
        threads = [threading.Thread(target=self._write, args=(act,)) for act in acts]
        for thread in threads:
            thread.start()
        self._enough.wait(60)
        self.server.kill()
        for thread in threads:
            thread.join()

    def _write(self, act: Callable[[int], tuple[str, str, Answer]]) -> None:
        for number in range(SUGGESTED) if act == self._decide else itertools.count():
            try:
                kind, words, answer = act(number)
            except GONE:
                return
            if answer.is_done:
                self.promises.append(Promise(kind, words))
            elif answer.status not in (200, 409, 422):
                self.strange.append(answer)
            kinds = {promise.kind for promise in self.promises}
            if len(self.promises) >= self._wanted and len(kinds) == len(KINDS):
                self._enough.set()

    def _comment(self, number: int) -> tuple[str, str, Answer]:
        words = f"Remark {number} on {self.part.key}"
        block = self._block(number)
        fields = {"first_block": block, "last_block": block, "seen": 1, "source": words}
        return "comment", words, self._post("noor", "/threads", fields)

    def _suggest(self, number: int) -> tuple[str, str, Answer]:
        why = f"Reason {number} for {self.part.key}"
        fields = self._wording(number % 12, f"Suggested {number} for {self.part.key}.")
        return "suggestion", why, self._post("bram", "/proposals", {**fields, "why": why})

    def _edit(self, number: int) -> tuple[str, str, Answer]:
        summary = f"Edit {number} of {self.part.key}"
        fields = self._wording(12 + number % 12, f"{summary}.")
        path = f"/documents/code/en/sections/{self.part.key}/words"
        given = {**fields, "summary": summary, "form_key": summary}
        return "edit", summary, self.server.post_read(path, self.visits["claire"], given)

    def _decide(self, number: int) -> tuple[str, str, Answer]:
        reason = f"Decision {number} on {self.decided.key}"
        path = f"/documents/code/proposals/{self.decided.suggested[number]}/decision"
        fields = {"outcome": "adopted", "take": 1, "reason": reason, "form_key": reason}
        return "decision", reason, self.server.post_read(path, self.visits["mirjam"], fields)

    def _wording(self, number: int, words: str) -> dict[str, object]:
        return {"base": 1, "first_block": self._block(number), "block_count": 1, "words": words}

    def _block(self, number: int) -> int:
        return self.part.positions[number % len(self.part.positions)]

    def _post(self, who: str, end: str, fields: dict[str, object]) -> Answer:
        path = f"/documents/code/en/sections/{self.part.key}{end}"
        common = {"shown_as": "name", "readers": "public", "send": "yes", "form_key": str(fields)}
        return self.server.post(path, self.visits[who], {**common, **fields})


def broken(db: Session, promises: list[Promise]) -> Iterator[Promise]:
    """Give the promises that the database does not hold exactly once."""
    columns = {
        "comment": Comment.source,
        "suggestion": Wording.why,
        "edit": Revision.summary,
        "decision": Contribution.reason,
    }
    for promise in promises:
        column = columns[promise.kind]
        found = db.scalar(select(func.count()).where(column == promise.words))
        if found != 1 or not _stands(db, promise):
            yield promise


def _stands(db: Session, promise: Promise) -> bool:
    """Tell whether what changed a text is in its history, and there once."""
    if promise.kind not in ("edit", "decision"):
        return True
    made = select(func.count()).where(Revision.summary == promise.words)
    return db.scalar(made) == 1
