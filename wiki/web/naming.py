"""As whom somebody is shown: for those who could read when the form was shown, and no others."""

from __future__ import annotations

from flask import request

from wiki.domain import documents
from wiki.errors import Invalid
from wiki.models import Document, Readers, ShownAs
from wiki.web import forms, requests

KNOWN = {one.value: one for one in Readers}
FEWEST = Readers.GROUPS


def shown_as(document: Document) -> ShownAs:
    """Return as whom the sender of a form is to be shown.

    Refuses with Invalid a name that more people would see than the form spoke of; one that does not
    say who could read spoke of the fewest.
    """
    chosen = forms.choice("shown_as", ShownAs)
    if chosen is ShownAs.NAME:
        now = documents.keep_readers(requests.db(), document)
        if documents.are_more(now, KNOWN.get(request.form.get("readers", ""), FEWEST)):
            return forms.refused(Invalid("shown_as", "more_can_read"), chosen)
    return chosen
