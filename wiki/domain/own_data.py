"""All that is kept about one person, for that person (GDPR, articles 15 and 20).

It holds no other people's data. Of a document somebody may not read any more it tells their own
words, not its title or what others said to them there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from wiki.domain import own_decisions
from wiki.domain.permissions import Permission, can
from wiki.models import (
    Account,
    Approval,
    Audit,
    Comment,
    Contribution,
    Document,
    Edit,
    Membership,
    Notice,
    Reaction,
    Revision,
    Section,
    SignIn,
    StillMeant,
    Support,
    Text,
    Wording,
)

Data = Mapping[str, Any]


def of(db: Session, account: Account) -> Data:
    """Return all that is kept about an account, as JSON values.

    Takes a fixed number of queries.
    """
    titles = _titles(db, account)
    return {
        "account": _account(account),
        "roles": [
            {"document": titles.get(document), "role": role.value}
            for document, role in _rows(
                db,
                select(Membership.document_id, Membership.role)
                .where(Membership.account_id == account.id)
                .order_by(Membership.document_id, Membership.role),
            )
        ],
        "sign_ins": _dicts(
            db,
            select(SignIn.began_on, SignIn.last_used_week, SignIn.expires_on)
            .where(SignIn.account_id == account.id)
            .order_by(SignIn.began_on, SignIn.id),
        ),
        "contributions": _contributions(db, account, titles),
        "comments": _comments(db, account, titles),
        "approvals": _approvals(db, account),
        "undone_decisions": own_decisions.undone(db, account),
        "stands_behind": _supports(db, account),
        "reactions": _reactions(db, account, titles),
        "revisions": _revisions(db, account, titles),
        "notices": _dicts(
            db,
            select(Notice.kind, Notice.queued_on, Notice.sent_on)
            .where(Notice.account_id == account.id)
            .order_by(Notice.queued_on, Notice.id),
        ),
        "acts": _dicts(
            db,
            select(Audit.verb, Audit.at)
            .where(Audit.account_id == account.id)
            .order_by(Audit.at, Audit.id),
        ),
    }


def _approvals(db: Session, account: Account) -> Sequence[Data]:
    return _dicts(
        db,
        select(Approval.contribution_id, Approval.wording, Approval.stance, Approval.said_on)
        .where(Approval.account_id == account.id)
        .order_by(Approval.said_on, Approval.contribution_id),
    )


def _supports(db: Session, account: Account) -> Sequence[Data]:
    return _dicts(
        db,
        select(Support.proposal_id, Support.wording, Support.said_on)
        .where(Support.account_id == account.id)
        .order_by(Support.said_on, Support.proposal_id),
    )


def _reactions(db: Session, account: Account, titles: Mapping[str, str]) -> Sequence[Data]:
    query = (
        select(Section.document_id, Text.title, Text.language, Reaction)
        .join(Text, Text.id == Reaction.text_id)
        .join(Section, Section.id == Text.section_id)
        .where(Reaction.account_id == account.id)
        .order_by(Reaction.said_on, Reaction.text_id, Reaction.block_id)
    )
    return [
        {
            "document": titles.get(document),
            "section": title if document in titles else None,
            "language": language,
            "reaction": one.kind.value,
            "to_earlier_words": one.to_earlier_words,
            "said_on": one.said_on.isoformat(),
        }
        for document, title, language, one in _rows(db, query)
    ]


def _account(account: Account) -> Data:
    return {
        "name": account.display_name,
        "mail_address": account.email,
        "language": account.language,
        "look": account.theme.value,
        "mails": account.mails.value,
        "administrator": account.is_administrator,
        "has_password": account.password_hash is not None,
        "created_on": account.created_on.isoformat(),
    }


def _contributions(db: Session, account: Account, titles: Mapping[str, str]) -> Sequence[Data]:
    rows = _rows(
        db,
        select(Contribution, Text.title)
        .outerjoin(
            Text,
            (Text.section_id == Contribution.section_id) & (Text.language == Contribution.language),
        )
        .where(Contribution.account_id == account.id)
        .order_by(Contribution.said_on, Contribution.id),
    )
    wordings, past = _wordings(db, account), own_decisions.past(db, account, titles)
    return [
        _contribution(one, section, titles)
        | {"wordings": wordings.get(one.id, []), "past_decisions": past.get(one.id, [])}
        for one, section in rows
    ]


def _contribution(
    one: Contribution, section: str | None, titles: Mapping[str, str]
) -> dict[str, Any]:
    may_read = one.document_id in titles
    return {
        "id": one.id,
        "kind": one.kind.value,
        "number": one.number,
        "document": titles.get(one.document_id),
        "section": section if may_read else None,
        "language": one.language,
        "shown_as": one.shown_as.value,
        "role": _plain(one.role),
        "said_at": _plain(one.said_at),
        "outcome": _plain(one.outcome),
        "reason": one.reason if may_read else None,
        "decided_at": _plain(one.decided_at),
        "out_of_sight": one.held_at is not None,
    }


def _wordings(db: Session, account: Account) -> Mapping[str, list[Data]]:
    """Return the wordings of somebody's proposals, by proposal."""
    query = (
        select(Wording, Edit, StillMeant)
        .join(Contribution, Contribution.id == Wording.proposal_id)
        .outerjoin(Edit, Edit.wording_id == Wording.id)
        .outerjoin(StillMeant, StillMeant.edit_id == Edit.id)
        .where(Contribution.account_id == account.id)
        .order_by(Wording.proposal_id, Wording.number, Edit.position)
    )
    found: dict[str, list[Data]] = {}
    for wording, edit, asked in _rows(db, query):
        found.setdefault(wording.proposal_id, []).append(
            {
                "wording": wording.number,
                "why": wording.why,
                "kind": _plain(edit.kind) if edit else None,
                "words": edit.after if edit else "",
                "structure": (edit.fields or {}) if edit and edit.text_id is None else {},
                "asked_whether_still_meant_on": _plain(asked.asked_on) if asked else None,
                "still_meant_on": _plain(asked.answered_on) if asked else None,
            }
        )
    return found


