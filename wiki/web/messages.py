"""What people read when something is refused: the key of an error, in words.

Every message says what to do. A key that is missing here is a defect, found by a test.
"""

from __future__ import annotations

from wiki.errors import Refusal
from wiki.web.languages import gettext, later

MESSAGES: dict[str, str] = {
    # the text gate and the form fields
    "missing": later("Please fill this in."),
    "too_long": later("This is too long: use at most %(limit)s characters."),
    "not_utf8": later("This holds characters that can't be read. Please type it again."),
    "surrogate": later("This holds characters that can't be read. Please type it again."),
    "control_character": later(
        "This holds an invisible control character. Please remove it, or type the text again."
    ),
    "combining_marks": later("This has too many accents on one letter. Please remove some."),
    "not_a_choice": later("Please choose one of the options."),
    "not_a_number": later("Please give a whole number from %(lowest)s to %(highest)s."),
    # accounts
    "not_an_email": later("Please give a mail address, such as name@example.org."),
    "email_taken": later("There is an account with this address already."),
    "wrong_password": later(
        "This address and password do not fit together. Check both, and whether Caps Lock is on."
    ),
    "wrong_present_password": later("This is not your present password."),
    "too_many_tries": later("There were too many tries. Please wait a little."),
    "invitation_over": later("This invitation was used already, or it is too old."),
    "no_such_account": later("There is no account with this address."),
    "not_your_account": later("Only the person and an administrator may do this."),
    "password_short": later("Please use at least %(lowest)s characters. Three or four words work."),
    "password_common": later("Many people use this password. Please think of another one."),
    "password_close": later(
        "This password is mostly your name, your address or a very common word. "
        "Please think of another one."
    ),
    "not_a_day": later("Please give a date, such as 2026-03-31."),
}


def worded(refusal: Refusal) -> str:
    """Return a refusal in words, in the visitor's language."""
    return gettext(MESSAGES[refusal.key], **refusal.values)
