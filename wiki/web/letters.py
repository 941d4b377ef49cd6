"""What our mails say, in the language of whoever gets them.

No mail holds words that people wrote, nor a reason: what is taken back or redacted here could not
be taken back there. Of what was brought in under a role, or in a document for few, a mail says only
that there is news. Subjects say nothing about anybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from wiki.domain import mailed_sign_ins
from wiki.models import (
    Account,
    Contribution,
    ContributionKind,
    Document,
    Invitation,
    MailedFor,
    MailedSignIn,
    Notice,
    Readers,
    ShownAs,
    new_id,
)
from wiki.web import requests, words
from wiki.web.addresses import page_of, url_for
from wiki.web.languages import day, gettext, later, speaking

IN_A_GROUP = 4
"""Digits of a code that stand together."""

NEWS: dict[str, str] = {
    "outcome": later("%(it)s has its answer."),
    "reply": later("Somebody replied to: %(it)s."),
    "still_meant": later("The text changed around: %(it)s. Is it still what you mean?"),
    "supported": later("A suggestion that you stand behind has its answer."),
    "approval_void": later("A suggestion that you gave your view on has a new wording."),
    "approval_reopened": later(
        "The decision on a suggestion that you gave your view on was undone. You are asked anew."
    ),
    "support_reopened": later(
        "The decision on a suggestion that you stand behind was undone, so it is open again."
    ),
    "reopened": later("The decision on it was undone, so it is open again: %(it)s."),
    "held": later("%(it)s is out of sight for now. You can read why."),
}
"""What happened with something, by the kind of notice."""

_BEHIND = later("There is news about something you stand behind.")
_VIEWED = later("There is news about something you gave your view on.")
OF_OTHERS: dict[str, str] = {
    "supported": _BEHIND,
    "support_reopened": _BEHIND,
    "approval_void": _VIEWED,
    "approval_reopened": _VIEWED,
}
"""What is said of something confidential that others brought in, by the kind of notice."""

Told = tuple[Notice, Contribution]


class Part(NamedTuple):
    """A paragraph, or with an address a link."""

    words: str
    href: str = ""
    is_code: bool = False


class Letter(NamedTuple):
    """A mail: its receiver, its words, why they get it, and where such mails can be ended.

    `number` is the same for the same mail, written again.
    """

    number: str
    to: str
    language: str
    subject: str
    parts: tuple[Part, ...]
    about: str
    unsubscribe: str = ""


def absolute(path: str) -> str:
    """Return the whole address of a page."""
    return requests.settings().base_url + path


def sign_in(asked: MailedSignIn, account: Account) -> Letter:
    """Return the mail with a link and a code; to be erased, with the code alone."""
    with speaking(account.language):
        erases = asked.purpose is MailedFor.ERASURE
        return _erasure(asked, account) if erases else _sign_in(asked, account)


def invitation(invited: Invitation, secret: str, document: Document) -> Letter:
    """Return the mail, or the text to hand over, with an invitation to take part."""
    with speaking(invited.language):
        return _invitation(invited, secret, document)


def news(
    account: Account, told: Iterable[tuple[Notice, Contribution]], *, number: str, stop: str
) -> Letter:
    """Return the mail on what came of somebody's input; `stop` is the secret that ends such."""
    with speaking(account.language):
        return _news(account, list(told), number=number, stop=stop)


def roles(account: Account, *, number: str) -> Letter:
    """Return the mail that somebody else changed one's roles; the page tells which they are."""
    with speaking(account.language):
        return _roles(account, number=number)


def trial(to: str, language: str) -> Letter:
    """Return a mail that says that mail works."""
    with speaking(language):
        parts = (Part(gettext("This is a trial. Mail from this site arrives here.")),)
        about = gettext("You get this mail because the administrator tried whether mail works.")
        return Letter(new_id(), to, language, gettext("A trial"), parts, about)


def as_text(letter: Letter) -> str:
    """Return a letter as text that somebody can paste in a mail of their own."""
    return "\n\n".join(f"{part.words}\n{part.href}".rstrip() for part in letter.parts)


def spaced(code: str) -> str:
    """Return a code in groups that are easy to copy."""
    return " ".join(code[start : start + IN_A_GROUP] for start in range(0, len(code), IN_A_GROUP))


def _sign_in(asked: MailedSignIn, account: Account) -> Letter:
    key = requests.settings().secret_key
    secret = mailed_sign_ins.link_of(asked.id, key=key)
    link = absolute(url_for("mailed_sign_ins.show_link", secret=secret))
    renews = asked.purpose is MailedFor.PASSWORD
    press = gettext("Choose a new password") if renews else gettext("Sign in")
    parts = (
        Part(gettext("Hello %(name)s,", name=account.display_name)),
        Part(gettext("Open this link on the device you want to use:")),
        Part(press, link),
        Part(gettext("Or type this code on the page where you asked for it:")),
        Part(spaced(mailed_sign_ins.code_of(asked.id, key=key)), is_code=True),
        Part(
            gettext(
                "One of the two works, once, within %(minutes)s minutes. "
                "Nobody will ever ask you for the code.",
                minutes=int(mailed_sign_ins.LASTS.total_seconds()) // 60,
            )
        ),
    )
    about = gettext(
        "You get this mail because somebody gave your address to sign in. "
        "Was it not you? Then you need do nothing."
    )
    subject = press if renews else gettext("Your link to sign in")
    return Letter(asked.id, account.email or "", account.language, subject, parts, about)


