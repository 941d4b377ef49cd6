"""Mail, from the command line: trying whether it arrives."""

from __future__ import annotations

from argparse import Namespace

from wiki.app import create_app
from wiki.commands.running import CommandRefused, now, opened, settings, tell
from wiki.domain.jobs import Failed
from wiki.web import letters, postman


def try_out(given: Namespace) -> None:
    """Send a trial mail to an address, at once."""
    found = settings()
    if found.smtp_url is None:
        raise CommandRefused("No mail is sent: set WIKI_SMTP_URL and WIKI_MAIL_FROM.")
    with opened(found) as database:
        app = create_app(found, database)
    with app.test_request_context(base_url=found.base_url):
        letter = letters.trial(given.email, found.default_language)
        try:
            postman.send(letter, found, at=now())
        except Failed as failed:
            raise CommandRefused(
                f"The mail was not taken ({failed.failure}): see WIKI_SMTP_URL and WIKI_MAIL_FROM."
            ) from None
    tell(f"The mail server took a mail to {given.email}. Look whether it arrives.")
