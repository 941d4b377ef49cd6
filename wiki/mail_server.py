"""Handing mail to the mail server of the organisation, by SMTP.

The connection is always encrypted and the server's certificate checked, except on this machine
itself. What goes wrong is told by its kind only: a server's own words may quote addresses.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

PATIENCE = 10.0
"""Seconds that each step of the conversation may take."""

PORTS = {"smtp": 587, "smtps": 465}
OURSELVES = ("localhost", "127.0.0.1", "::1")
NO_SUCH_MAILBOX = re.compile(rb"5\.(?:1\.(?:[0-46]|10)|2\.1)\b")
"""How an answer about a receiver begins where the address itself is wrong (RFC 3463, 3.2 and 3.3).

A number such as 550 alone may as well mean that we may not send from here (RFC 5321, 3.6.2).
"""

OF_ONE_MAIL = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPNotSupportedError,
    ValueError,
)
"""Errors that say nothing about the next mail. After others it would fare the same."""


class Undelivered(Exception):
    """A mail was not taken; `failure` is the kind of error, without anybody's words.

    `for_good` where it never will be, `for_all` where no other mail would be taken now.
    """

    def __init__(self, failure: str, *, for_good: bool = False, for_all: bool = False) -> None:
        super().__init__(failure)
        self.failure = failure
        self.for_good = for_good
        self.for_all = for_all


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed in."""

    host: str
    port: int
    tls_from_start: bool
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def at(cls, address: str) -> MailServer:
        """Return the server of an address such as smtp://USER:PASSWORD@HOST:PORT.

        Raises ValueError where it is none.
        """
        parts = urlsplit(address)
        if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/"):
            raise ValueError("no address of a mail server")
        return cls(
            host=parts.hostname,
            port=parts.port or PORTS[parts.scheme],
            tls_from_start=parts.scheme == "smtps",
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )

    def send(self, message: EmailMessage) -> None:
        """Hand in one mail; raises Undelivered."""
        with _told_by_kind(), self._entered() as connection:
            connection.send_message(message)

    def greet(self) -> None:
        """Come in and leave again, to see whether it works; raises Undelivered."""
        with _told_by_kind(), self._entered() as connection:
            connection.noop()

    @contextmanager
    def _entered(self) -> Iterator[smtplib.SMTP]:
        connection = self._connected()
        try:
            if not self.tls_from_start and self.host not in OURSELVES:
                connection.starttls(context=ssl.create_default_context())
            if self.user:
                connection.login(self.user, self.password)
            yield connection
        finally:
            with suppress(smtplib.SMTPException):  # a mail that was taken is taken
                connection.quit()

    def _connected(self) -> smtplib.SMTP:
        if self.tls_from_start:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=PATIENCE, context=context)
        return smtplib.SMTP(self.host, self.port, timeout=PATIENCE)


@contextmanager
def _told_by_kind() -> Iterator[None]:
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        ((code, words),) = error.recipients.values()
        for_good = NO_SUCH_MAILBOX.match(words) is not None
        raise Undelivered(f"{type(error).__name__} {code}", for_good=for_good) from None
    except (smtplib.SMTPException, OSError, ValueError) as error:
        for_all = not isinstance(error, OF_ONE_MAIL)
        raise Undelivered(_kind(error), for_all=for_all) from None


def _kind(error: Exception) -> str:
    name = type(error).__name__
    return f"{name} {error.smtp_code}" if isinstance(error, smtplib.SMTPResponseException) else name
