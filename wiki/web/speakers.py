"""Who something is by, in the words everyone reads. The same for a moderator as for anyone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from wiki.domain.histories import Credit, Step
from wiki.domain.reading import Byline
from wiki.models import Account, Role, ShownAs
from wiki.models.speaker import Spoken
from wiki.web.languages import gettext, language, later

ROLES: dict[Role, str] = {
    Role.LEAD: later("the programme lead"),
    Role.MODERATOR: later("a moderator"),
    Role.EDITOR: later("an editor"),
    Role.FACILITATOR: later("a facilitator"),
    Role.NOTE_TAKER: later("a note-taker"),
    Role.COUNCIL_READER: later("a member of the council"),
    Role.PARTICIPANT: later("a participant"),
    Role.READER: later("a reader"),
}
"""How somebody is named who is shown by a role."""


def shown(said: Spoken | Byline) -> str:
    """Return how the speaker of something is shown: by name, role or group, or as a voice."""
    together = _together(said)
    if together is not None:
        return together
    if said.account_id is None:
        return gettext("a voice") if said.voice_hash else gettext("a former participant")
    if said.shown_as is ShownAs.ROLE:
        return in_role(said.role)
    if isinstance(said, Byline):
        known = said.erased_on is None and said.name
        return known or gettext("a former participant")
    return named(said.account)


def in_role(role: Role | None) -> str:
    """Return how somebody is named who is shown by a role, or has none."""
    return gettext(ROLES[role]) if role else gettext("a colleague")


def brought_by(step: Step) -> str:
    """Return who brought a revision: whoever suggested it, else whoever wrote it."""
    if step.contributions:
        return ", ".join(dict.fromkeys(map(shown, step.contributions)))
    if step.revision.made_by is not None:
        return named(step.revision.made_by)
    return gettext("brought in when the document was set up")


def credited_to(credit: Credit) -> str:
    """Return whose words a stretch of a text holds."""
    if credit.contribution is not None:
        return shown(credit.contribution)
    return brought_by(replace(credit.step, contributions=()))


def named(account: Account | None) -> str:
    """Return the name of an account; one that was erased has none."""
    if account is None or account.erased_on is not None:
        return gettext("a former participant")
    return account.display_name


def group_name(names: Mapping[str, str]) -> str:
    """Return the name of a focus group in the visitor's language, or in the first one it has."""
    return names.get(language()) or next(iter(names.values()), "")


def _together(said: Spoken | Byline) -> str | None:
    """Return the name of the group or meeting that said something."""
    if isinstance(said, Byline):
        return group_name(said.group) if said.group else said.meeting
    if said.group_id is not None and said.group is not None:
        return group_name(said.group.names)
    if said.meeting_id is not None and said.meeting is not None:
        return said.meeting.title
    return None
