"""Addresses of pages are built once; those that are secret, or made up, are not remembered."""

from __future__ import annotations

import pytest
from flask import Flask

from wiki.web.addresses import url_for


@pytest.mark.parametrize(
    ("endpoint", "values", "kept"),
    [
        ("documents.show", {"document": "code", "language": "en"}, 1),
        ("invitations.show", {"secret": "open-sesame"}, 0),
        ("sign_ins.new", {"next": "/invitations/open-sesame"}, 0),
        ("documents.index", {"_external": True}, 0),
    ],
)
def test_only_addresses_that_anybody_may_know_are_remembered(
    app: Flask, endpoint: str, values: dict[str, object], kept: int
) -> None:
    with app.test_request_context():
        first, again = (url_for(endpoint, **values) for _ in range(2))

        assert first == again == app.url_for(endpoint, **values)  # type: ignore[arg-type]
    assert len(app.extensions["wiki_addresses"].cache) == kept