def _erasure(asked: MailedSignIn, account: Account) -> Letter:
    code = mailed_sign_ins.code_of(asked.id, key=requests.settings().secret_key)
    parts = (
        Part(gettext("Hello %(name)s,", name=account.display_name)),
        Part(gettext("Type this code on the page where you asked for it, to erase your account:")),
        Part(spaced(code), is_code=True),
        Part(
            gettext(
                "It works once, within %(minutes)s minutes. Nobody will ever ask you for it.",
                minutes=int(mailed_sign_ins.LASTS.total_seconds()) // 60,
            )
        ),
    )
    about = gettext(
        "You get this mail because somebody who is signed in with your account asked for it. "
        "Was it not you? Then sign out everywhere, on the page of your account."
    )
    subject = gettext("Your code")
    return Letter(asked.id, account.email or "", account.language, subject, parts, about)


def _invitation(invited: Invitation, secret: str, document: Document) -> Letter:
    language = invited.language
    title = document.title_in(language)
    role = words.role_name(invited.role) if invited.role else ""
    parts = (
        Part(gettext("Hello,")),
        Part(
            gettext(
                "You are invited to take part in “%(title)s”. Your role: %(role)s.",
                title=title,
                role=role,
            )
        ),
        Part(
            gettext(
                "You can read the text, say what you think of it, and suggest other words. "
                "You need not read everything, and you can stop at any time."
            )
        ),
        Part(
            gettext("Accept the invitation"), absolute(url_for("invitations.show", secret=secret))
        ),
        Part(
            gettext(
                "The link is for you alone. It works once, until %(day)s.",
                day=day(invited.expires_at),
            )
        ),
    )
    about = gettext("You get this because the programme team would like you to take part.")
    subject = gettext("An invitation to take part")
    return Letter(invited.id, invited.email or "", language, subject, parts, about)


def _news(account: Account, told: list[Told], *, number: str, stop: str) -> Letter:
    parts = (
        Part(gettext("Hello %(name)s,", name=account.display_name)),
        *dict.fromkeys(_news_of(account, notice, about) for notice, about in told),
        Part(gettext("All your input, with the answers"), absolute(url_for("contributions.mine"))),
        Part(
            gettext("Get such mails less often"),
            absolute(url_for("accounts.show", _anchor="mails")),
        ),
        Part(gettext("Get no such mails any more"), ends(stop)),
    )
    subject = gettext("There is news about what you brought in")
    about = gettext("You get this mail because you brought something in.")
    if all(notice.kind in OF_OTHERS for notice, _ in told):
        subject = gettext("There is news for you")
        about = gettext(
            "You get this mail because you stand behind a suggestion or gave your view."
        )
    to, language = account.email or "", account.language
    return Letter(number, to, language, subject, parts, about, unsubscribe=ends(stop))


def _roles(account: Account, *, number: str) -> Letter:
    subject = gettext("Your roles have changed")
    parts = (
        Part(gettext("Hello %(name)s,", name=account.display_name)),
        Part(
            gettext(
                "The programme team has changed what you can do on this site. What you brought in "
                "stays as it was."
            )
        ),
        Part(
            gettext("Look at your roles, and what each of them is for"),
            absolute(url_for("accounts.show", _anchor="roles")),
        ),
    )
    about = gettext("You get this mail because you have an account here.")
    return Letter(number, account.email or "", account.language, subject, parts, about)


def ends(stop: str) -> str:
    """Return the address where mails about one's input end."""
    return absolute(url_for("unsubscriptions.show", secret=stop))


def _news_of(account: Account, notice: Notice, about: Contribution) -> Part:
    """Return a line about one contribution; one that leads there where it may say what it is."""
    if about.shown_as is not ShownAs.NAME or about.document.readers is Readers.GROUPS:
        if notice.kind in OF_OTHERS:
            return Part(gettext(OF_OTHERS[notice.kind]))
        return Part(gettext("There is news about something you brought in."))
    line, it = NEWS.get(notice.kind, NEWS["outcome"]), _called(account, about)
    return Part(gettext(line, it=it), absolute(page_of(about.document, about)))


def _called(account: Account, about: Contribution) -> str:
    number, is_own = about.number or "", about.account_id == account.id
    if about.kind is ContributionKind.PROPOSAL and is_own:
        return gettext("Your suggestion %(number)s", number=number).rstrip()
    if about.kind is ContributionKind.PROPOSAL:
        return gettext("Suggestion %(number)s", number=number).rstrip()
    if is_own:
        return gettext("Your comment %(number)s", number=number).rstrip()
    return gettext("Comment %(number)s", number=number).rstrip()
