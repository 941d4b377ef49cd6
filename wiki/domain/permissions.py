"""Who may do what, as data.

`RULES` maps each permission to alternatives; an alternative is a tuple of predicates that must all
hold. A predicate takes the viewer (an account, whole or as plain values, or None for a visitor) and
the thing, and asks no database: what it needs hangs on the two. An administrator runs the site and
reads nothing by that.
"""

from collections.abc import Callable
from enum import StrEnum

from wiki import models
from wiki.domain.viewers import Viewer
from wiki.errors import NotAllowed, NotFound
from wiki.models import Readers, Role

Thing = models.Base | None
Predicate = Callable[[Viewer, Thing], bool]


class Permission(StrEnum):
    """What a viewer may be allowed to do."""

    DOCUMENT_READ = "document:read"
    DOCUMENT_CREATE = "document:create"
    DOCUMENT_IMPORT = "document:import"
    READERS_SET = "readers:set"
    RULES_SET = "rules:set"
    CONTRIBUTION_READ = "contribution:read"
    THREAD_OPEN = "thread:open"
    REACTION_GIVE = "reaction:give"
    COMMENT_REPLY = "comment:reply"
    COMMENT_EDIT = "comment:edit"
    PLACEMENT_SET = "placement:set"
    PROPOSAL_SUBMIT = "proposal:submit"
    PROPOSAL_REVISE = "proposal:revise"
    PROPOSAL_SUPPORT = "proposal:support"
    CONTRIBUTION_WITHDRAW = "contribution:withdraw"
    CONTRIBUTION_DECIDE = "contribution:decide"
    CONTRIBUTION_HOLD = "contribution:hold"
    QUEUE_READ = "queue:read"
    TEXT_EDIT = "text:edit"
    HISTORY_REDACT = "history:redact"
    RELEASE_MAKE = "release:make"
    ROUND_SETTLE = "round:settle"
    MEMBER_INVITE = "member:invite"
    GROUP_MAKE = "group:make"
    SITE_RUN = "site:run"
    OWN_ACCOUNT = "account:own"


def document_of(thing: Thing) -> models.Document | None:
    """Return the document that a thing belongs to, or None for things of no document."""
    match thing:
        case models.Document():
            return thing
        case models.Section() | models.Contribution() | models.Release() | models.Round():
            return thing.document
        case models.Group():
            return thing.document
        case models.Text():
            return thing.section.document
        case models.Thread() | models.Proposal() | models.Comment() | models.Anchor():
            return thing.contribution.document
        case models.Revision():
            return thing.text.section.document
        case _:
            return None


def spoken_by(thing: Thing) -> str | None:
    """Return the id of the account that said a thing, or None."""
    match thing:
        case models.Contribution() | models.Comment():
            return thing.account_id
        case models.Thread() | models.Proposal() | models.Anchor():
            return thing.contribution.account_id
        case _:
            return None


def holds(*roles: Role) -> Predicate:
    """Return the predicate: the viewer holds one of these roles on the document."""

    def predicate(viewer: Viewer, thing: Thing) -> bool:
        document = document_of(thing)
        if viewer is None or document is None:
            return False
        return not viewer.roles_on(document.id).isdisjoint(roles)

    return predicate


def is_signed_in(viewer: Viewer, thing: Thing) -> bool:
    """Hold for everyone with an account."""
    return viewer is not None


def is_administrator(viewer: Viewer, thing: Thing) -> bool:
    """Hold for those who run the site."""
    return viewer is not None and viewer.is_administrator


def is_author(viewer: Viewer, thing: Thing) -> bool:
    """Hold for the account that said the thing."""
    return viewer is not None and spoken_by(thing) == viewer.id


def is_not_author(viewer: Viewer, thing: Thing) -> bool:
    """Hold for everyone but the account that said the thing."""
    return not is_author(viewer, thing)


def is_readable(viewer: Viewer, thing: Thing) -> bool:
    """Hold where the document says that this viewer may read it."""
    document = document_of(thing)
    if document is None:
        return False
    match document.readers:
        case Readers.PUBLIC:
            return True
        case Readers.SIGNED_IN:
            return viewer is not None
        case Readers.MEMBERS:
            return viewer is not None and bool(viewer.roles_on(document.id))
        case Readers.GROUPS:
            return works_on_it(viewer, document)


