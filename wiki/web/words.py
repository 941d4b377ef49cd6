"""The fixed words of the tables, as people read them (docs/glossary.md)."""

from __future__ import annotations

from flask import Flask

from wiki import i18n
from wiki.models import Contribution, ContributionKind, Role
from wiki.web.languages import gettext, language, later

ROLES = {
    Role.READER: later("Reader"),
    Role.PARTICIPANT: later("Participant"),
    Role.FACILITATOR: later("Facilitator"),
    Role.NOTE_TAKER: later("Note-taker"),
    Role.MODERATOR: later("Moderator"),
    Role.EDITOR: later("Editor"),
    Role.LEAD: later("Programme lead"),
    Role.COUNCIL_READER: later("Council reader"),
}

TASKS = {
    Role.READER: later("Reads the text and what is said about it."),
    Role.PARTICIPANT: later("Reads, comments and suggests other words."),
    Role.FACILITATOR: later("Leads meetings; reads, comments and suggests too."),
    Role.NOTE_TAKER: later(
        "Writes down what is said in meetings; reads, comments and suggests too."
    ),
    Role.MODERATOR: later(
        "Answers comments and decides on suggestions, with a reason, and takes out of sight what "
        "should not be seen."
    ),
    Role.EDITOR: later("Changes the text directly, and translates it."),
    Role.LEAD: later(
        "Runs the programme: members, rounds, releases and who may read. Edits the text too."
    ),
    Role.COUNCIL_READER: later("Reads and reacts for the works or university council."),
}
"""What somebody with a role does, in one sentence."""


def init_app(app: Flask) -> None:
    """Give templates filters: `role_name`, `role_task`, `language_name`, `contribution_name`.

    And the function `section_name`.
    """
    app.jinja_env.filters.update(
        role_name=role_name,
        role_task=role_task,
        language_name=language_name,
        contribution_name=contribution_name,
    )
    app.jinja_env.globals["section_name"] = section_name


def role_name(role: Role) -> str:
    """Return the name of a role in the visitor's language."""
    return gettext(ROLES[role])


def role_task(role: Role) -> str:
    """Return what somebody with a role does, in the visitor's language."""
    return gettext(TASKS[role])


def contribution_name(one: Contribution) -> str:
    """Return what a comment or suggestion is called, in the visitor's language."""
    if one.kind is ContributionKind.THREAD:
        return gettext("Comment %(number)s", number=one.number)
    if one.number is None:
        return gettext("Suggestion")
    return gettext("Suggestion %(number)s", number=one.number)


def section_name(number: int, title: str) -> str:
    """Return what a section is called beside the number of something else."""
    return gettext("section %(number)s, %(title)s", number=number, title=title)


def language_name(of: str) -> str:
    """Return the name of a language, as one of a text, in the visitor's language."""
    return i18n.language_name(of, language())
