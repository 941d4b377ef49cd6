"""The tables, one noun a file, without queries (design.md sections 3 and 5).

Importing this package imports every model, so that the metadata is whole.
"""

from wiki.models.account import Account, Attempt, Invitation, Membership, SignIn
from wiki.models.approval import Approval
from wiki.models.base import Base, new_id
from wiki.models.clause import Clause
from wiki.models.contribution import Contribution, PastDecision, Round
from wiki.models.document import Document, Section, Term
from wiki.models.group import Group, GroupFacilitator
from wiki.models.mail import MailedSignIn, Unsubscription
from wiki.models.proposal import (
    AdoptedWords,
    Edit,
    Likeness,
    Proposal,
    StillMeant,
    Support,
    Wording,
)
from wiki.models.reaction import Reaction
from wiki.models.record import Audit, AuditSalt, AuditSeal, Job, Notice, UsedForm
from wiki.models.release import PublishedBlock, Release, ReleaseText
from wiki.models.search import SearchEntry
from wiki.models.speaker import Meeting
from wiki.models.text import Block, Revision, Text
from wiki.models.thread import Anchor, Comment, Placement, Thread
from wiki.models.vocabulary import (
    FOREMOST,
    TAKING,
    ClauseKind,
    ContributionKind,
    Doubt,
    EditKind,
    EntryKind,
    GroupKind,
    MailedFor,
    MailFrequency,
    MeetingKind,
    Outcome,
    ReactionKind,
    Readers,
    Role,
    ShownAs,
    Stance,
    Theme,
    foremost,
)

__all__ = [
    "FOREMOST",
    "TAKING",
    "Account",
    "AdoptedWords",
    "Anchor",
    "Approval",
    "Attempt",
    "Audit",
    "AuditSalt",
    "AuditSeal",
    "Base",
    "Block",
    "Clause",
    "ClauseKind",
    "Comment",
    "Contribution",
    "ContributionKind",
    "Document",
    "Doubt",
    "Edit",
    "EditKind",
    "EntryKind",
    "Group",
    "GroupFacilitator",
    "GroupKind",
    "Invitation",
    "Job",
    "Likeness",
    "MailFrequency",
    "MailedFor",
    "MailedSignIn",
    "Meeting",
    "MeetingKind",
    "Membership",
    "Notice",
    "Outcome",
    "PastDecision",
    "Placement",
    "Proposal",
    "PublishedBlock",
    "Reaction",
    "ReactionKind",
    "Readers",
    "Release",
    "ReleaseText",
    "Revision",
    "Role",
    "Round",
    "SearchEntry",
    "Section",
    "ShownAs",
    "SignIn",
    "Stance",
    "StillMeant",
    "Support",
    "Term",
    "Text",
    "Theme",
    "Thread",
    "Unsubscription",
    "UsedForm",
    "Wording",
    "foremost",
    "new_id",
]
