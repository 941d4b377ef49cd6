"""The fixed words stored in tables: one word, one meaning (docs/glossary.md)."""

from collections.abc import Collection
from enum import StrEnum


class Role(StrEnum):
    """What someone is to a document; one person may hold several."""

    READER = "reader"
    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"
    NOTE_TAKER = "note_taker"
    MODERATOR = "moderator"
    EDITOR = "editor"
    LEAD = "lead"
    COUNCIL_READER = "council_reader"


FOREMOST = (
    Role.LEAD,
    Role.MODERATOR,
    Role.EDITOR,
    Role.FACILITATOR,
    Role.NOTE_TAKER,
    Role.COUNCIL_READER,
    Role.PARTICIPANT,
    Role.READER,
)
"""The roles in the order in which somebody with several is known."""


def foremost(held: Collection[Role]) -> Role | None:
    """Return the role by which somebody who holds these is known, or None."""
    return next((role for role in FOREMOST if role in held), None)


class Readers(StrEnum):
    """Who may read a document."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    MEMBERS = "members"
    GROUPS = "groups"


class ShownAs(StrEnum):
    """Under what a contribution appears to everyone."""

    NAME = "name"
    ROLE = "role"
    GROUP = "group"
    NOBODY = "nobody"


class ContributionKind(StrEnum):
    """What somebody brought in."""

    THREAD = "thread"
    PROPOSAL = "proposal"
    CARD = "card"


class Outcome(StrEnum):
    """What happened with a contribution; every one of them comes with a reason."""

    ADOPTED = "adopted"
    ADOPTED_IN_PART = "adopted_in_part"
    ADOPTED_IN_OTHER_WORDS = "adopted_in_other_words"
    JOINED = "joined"
    NOT_ADOPTED = "not_adopted"
    ANSWERED = "answered"
    PASSED_ON = "passed_on"
    WITHDRAWN = "withdrawn"


TAKING = frozenset({Outcome.ADOPTED, Outcome.ADOPTED_IN_PART, Outcome.ADOPTED_IN_OTHER_WORDS})
"""The outcomes that change a text or the structure."""


class EditKind(StrEnum):
    """What an edit changes: the words of a text, the structure of a document, or its terms."""

    WORDS = "words"
    ADD_SECTION = "add_section"
    REMOVE_SECTION = "remove_section"
    RENAME_SECTION = "rename_section"
    MOVE_SECTION = "move_section"
    ADD_TERM = "add_term"
    CHANGE_TERM = "change_term"
    REMOVE_TERM = "remove_term"


class Stance(StrEnum):
    """What somebody who may decide agrees with."""

    ADOPT = "adopt"
    DECLINE = "decline"


class Doubt(StrEnum):
    """Why a suggestion may no longer say what its author means: how others' words meet it."""

    CAUTION = "caution"
    CONFLICT = "conflict"


class ClauseKind(StrEnum):
    """What a block of a text is to the code."""

    VALUE = "value"
    DESIRED_BEHAVIOUR = "desired_behaviour"
    UNACCEPTABLE_BEHAVIOUR = "unacceptable_behaviour"
    PROCEDURE = "procedure"
    EXAMPLE = "example"


class ReactionKind(StrEnum):
    """What one can say of a block without writing, in the order it is always shown in."""

    AGREE = "agree"
    UNCLEAR = "unclear"
    MISSING = "missing"
    DISAGREE = "disagree"


class EntryKind(StrEnum):
    """What a search entry repeats: of a text its title or a block, or of what people brought in."""

    TITLE = "title"
    BLOCK = "block"
    COMMENT = "comment"
    WORDING = "wording"
    WHY = "why"
    REASON = "reason"


class GroupKind(StrEnum):
    """An open focus group has a list of members; a closed one keeps none."""

    OPEN = "open"
    CLOSED = "closed"


class MeetingKind(StrEnum):
    """The kinds of gathering the programme holds."""

    DIALOGUE_TABLE = "dialogue_table"
    FOCUS_GROUP = "focus_group"
    THEME = "theme"
    CONFERENCE = "conference"


class MailFrequency(StrEnum):
    """How often somebody gets mail about what they brought in."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    NEVER = "never"


class MailedFor(StrEnum):
    """What is mailed for: to sign in, to choose another password too, or to leave for good."""

    SIGN_IN = "sign_in"
    PASSWORD = "password"  # noqa: S105 - a word, no secret
    ERASURE = "erasure"


class Theme(StrEnum):
    """How pages look: as the device says, light or dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
