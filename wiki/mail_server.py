"""Handing mail to the mail server of the organisation, by SMTP.

The connection is always encrypted and the server's certificate checked, except on this machine
itself. What goes wrong is told by its kind only: a server's own words may quote addresses.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

PATIENCE = 10.0
"""Seconds that each step of the conversation may take."""

PORTS = {"smtp": 587, "smtps": 465}
OURSELVES = ("localhost", "127.0.0.1", "::1")
FOR_GOOD = range(500, 600)
"""Answers that will be the same next time (RFC 5321, 4.2.1)."""


class Undelivered(Exception):
    """A mail was not taken; `failure` is the kind of error, without anybody's words."""

    def __init__(self, failure: str, *, for_good: bool = False) -> None:
        super().__init__(failure)
        self.failure = failure
        self.for_good = for_good


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
        with self._connected() as connection:
            if not self.tls_from_start and self.host not in OURSELVES:
                connection.starttls(context=ssl.create_default_context())
            if self.user:
                connection.login(self.user, self.password)
            yield connection

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
        codes = [code for code, _ in error.recipients.values()]
        raise _undelivered(error, max(codes, default=0), about_the_mail=True) from None
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        raise _undelivered(error, error.smtp_code, about_the_mail=True) from None
    except smtplib.SMTPResponseException as error:
        raise _undelivered(error, error.smtp_code) from None
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise Undelivered(type(error).__name__) from None


def _undelivered(error: Exception, code: int, *, about_the_mail: bool = False) -> Undelivered:
    """Return what to tell; a server that refuses us, not the mail, may be set right meanwhile."""
    for_good = about_the_mail and code in FOR_GOOD
    return Undelivered(f"{type(error).__name__} {code}", for_good=for_good)
