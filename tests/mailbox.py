"""A mail server for tests: it really takes mail, on loopback, and keeps it."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from tests.web.browsing import SETTINGS
from wiki import poller, settings
from wiki.app import create_app
from wiki.database import Database
from wiki.web.postman import postman_of

LINK = re.compile(r"http://\S+")
CODE = re.compile(r"^\d{4} \d{4}$", re.M)
HERE = "127.0.0.1"


class Mailbox:
    """All mail that arrived, the oldest first.

    `answer` is what the server says to a mail; it may refuse its sender or its receiver before.
    `meanwhile` is done once, while the next mail is being taken.
    """

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answer = "250 taken"
        self.to_sender = self.to_receiver = "250 good"
        self.to_goodbye = "221 bye"
        self.meanwhile: Callable[[], object] | None = None
        self._port = free_port()
        self._server = Controller(_Taker(self), hostname=HERE, port=self._port)

    def take(self, content: bytes) -> str:
        """Take a mail, or answer something else."""
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            meanwhile()
        if self.answer.startswith("250"):
            parsed: EmailMessage = message_from_bytes(content, policy=SMTP)
            self.mails.append(parsed)
        return self.answer

    def open(self) -> None:
        """Begin to take mail."""
        self._server.start()

    def close(self) -> None:
        """Take no more mail."""
        self._server.stop()

    @property
    def url(self) -> str:
        """Return the address of the server."""
        return f"smtp://{HERE}:{self._port}"

    @property
    def settings(self) -> dict[str, str]:
        """Return the settings of a site that sends its mail here."""
        sender = {"WIKI_SMTP_URL": self.url, "WIKI_MAIL_FROM": "code@example.org"}
        return SETTINGS | sender

    @property
    def newest(self) -> str:
        """Return the words of the newest mail."""
        return text_of(self.mails[-1])


class _Taker:
    """What the mail server asks about each mail."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def handle_MAIL(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """Answer who a mail is from."""
        envelope.mail_from = address
        return self._mailbox.to_sender

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """Answer who a mail is for."""
        if self._mailbox.to_receiver.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self._mailbox.to_receiver

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Answer a mail."""
        return await asyncio.to_thread(self._mailbox.take, envelope.content)

    async def handle_QUIT(self, _server: Any, _session: Any, _envelope: Any) -> str:  # noqa: N802
        """Answer whoever leaves."""
        return self._mailbox.to_goodbye


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.create_server((HERE, 0)) as taken:
        return int(taken.getsockname()[1])


def text_of(mail: EmailMessage) -> str:
    """Return a mail as plain text."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def link_in(words: str, path: str) -> str:
    """Return the path of the first link to a kind of page."""
    found: str = next(link for link in LINK.findall(words) if path in link)
    return "/" + found.split("/", 3)[3]


def code_in(words: str) -> str:
    """Return the code in a mail."""
    found = CODE.search(words)
    assert found, words
    return found[0]


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """Give a mail server that takes all mail."""
    made = Mailbox()
    made.open()
    yield made
    made.close()


@pytest.fixture
def mailing(mailbox: Mailbox, database: Database) -> Flask:
    """Give the app of a site that sends mail."""
    return create_app(settings.read(mailbox.settings), database)


@pytest.fixture
def post(mailbox: Mailbox, mailing: Flask, database: Database) -> Callable[[], int]:
    """Give what sends all mail that is due; it returns how many jobs were tried."""
    deliver = postman_of(mailing, database, settings.read(mailbox.settings))
    return lambda: poller.poll(database, deliver)
