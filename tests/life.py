"""The life of what somebody brings in, drawn as a page of the docs (see tests/guard.py)."""

from __future__ import annotations

from pathlib import Path

from wiki.domain.life import LIFE, Rule, Stage, Step
from wiki.models import Outcome

PAGE = Path(__file__).parent.parent / "docs" / "life.md"

HEAD = """\
# The life of a suggestion

Drawn from `wiki/domain/life.py` by `make guard`; a test compares them. Comments live the same way,
but for drafts and wordings.

A draft lies on the device of whoever writes it and nowhere else. What is open is *in discussion*
once somebody commented on it. Whoever may take which step is told in words in
[permissions](permissions.md). Nobody decides on, holds or undoes what they brought in themselves.
What has its outcome can be taken out of sight too, and keeps it. What is out of sight stays so when
it is decided on, and when its decision is undone: it is held then, not open.
"""

TAIL = """\
An outcome always has a reason. After one, everything stays readable: the wordings, the talk, the
reason, which changes were taken, and the decisions that were undone.
"""


def page() -> str:
    """Return the page in Markdown."""
    return "\n".join((HEAD, _drawing(), _table(), TAIL))


def _drawing() -> str:
    arrows = [
        f"    {before.value} --> {(rule.after or before).value}: {step.value.replace('_', ' ')}"
        for step, rule in LIFE.items()
        for before in Stage
        if before in rule.before and rule.after is not None
    ]
    ends = [f"    {Stage.WITHDRAWN.value} --> [*]", f"    [*] --> {Stage.DRAFT.value}"]
    return "\n".join(["```mermaid", "stateDiagram-v2", *ends, *arrows, "```", ""])


def _table() -> str:
    rows = [_row(step, rule) for step, rule in LIFE.items()]
    outcomes = ", ".join(one.value.replace("_", " ") for one in Outcome if one != "withdrawn")
    head = ["| step | from | to | permission |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *rows, "", f"*Decided* is one of: {outcomes}.", ""])


def _row(step: Step, rule: Rule) -> str:
    before = ", ".join(one.value for one in Stage if one in rule.before)
    after = rule.after.value if rule.after else "stays"
    return f"| {step.value.replace('_', ' ')} | {before} | {after} | `{rule.permission}` |"