def _comments(db: Session, account: Account, titles: Mapping[str, str]) -> Sequence[Data]:
    query = (
        select(Comment, Contribution.document_id)
        .join(Comment.contribution)
        .where(Comment.account_id == account.id)
        .order_by(Comment.said_on, Comment.id)
    )
    return [
        {
            "about": one.contribution_id,
            "document": titles.get(document),
            "words": one.source,
            "shown_as": one.shown_as.value,
            "role": _plain(one.role),
            "said_at": _plain(one.said_at),
            "out_of_sight": one.held_at is not None,
        }
        for one, document in _rows(db, query)
    ]


def _revisions(db: Session, account: Account, titles: Mapping[str, str]) -> Sequence[Data]:
    query = (
        select(Section.document_id, Text.title, Text.language, Revision.number, Revision.summary,
               Revision.made_at)
        .join(Text, Text.id == Revision.text_id)
        .join(Section, Section.id == Text.section_id)
        .where(Revision.made_by_id == account.id)
        .order_by(Revision.made_at, Revision.text_id, Revision.number)
    )  # fmt: skip
    return [
        {
            "document": titles.get(row.document_id),
            "section": row.title if row.document_id in titles else None,
            "language": row.language,
            "number": row.number,
            "summary": row.summary,
            "made_at": _plain(row.made_at),
        }
        for row in _rows(db, query)
    ]


def _titles(db: Session, account: Account) -> Mapping[str, str]:
    """Return the titles of the documents somebody may read, by id."""
    return {
        one.id: one.title_in(account.language)
        for one in db.scalars(select(Document))
        if can(account, Permission.DOCUMENT_READ, one)
    }


def _rows(db: Session, query: Select[*tuple[Any, ...]]) -> Sequence[Row[*tuple[Any, ...]]]:
    return db.execute(query).all()


def _dicts(db: Session, query: Select[*tuple[Any, ...]]) -> Sequence[Data]:
    return [
        {name: _plain(value) for name, value in row._mapping.items()} for row in _rows(db, query)
    ]


def _plain(value: date | datetime | StrEnum | str | None) -> str | None:
    """Return a value as JSON holds it."""
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None else str(value)
