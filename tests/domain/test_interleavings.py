"""Whatever five people do to one text in whichever order, nobody's words get lost.

Each word that somebody suggested is in the text, in a suggestion that is open, or in one that has
its outcome with a reason; and the record tells of each adopted word where it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import (
    adopted_words,
    batches,
    composing,
    decisions,
    proposals,
    revisions,
    still_meant,
    texts,
    undoing,
)
from wiki.domain.composing import Composition, Pick
from wiki.domain.life import Stage, stage_of
from wiki.errors import Refusal
from wiki.models import Account, AdoptedWords, Outcome, PastDecision, Proposal, Revision, Text

LINES = ("We answer mails.", "Nobody shouts.", "All are welcome.", "We ask before we judge.")
SOURCE = "\n\n".join(LINES) + "\n"

people = st.integers(0, 2)
place = st.integers(0, 3)
which = st.integers(0, 5)
acts = st.lists(
    st.one_of(
        st.tuples(st.just("suggest"), people, place),
        st.tuples(st.just("suggest twice"), people, place),
        st.tuples(st.just("reword"), which, place),
        st.tuples(st.just("edit"), people, place),
        st.tuples(st.just("adopt"), which, place),
        st.tuples(st.just("adopt in part"), which, place),
        st.tuples(st.just("decline"), which, place),
        st.tuples(st.just("together"), which, which),
        st.tuples(st.just("withdraw"), which, place),
        st.tuples(st.just("confirm"), which, place),
        st.tuples(st.just("undo"), which, place),
    ),
    min_size=4,
    max_size=10,
)


class Table:
    """Five people at one text: three who suggest, and two who decide."""

    def __init__(self, db: Session, cast: Cast, text: Text) -> None:
        self.db, self.cast, self.text = db, cast, text
        self.authors = (cast.noor, cast.bram, cast.tomasz)
        self.made: list[tuple[Proposal, list[str]]] = []
        self.at = factories.AT
        self.words = 0

    def act(self, name: str, first: int, second: int) -> None:
        """Do one thing, all or nothing; what is refused changes nothing."""
        self.at += timedelta(minutes=1)
        do: Callable[[int, int], None] = getattr(self, f"_{name.replace(' ', '_')}")
        before = len(self.made)
        tried = self.db.begin_nested()
        try:
            do(first, second)
            self.db.flush()
            tried.commit()
        except Refusal:
            tried.rollback()
            del self.made[before:]

    def _new_word(self) -> str:
        self.words += 1
        return f"word{self.words}x"

    def _lines(self) -> list[str]:
        return [line for line in self.text.source.split("\n\n") if line.strip()]

    def _with(self, places: tuple[int, ...]) -> tuple[str, list[str]]:
        """Return the text with a new word in some lines, and these words."""
        lines, said = self._lines(), []
        for one in places:
            said.append(self._new_word())
            at = one % len(lines)
            words = lines[at].rstrip("\n").split(" ")
            words.insert(1 + self.words % len(words), said[-1])
            lines[at] = " ".join(words)
        return "\n\n".join(line.rstrip("\n") for line in lines) + "\n", said

    def _suggest(self, who: int, place: int, *others: int) -> None:
        wanted, said = self._with((place, *others))
        edit = factories.edits.between(self.text, self.text.head, self.text.source, wanted)
        one = factories.proposal(
            self.db, self.text, by=self.authors[who], wanted=[edit], at=self.at
        )
        self.made.append((one, said))

    def _suggest_twice(self, who: int, place: int) -> None:
        self._suggest(who, place, place + 2)

    def _reword(self, number: int, place: int) -> None:
        one, said = self._one(number)
        wanted, fresh = self._with((place,))
        edit = factories.edits.between(self.text, self.text.head, self.text.source, wanted)
        by = self.db.get_one(Account, one.contribution.account_id)
        proposals.revise(self.db, one, [edit], why="", by=by, at=self.at)
        said[:] = fresh

    def _edit(self, _who: int, place: int) -> None:
        wanted, _ = self._with((place,))
        prepared = texts.prepare(self.db, self.text, wanted)
        texts.revise(self.db, self.text, prepared, by=self.cast.claire, at=self.at)

    def _adopt(self, number: int, _place: int) -> None:
        one, _ = self._one(number)
        self._decide(one, Outcome.ADOPTED, None)

    def _adopt_in_part(self, number: int, _place: int) -> None:
        one, _ = self._one(number)
        self._decide(one, Outcome.ADOPTED_IN_PART, frozenset({1}))

    def _decide(self, one: Proposal, outcome: Outcome, chosen: frozenset[int] | None) -> None:
        decisions.decide(
            self.db,
            one,
            outcome=outcome,
            chosen=chosen,
            reason="Because.",
            seen=decisions.outlook(self.db, one, chosen=chosen),
            cautions_read=True,
            by=self.cast.mirjam,
            at=self.at,
        )

    def _decline(self, number: int, _place: int) -> None:
        one, _ = self._one(number)
        decisions.decide(
            self.db,
            one,
            outcome=Outcome.NOT_ADOPTED,
            reason="Because.",
            by=self.cast.mirjam,
            at=self.at,
        )

    def _together(self, first: int, second: int) -> None:
        chosen = {self._one(number)[0].id: self._one(number)[0] for number in (first, second)}
        picks = [Pick(one, Outcome.ADOPTED, "Because.") for one in chosen.values()]
        seen: list[Composition] = composing.compose(self.db, picks)
        batches.decide(
            self.db,
            picks,
            reason="Because.",
            seen=seen,
            cautions_read=True,
            by=self.cast.mirjam,
            at=self.at,
        )

    def _withdraw(self, number: int, _place: int) -> None:
        one, _ = self._one(number)
        by = self.db.get_one(Account, one.contribution.account_id)
        proposals.withdraw(self.db, one, by=by, at=self.at)

    def _confirm(self, number: int, _place: int) -> None:
        one, _ = self._one(number)
        by = self.db.get_one(Account, one.contribution.account_id)
        asked = still_meant.of(self.db, [one.id]).get(one.id)  # most are asked nothing
        still_meant.confirm(self.db, one, seen=asked.numbers if asked else (), by=by, at=self.at)

    def _undo(self, number: int, _place: int) -> None:
        one, _ = self._one(number, Stage.DECIDED)
        seen = undoing.prepare(self.db, one.contribution, by=self.cast.claire)
        undoing.undo(
            self.db,
            one.contribution,
            reason="Too soon.",
            seen=seen,
            cautions_read=True,
            by=self.cast.claire,
            at=self.at,
        )

    def _one(self, number: int, stage: Stage = Stage.OPEN) -> tuple[Proposal, list[str]]:
        """Return one of those at a stage, since the others would only be refused."""
        found = [one for one in self.made if stage_of(one[0].contribution) is stage]
        if not found:
            raise Refusal("nothing")
        return found[number % len(found)]


@given(acts)
@settings(
    max_examples=50,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_nobodys_words_get_lost(db: Session, cast: Cast, done: list[tuple[str, int, int]]) -> None:
    check(db, cast, done)


@pytest.mark.sweep("core")
@given(acts)
@settings(
    max_examples=1_000,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_nobodys_words_get_lost_in_many_orders(
    db: Session, cast: Cast, done: list[tuple[str, int, int]]
) -> None:
    check(db, cast, done)


def check(db: Session, cast: Cast, done: list[tuple[str, int, int]]) -> None:
    """Do these things to a text of its own, and look whether all that was said is somewhere."""
    tried = db.begin_nested()
    try:
        table = Table(db, cast, factories.text(db, cast.document, SOURCE))
        for who in range(3):
            table.act("suggest twice", who, who)
        for act in done:
            table.act(*act)
        every_word_is_somewhere(db, table)
        every_run_is_where_it_says(db, table.text)
    finally:
        tried.rollback()
        db.expire_all()


def every_word_is_somewhere(db: Session, table: Table) -> None:
    for one, said in table.made:
        contribution = one.contribution
        wanted = "".join(edit.after for edit in proposals.current(one).edits)
        assert all(word in wanted for word in said)
        if contribution.outcome is None:
            assert contribution.reason == ""
            continue
        if contribution.outcome is Outcome.WITHDRAWN:
            continue
        assert contribution.reason
        if contribution.outcome is Outcome.ADOPTED:
            found = adopted(db, one)
            assert all(any(word in words for words in found) for word in said)
    for past in db.scalars(select(PastDecision)):
        assert past.reason


def adopted(db: Session, one: Proposal) -> list[str]:
    """Return the words that the decision on a suggestion brought, or that stood there already."""
    decided = one.contribution.decided_at
    found = []
    for kept in adopted_words.of_proposal(db, one):
        if kept.revision.made_at == decided:
            source = revisions.source_at(db, kept.revision.text, kept.revision.number)
            found += [source[run.start : run.end] for run in adopted_words.runs_of(kept)]
    return found


def every_run_is_where_it_says(db: Session, text: Text) -> None:
    query = (
        select(AdoptedWords)
        .join(Revision, Revision.id == AdoptedWords.revision_id)
        .where(Revision.text_id == text.id)
    )
    for kept in db.scalars(query):
        source = revisions.source_at(db, text, kept.revision.number)
        for run in adopted_words.runs_of(kept):
            assert 0 <= run.start < run.end <= len(source)
    assert revisions.damaged(db, text) == []
