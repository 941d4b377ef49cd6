"""Which form was sent: its key, and what stands for all that it says.

Buttons and tokens say nothing. What becomes of a form that was sent before, `wiki.web.forms` tells.
"""

from __future__ import annotations

import base64
import hmac
import json

from flask import request

from wiki.web import requests

UNSAID = ("csrf_token", "form_key", "draft", "seal", "preview", "save", "show", "send")
"""Names of the fields that say nothing: tokens, buttons, a draft. All others tell forms apart."""


def key() -> str:
    """Return the key of this form, bound to where it was sent; empty where it has none."""
    own = request.form.get("form_key", "")
    return f"{request.path}\n{own}" if own else ""


def said() -> str:
    """Return what stands for all that this form says, passwords too: nobody can try words on it.

    The key of the form is part of it: the same words in another form are told by something else,
    and who reads the database, where keys lie as hashes only, has nothing to try words with.
    Pages that keep a form may send its fields in another order and its lines with other ends.
    """
    fields = [(name, value.replace("\r\n", "\n")) for name, value in request.form.items(multi=True)]
    telling = sorted(one for one in fields if one[0] not in UNSAID)
    return _keyed("said", key(), json.dumps(telling)).hex()


def own_secret(account_id: str) -> str:
    """Return a secret for an account that only this form, saying this, gives again."""
    made = _keyed("secret", account_id, key(), said())
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def _keyed(*parts: str) -> bytes:
    """Return the digest of some lines that only this installation can make."""
    about = "\n".join(parts).encode()
    return hmac.digest(requests.settings().secret_key.encode(), about, "sha256")