def may_be_held(thing: Thing) -> tuple[models.Contribution | models.Comment, ...]:
    """Return what can put a thing out of sight: itself, and what it was said in."""
    match thing:
        case models.Comment():
            return thing, thing.contribution
        case models.Contribution():
            return (thing,)
        case models.Thread() | models.Proposal() | models.Anchor():
            return (thing.contribution,)
        case _:
            return ()


def is_not_held(viewer: Viewer, thing: Thing) -> bool:
    """Hold for what is not out of sight."""
    return all(one.held_at is None for one in may_be_held(thing))


def is_in_sight(viewer: Viewer, thing: Thing) -> bool:
    """Hold for what is not out of this viewer's sight; authors and moderators see what is held.

    A comment is in sight where what it was said in is, too.
    """
    return all(
        one.held_at is None or is_author(viewer, one) or moderates(viewer, one)
        for one in may_be_held(thing)
    )


WORKING = (Role.FACILITATOR, Role.NOTE_TAKER, Role.MODERATOR, Role.EDITOR, Role.LEAD)

works_on_it = holds(*WORKING)
moderates = holds(Role.MODERATOR)
edits = holds(Role.EDITOR, Role.LEAD)
leads = holds(Role.LEAD)
takes_part = holds(
    Role.PARTICIPANT,
    Role.FACILITATOR,
    Role.NOTE_TAKER,
    Role.MODERATOR,
    Role.EDITOR,
    Role.LEAD,
    Role.COUNCIL_READER,
)

RULES: dict[Permission, tuple[tuple[Predicate, ...], ...]] = {
    Permission.DOCUMENT_READ: ((is_readable,),),
    Permission.DOCUMENT_CREATE: ((is_administrator,),),
    Permission.DOCUMENT_IMPORT: ((leads,),),
    Permission.READERS_SET: ((leads,),),
    Permission.RULES_SET: ((leads,),),
    Permission.CONTRIBUTION_READ: ((is_readable, is_in_sight),),
    Permission.THREAD_OPEN: ((is_readable, takes_part),),
    Permission.REACTION_GIVE: ((is_readable, takes_part),),
    Permission.COMMENT_REPLY: ((is_readable, takes_part, is_not_held), (moderates,)),
    Permission.COMMENT_EDIT: ((is_readable, is_author),),
    Permission.PLACEMENT_SET: ((is_readable, is_author), (moderates,), (edits,)),
    Permission.PROPOSAL_SUBMIT: ((is_readable, takes_part),),
    Permission.PROPOSAL_REVISE: ((is_readable, is_author),),
    Permission.PROPOSAL_SUPPORT: ((is_readable, takes_part, is_not_held, is_not_author),),
    Permission.CONTRIBUTION_WITHDRAW: ((is_readable, is_author),),
    Permission.CONTRIBUTION_DECIDE: ((moderates, is_not_author),),
    Permission.CONTRIBUTION_HOLD: ((moderates, is_not_author),),
    Permission.QUEUE_READ: ((moderates,), (edits,)),
    Permission.TEXT_EDIT: ((edits,),),
    Permission.HISTORY_REDACT: ((leads,),),
    Permission.RELEASE_MAKE: ((leads,),),
    Permission.ROUND_SETTLE: ((leads,),),
    Permission.MEMBER_INVITE: ((leads,), (is_administrator,)),
    Permission.GROUP_MAKE: ((leads,),),
    Permission.SITE_RUN: ((is_administrator,),),
    Permission.OWN_ACCOUNT: ((is_signed_in,),),
}


def can(viewer: Viewer, permission: Permission, thing: Thing = None) -> bool:
    """Tell whether a viewer may do something with a thing."""
    if viewer is not None and viewer.disabled_at is not None:
        return False
    return any(
        all(predicate(viewer, thing) for predicate in alternative)
        for alternative in RULES[permission]
    )


def sees(viewer: Viewer, thing: Thing) -> bool:
    """Tell whether a viewer may know that a thing of a document exists."""
    if isinstance(thing, models.Contribution | models.Thread | models.Proposal | models.Comment):
        return can(viewer, Permission.CONTRIBUTION_READ, thing)
    return document_of(thing) is None or can(viewer, Permission.DOCUMENT_READ, thing)


def require(viewer: Viewer, permission: Permission, thing: Thing = None) -> None:
    """Refuse with NotFound what the viewer may not see, with NotAllowed what they may not do."""
    if can(viewer, permission, thing):
        return
    if not sees(viewer, thing):
        raise NotFound
    raise NotAllowed(permission.value)
