"""A day begins where the organisation is, not where the server's clock is set."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from wiki import clock
from wiki.web import requests


def test_the_date_of_a_request_is_that_on_the_wall(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = datetime(2026, 6, 12, 22, 30, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: late)
    settings = app.extensions["wiki_settings"]
    amsterdam = replace(settings, timezone=ZoneInfo("Europe/Amsterdam"))
    app.extensions["wiki_settings"] = amsterdam

    with app.test_request_context("/"):
        assert requests.now().date().isoformat() == "2026-06-13"
        assert requests.now() == late
