"""Who may come where: one row for every page and form of the site, written by hand.

A cell is what one group of people meets: `o` open, `s` sent to sign in, `r` refused (403). Whoever
may not read the document meets a page that says it does not exist (404), whatever the row says,
except where it says `O`: open without reading. tests/web/test_guard_table.py holds the site to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wiki.models import Readers

COLUMNS: dict[str, tuple[str, ...]] = {
    "visitor": ("visitor", "ended", "disabled"),
    "outsider": ("otis",),
    "administrator": ("ada",),
    "taking part": ("noor", "joost", "ingrid", "henk"),
    "author": ("bram",),
    "moderator": ("mirjam",),
    "editor who moderates": ("claire",),
    "lead": ("sanne",),
}
"""The letters of a row in order. `ended` holds a sign-in that was ended, `disabled` one of a closed
account with every role; all things of the table are by Bram, the author."""

EVERYBODY = {name for names in COLUMNS.values() for name in names}
SIGNED_OUT = set(COLUMNS["visitor"])

MAY_READ: dict[Readers, set[str]] = {
    Readers.PUBLIC: EVERYBODY,
    Readers.SIGNED_IN: EVERYBODY - SIGNED_OUT,
    Readers.MEMBERS: EVERYBODY - SIGNED_OUT - {"otis", "ada"},
    Readers.GROUPS: {"joost", "ingrid", "mirjam", "claire", "sanne"},
}
MAY_SEE_HELD = {"bram", "mirjam", "claire"}

Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Guard:
    """A row: the letters, the status of an open cell, and the form that is sent."""

    letters: str
    status: int = 200
    fields: Fields | None = None

    def letter(self, person: str) -> str:
        """Return the letter of a person's column."""
        columns = zip(COLUMNS.values(), self.letters, strict=True)
        return next(letter for names, letter in columns if person in names)


def page(letters: str, status: int = 200) -> Guard:
    """Return the row of a page."""
    return Guard(letters, status)


def form(letters: str, fields: Fields | None = None, status: int = 303) -> Guard:
    """Return the row of a form; where it is open, what is sent is done."""
    return Guard(letters, status, fields or {})


REWORDING: Fields = {
    "base": 2,
    "first_block": 0,
    "block_count": 1,
    "words": "We listen, always.",
    "why": "Shorter.",
    "summary": "Shorter.",
    "shown_as": "name",
    "readers": "public",
    "send": "yes",
}
COMMENT: Fields = {"source": "Well said.", "shown_as": "name", "readers": "public"}
OPENING: Fields = {**COMMENT, "seen": 2, "first_block": 0, "last_block": 0, "quote": ""}
REACTION: Fields = {"seen": 2, "block": "none", "kind": "agree"}
PLACEMENT: Fields = {"block": 0, "quote": "", "seen": 2}
HOLD: Fields = {"reason": "It names a colleague."}
ANSWER: Fields = {"outcome": "answered", "reason": "See section 2."}
DECISION: Fields = {"outcome": "not_adopted", "reason": "It says so already.", "save": "yes"}
TOGETHER: Fields = {**ANSWER, "thread": "none", "save": "yes"}
BATCH: Fields = {"proposal": "none", "wording": 1}
RESTORATION: Fields = {"seen": 2, "summary": "As before."}
SECTION: Fields = {
    "kind": "add",
    "after": "start",
    "title-en": "Rest",
    "title-nl": "Rust",
    "words": "We rest.",
    "why": "Needed.",
    "shown_as": "name",
    "readers": "public",
}
TERM: Fields = {
    "kind": "add",
    "term": "rest",
    "seen": "rest",
    "section": "",
    "definition": "Time without work.",
    "why": "Needed.",
    "shown_as": "name",
    "readers": "public",
}
ROUND: Fields = {
    "title_en": "Later",
    "title_nl": "Later",
    "opens_on": "2199-01-01",
    "closes_on": "2199-02-01",
}
GROUP: Fields = {
    "name_en": "Linden",
    "name_nl": "Linde",
    "words_en": "To talk.",
    "words_nl": "Om te praten.",
    "contact": "linden@example.org",
    "facilitators": "none",
    "seen": "",
}
ASKING: Fields = {"purpose": "sign_in", "email": "somebody@example.org"}
MEMBER: Fields = {"held": "facilitator", "roles": "moderator"}
INVITATION: Fields = {"role": "participant", "email": "new@example.org", "language": "nl"}


