"""The story of the demo, played event by event: who did what to which words on which day."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from math import floor
from typing import Any

from sqlalchemy.orm import Session

from wiki.domain import (
    blocks,
    comments,
    decisions,
    editing,
    edits,
    groups,
    outlooks,
    passages,
    proposals,
    releases,
    rounds,
    sections,
    threads,
)
from wiki.domain.edits import StructureEdit
from wiki.domain.groups import Description
from wiki.domain.outlooks import Adjusted, Outlook
from wiki.domain.passages import Passage, Selection
from wiki.models import (
    TAKING,
    Account,
    Comment,
    Contribution,
    Document,
    EditKind,
    Outcome,
    Proposal,
    Section,
    ShownAs,
    Text,
    Thread,
)

Event = Mapping[str, Any]
WORKDAY_BEGINS, WORKDAY = timedelta(hours=8, minutes=30), timedelta(hours=9)


class Story:
    """What has been said so far, by the ids the story gives, and the verbs that go on from there.

    Days count from the date of `at`; their fractions are hours of a working day.
    """

    def __init__(
        self, db: Session, document: Document, people: Mapping[str, Account], at: datetime
    ) -> None:
        self._db = db
        self._document = document
        self._people = people
        self._midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
        self._threads: dict[str, Thread] = {}
        self._proposals: dict[str, Proposal] = {}
        self._comments: dict[str, Comment] = {}
        self._reworded: dict[str, str] = {}

    def tell(self, rows: Sequence[Event]) -> None:
        """Play all events in their order. Raises what the domain refuses."""
        for row in rows:
            (verb,) = row.keys() - {"day", "by"}
            act = getattr(self, f"_{verb}")
            act(row[verb], self._people[row["by"]], self._moment(row["day"]))
            self._db.flush()

    def _release(self, event: Event, by: Account, at: datetime) -> None:
        releases.make(self._db, self._document, event["title"], by=by, at=at)

    def _round(self, event: Event, by: Account, at: datetime) -> None:
        for earlier in rounds.for_document(self._db, self._document):
            if earlier.settled_at is None:
                rounds.settle(self._db, earlier, by=by, at=at - timedelta(days=1))
        rounds.open_round(
            self._db,
            self._document,
            titles={"en": event["title"], **event["titles"]},
            opens_on=self._day(event["opens"]),
            closes_on=self._day(event["closes"]),
            by=by,
            at=at,
        )

    def _group(self, event: Event, by: Account, at: datetime) -> None:
        led_by = [self._people[one].id for one in event["led_by"]]
        said = Description(event["names"], event["purposes"], event["contact"], led_by)
        groups.make(self._db, self._document, said, by=by, at=at)

    def _comment(self, event: Event, by: Account, at: datetime) -> None:
        text = self._text(event)
        thread = threads.open_thread(
            self._db,
            text,
            _passage(text, event),
            event["text"],
            seen=text.head,
            shown_as=ShownAs(event["shown_as"]),
            by=by,
            at=at,
        )
        self._threads[event["id"]] = thread
        said = threads.comments_on(self._db, [thread.id], self._document, viewer=by)
        self._comments[event["id"]] = said[0]

    def _reply(self, event: Event, by: Account, at: datetime) -> None:
        to = self._comments[event["to"]]
        self._react(event, to.contribution, by, at, to=to)

    def _discuss(self, event: Event, by: Account, at: datetime) -> None:
        self._react(event, self._proposals[event["on"]].contribution, by, at)

    def _react(
        self,
        event: Event,
        contribution: Contribution,
        by: Account,
        at: datetime,
        to: Comment | None = None,
    ) -> None:
        self._comments[event["id"]] = comments.reply(
            self._db, contribution, event["text"], shown_as=ShownAs.NAME, by=by, at=at, to=to
        )

    def _propose(self, event: Event, by: Account, at: datetime) -> None:
        text = self._text(event)
        wanted = edits.between(text, text.head, text.source, _reworded(text, event))
        self._submit(event, event["language"], wanted, ShownAs(event["shown_as"]), by, at)
        self._reworded[event["id"]] = event["find"]

    def _structure(self, event: Event, by: Account, at: datetime) -> None:
        if event["action"] == "rename":
            fields = {"titles": {event["language"]: event["title"]}}
            section = self._section(event["section"])
            wanted = StructureEdit(EditKind.RENAME_SECTION, section, fields)
        else:
            after = self._section(event["after"]).id
            fields = {"key": event["key"], "titles": event["titles"], "texts": event["text"]}
            wanted = StructureEdit(EditKind.ADD_SECTION, None, {**fields, "after": after})
        self._submit(event, event.get("language", by.language), wanted, ShownAs.NAME, by, at)

    def _submit(
        self,
        event: Event,
        language: str,
        wanted: edits.WordsEdit | StructureEdit,
        shown_as: ShownAs,
        by: Account,
        at: datetime,
    ) -> None:
        self._proposals[event["id"]] = proposals.submit(
            self._db,
            self._document,
            [wanted],
            language=language,
            why=event["why"],
            shown_as=shown_as,
            by=by,
            at=at,
        )

    def _decide(self, event: Event, by: Account, at: datetime) -> None:
        proposal = self._proposals[event["on"]]
        outcome = Outcome(event["outcome"])
        chosen = frozenset(event["changes"]) if "changes" in event else None
        seen: list[Outlook] = []
        if outcome in TAKING:
            own = self._own_words(proposal, event)
            seen = decisions.outlook(self._db, proposal, chosen=chosen, adjusted=own)
        decisions.decide(
            self._db,
            proposal,
            outcome=outcome,
            reason=event["reason"],
            by=by,
            at=at,
            chosen=chosen,
            seen=seen,
            cautions_read=True,
            joined=self._proposals[event["with"]].contribution if "with" in event else None,
        )

    def _own_words(self, proposal: Proposal, event: Event) -> dict[str, Adjusted] | None:
        """Return the moderator's words in the place of those that the proposal was about."""
        if "words" not in event:
            return None
        (edit,) = proposals.current(proposal).edits
        words = edit.before.replace(self._reworded[event["on"]], event["words"])
        return {
            edit.id: Adjusted(edit.base or 0, edit.first_block or 0, edit.block_count or 0, words)
        }

    def _answer(self, event: Event, by: Account, at: datetime) -> None:
        threads.answer(
            self._db,
            self._threads[event["on"]],
            outcome=Outcome(event["outcome"]),
            reason=event["reason"],
            by=by,
            at=at,
        )

    def _withdraw(self, event: Event, by: Account, at: datetime) -> None:
        proposals.withdraw(self._db, self._proposals[event["on"]], by=by, at=at)

    def _hold(self, event: Event, by: Account, at: datetime) -> None:
        thread = self._threads[event["on"]]
        threads.hold(self._db, thread, reason=event["reason"], by=by, at=at)

    def _edit(self, event: Event, by: Account, at: datetime) -> None:
        text = self._text(event)
        seen = outlooks.onto_head(self._db, text, text.source, _reworded(text, event))
        editing.save(self._db, seen, summary=event["summary"], by=by, at=at)

    def _section(self, key: str) -> Section:
        return sections.find(self._db, self._document, key)

    def _text(self, event: Event) -> Text:
        return sections.find_text(self._db, self._document, event["section"], event["language"])

    def _day(self, day: float) -> date:
        return (self._midnight + timedelta(days=floor(day))).date()

    def _moment(self, day: float) -> datetime:
        whole = floor(day)
        return self._midnight + timedelta(days=whole) + WORKDAY_BEGINS + WORKDAY * (day - whole)


def _passage(text: Text, event: Event) -> Passage:
    """Return the words a comment is about, quoted as a reader sees them, or its whole block."""
    split = blocks.split(text.source)
    if "block" in event:
        (at,) = (n for n, block in enumerate(split) if block.number == event["block"])
        return passages.whole_blocks(split, at, at)
    found = passages.located(split, Selection(0, len(split) - 1, quote=event["passage"]))
    if found.whole_block:
        raise ValueError(f"no such words, or more than once: {event['passage']}")
    return found


def _reworded(text: Text, event: Event) -> str:
    """Return the source with other words in the only place of those to be found."""
    if text.source.count(event["find"]) != 1:
        raise ValueError(f"no such words, or more than once: {event['find']}")
    return text.source.replace(event["find"], event["replace"])
