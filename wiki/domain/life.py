"""The life of what somebody brings in: its stages, the steps between them, and who may take them.

This is the one place that says so; docs/life.md is drawn from it. A step asks here first. Where two
take one at the same moment, the database tells who was first (see contributions.py).
"""

from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from wiki.domain.permissions import Permission, require
from wiki.domain.viewers import Viewer
from wiki.errors import AlreadyDecided, Stale
from wiki.models import Contribution, Outcome, Proposal, Thread

AT_ONCE = timedelta(minutes=1)
"""How long what a moderator did is taken back without more."""

OFFERED = timedelta(seconds=30)
"""How long a page offers that, once it is open; one opened later than that offers it no more."""


class Stage(StrEnum):
    """Where something stands. What is held is open too, but out of sight."""

    DRAFT = "draft"
    OPEN = "open"
    HELD = "held"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What somebody can do with it."""

    SUBMIT = "submit"
    REWORD = "reword"
    CONFIRM = "confirm"
    SUPPORT = "support"
    APPROVE = "approve"
    DISCUSS = "discuss"
    HOLD = "hold"
    PUT_BACK = "put_back"
    DECIDE = "decide"
    WITHDRAW = "withdraw"
    UNDO = "undo"


class Rule(NamedTuple):
    """From which stages a step leads to which one, and the permission it takes.

    Where it leads to none, the stage stays.
    """

    permission: Permission
    before: frozenset[Stage]
    after: Stage | None = None


_WAITING = frozenset({Stage.OPEN, Stage.HELD})

LIFE: dict[Step, Rule] = {
    Step.SUBMIT: Rule(Permission.PROPOSAL_SUBMIT, frozenset({Stage.DRAFT}), Stage.OPEN),
    Step.DISCUSS: Rule(Permission.COMMENT_REPLY, frozenset({Stage.OPEN})),
    Step.REWORD: Rule(Permission.PROPOSAL_REVISE, _WAITING),
    Step.CONFIRM: Rule(Permission.PROPOSAL_REVISE, _WAITING),
    Step.SUPPORT: Rule(Permission.PROPOSAL_SUPPORT, frozenset({Stage.OPEN})),
    Step.APPROVE: Rule(Permission.CONTRIBUTION_DECIDE, _WAITING),
    Step.HOLD: Rule(Permission.CONTRIBUTION_HOLD, frozenset({Stage.OPEN}), Stage.HELD),
    Step.PUT_BACK: Rule(Permission.CONTRIBUTION_HOLD, frozenset({Stage.HELD}), Stage.OPEN),
    Step.DECIDE: Rule(Permission.CONTRIBUTION_DECIDE, _WAITING, Stage.DECIDED),
    Step.WITHDRAW: Rule(Permission.CONTRIBUTION_WITHDRAW, _WAITING, Stage.WITHDRAWN),
    Step.UNDO: Rule(Permission.CONTRIBUTION_DECIDE, frozenset({Stage.DECIDED}), Stage.OPEN),
}


def stage_of(contribution: Contribution) -> Stage:
    """Return where a contribution stands."""
    if contribution.outcome is Outcome.WITHDRAWN:
        return Stage.WITHDRAWN
    if contribution.outcome is not None:
        return Stage.DECIDED
    return Stage.OPEN if contribution.held_at is None else Stage.HELD


def begin(step: Step, thing: Contribution | Proposal | Thread, *, by: Viewer) -> None:
    """Let somebody take a step, as far as it is known yet.

    Refuses as permissions.require; with AlreadyDecided what has its outcome, and with Stale what
    has none yet to undo.
    """
    rule = LIFE[step]
    require(by, rule.permission, thing)
    contribution = thing if isinstance(thing, Contribution) else thing.contribution
    if stage_of(contribution) in rule.before:
        return
    if contribution.outcome is None or step is Step.UNDO:
        raise Stale("nothing_to_undo" if step is Step.UNDO else "text_moved_on")
    raise AlreadyDecided("already_decided", outcome=contribution.outcome)
