"""The fixed words of the tables, as people read them (docs/glossary.md)."""

from __future__ import annotations

from flask import Flask

from wiki import i18n
from wiki.models import Role
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


def init_app(app: Flask) -> None:
    """Give templates the filters `role_name` and `language_name`."""
    app.jinja_env.filters.update(role_name=role_name, language_name=language_name)


def role_name(role: Role) -> str:
    """Return the name of a role in the visitor's language."""
    return gettext(ROLES[role])


def language_name(of: str) -> str:
    """Return the name of a language, as one of a text, in the visitor's language."""
    return i18n.language_name(of, language())