#                          visitor, outsider, administrator, taking part, author, moderator,
#                          editor who moderates, lead
GUARDS: dict[str, Guard] = {
    "accounts.destroy_other_sign_ins POST": form("sooooooo"),
    "accounts.destroy_sign_in POST": form("sooooooo"),
    "accounts.destroy_sign_ins POST": form("sooooooo"),
    "accounts.show GET": page("sooooooo"),
    "accounts.update_mails POST": form("sooooooo", {"mails": "daily"}),
    "accounts.update_name POST": form("sooooooo", {"name": "Another Name"}),
    "accounts.update_pages POST": form("sooooooo", {"language": "nl", "theme": "dark"}),
    "accounts.update_password POST": form("sooooooo", status=422),
    "answers.create POST": form("srrrroor", TOGETHER, status=409),
    "answers.new GET": page("srrrroor"),
    "approvals.create POST": form("srrrroor", {"stance": "adopt", "seen": 1}),
    "approvals.delete POST": form("srrrroor"),
    "assets.favicon GET": page("oooooooo"),
    "assets.show GET": page("oooooooo"),
    "batches.create POST": form("srrrroor", BATCH, status=422),
    "batches.new GET": page("srrrroor"),
    "checks.index GET": page("srrrrroo"),
    "clauses.edit GET": page("srrrrroo"),
    "clauses.update POST": form("srrrrroo"),
    "comments.create POST": form("srrooooo", COMMENT),
    "comments.create_withdrawal POST": form("srrrorrr"),
    "comments.edit GET": page("srrrorrr"),
    "comments.update POST": form("srrrorrr", COMMENT),
    "contributions.create_withdrawal POST": form("srrrorrr"),
    "contributions.mine GET": page("sooooooo"),
    "credits.show GET": page("oooooooo"),
    "decision_rules.show GET": page("oooooooo"),
    "decision_rules.update POST": form("srrrrrro", {"approvals": 2}),
    "decisions.create POST": form("srrrroor", DECISION),
    "decisions.new GET": page("srrrroor"),
    "documents.index GET": page("oooooooo"),
    "documents.show GET": page("oooooooo"),
    "erasures.create POST": form("sooooooo", status=422),
    "erasures.create_code POST": form("sooooooo"),
    "erasures.new GET": page("sooooooo"),
    "erasures.show GET": page("srrrorrr"),
    "erasures.update POST": form("srrrorrr", status=422),
    "exports.show GET": page("oooooooo"),
    "groups.create POST": form("srrrrrro", GROUP),
    "groups.edit GET": page("srrrrrro"),
    "groups.index GET": page("oooooooo"),
    "groups.new GET": page("srrrrrro"),
    "groups.show GET": page("oooooooo"),
    "groups.update POST": form("srrrrrro", GROUP),
    "health.alive GET": page("oooooooo"),
    "health.ready GET": page("oooooooo"),
    "help.index GET": page("oooooooo"),
    "help.show GET": page("oooooooo"),
    "histories.compare GET": page("oooooooo"),
    "histories.create_restoration POST": form("srrrrroo", RESTORATION),
    "histories.index GET": page("oooooooo"),
    "histories.new_restoration GET": page("srrrrroo"),
    "histories.show GET": page("oooooooo"),
    "holds.create POST": form("srrrroor", HOLD),
    "holds.delete POST": form("srrrroor"),
    "holds.new GET": page("srrrroor"),
    "invitations.create POST": form("srOrrrro", INVITATION),
    "invitations.create_account POST": form("oooooooo", status=422),
    "invitations.create_membership POST": form("sooooooo"),
    "invitations.destroy POST": form("srOrrrro"),
    "invitations.index GET": page("srOrrrro"),
    "invitations.show GET": page("oooooooo"),
    "invitations.update_password POST": form("oooooooo", status=422),
    "lanes.index GET": page("oooooooo"),
    "lanes.show GET": page("oooooooo"),
    "mailed_sign_ins.create POST": form("oooooooo", ASKING),
    "mailed_sign_ins.new GET": page("oooooooo"),
    "mailed_sign_ins.show GET": page("oooooooo"),
    "mailed_sign_ins.show_link GET": page("oooooooo"),
    "mailed_sign_ins.update POST": form("oooooooo", status=422),
    "mailed_sign_ins.update_link POST": form("oooooooo"),
    "members.destroy POST": form("srOrrrro"),
    "members.edit GET": page("srOrrrro"),
    "members.index GET": page("srOrrrro"),
    "members.update POST": form("srOrrrro", MEMBER),
    "own_data.show GET": page("sooooooo"),
    "placements.edit GET": page("srrroooo"),
    "placements.update POST": form("srrroooo", PLACEMENT),
    "preferences.update_keys POST": form("oooooooo", {"keys": "off"}),
    "preferences.update_language POST": form("oooooooo", {"language": "nl"}),
    "preferences.update_theme POST": form("oooooooo", {"theme": "dark"}),
    "proposals.create POST": form("srrooooo", REWORDING),
    "proposals.edit GET": page("srrrorrr"),
    "proposals.new GET": page("srrooooo"),
    "proposals.show GET": page("oooooooo"),
    "proposals.update POST": form("srrrorrr", REWORDING),
    "published.search GET": page("oooooooo"),
    "published.show GET": page("oooooooo"),
    "published.show_block GET": page("oooooooo", 302),
    "queue.index GET": page("srrrrooo"),
    "redlines.create POST": form("srrooooo", REWORDING, status=200),
    "reactions.create POST": form("srrooooo", REACTION),
    "reactions.delete POST": form("srrooooo", {"block": "none"}),
    "reactions.delete_own POST": form("sooooooo", {"text": "none", "block": "none"}),
    "readers.edit GET": page("srrrrrro"),
    "readers.update POST": form("srrrrrro", {"readers": "members"}),
    "redactions.create POST": form(
        "srrrrrro", {"words": "each other", "reason": "Asked.", "understood": "yes"}
    ),
    "redactions.new GET": page("srrrrrro"),
    "redactions.preview POST": form("srrrrrro", {"words": "each other"}, 200),
    "releases.compare GET": page("oooooooo"),
    "releases.create POST": form("srrrrrro", {"title": "Second"}, status=409),
    "releases.index GET": page("oooooooo"),
    "releases.new GET": page("srrrrrro"),
    "releases.show GET": page("oooooooo"),
    "releases.show_block GET": page("oooooooo", 302),
    "rounds.create POST": form("srrrrrro", ROUND),
    "rounds.create_end POST": form("srrrrrro"),
    "rounds.create_settlement POST": form("srrrrrro"),
    "rounds.destroy POST": form("srrrrrro"),
    "rounds.edit GET": page("srrrrrro"),
    "rounds.index GET": page("oooooooo"),
    "rounds.update POST": form("srrrrrro", {**ROUND, "seen": ""}),
    "search.index GET": page("oooooooo"),
    "search.show GET": page("oooooooo"),
    "sections.show GET": page("oooooooo"),
    "sign_ins.create POST": form("oooooooo", status=422),
    "sign_ins.destroy POST": form("oooooooo"),
    "sign_ins.new GET": page("oooooooo"),
    "still_meant.create POST": form("srrrorrr", {"seen": 2}, status=409),
    "structure.create POST": form("srrooooo", SECTION),
    "structure.new GET": page("srrooooo"),
    "supports.create POST": form("srrorooo", {"seen": 1}),
    "supports.delete POST": form("srrorooo"),
    "terms.create POST": form("srrooooo", TERM),
    "terms.index GET": page("oooooooo"),
    "terms.new GET": page("srrooooo"),
    "texts.edit GET": page("srrrrroo"),
    "texts.update POST": form("srrrrroo", REWORDING, status=200),
    "threads.create POST": form("srrooooo", OPENING),
    "threads.create_outcome POST": form("srrrroor", ANSWER),
    "threads.index GET": page("oooooooo"),
    "threads.show GET": page("oooooooo"),
    "undoing.create POST": form("srrrroor", {"reason": "Too soon."}, status=409),
    "undoing.new GET": page("srrrroor", 409),
    "unsubscriptions.create POST": form("oooooooo", status=200),
    "unsubscriptions.show GET": page("oooooooo"),
}
