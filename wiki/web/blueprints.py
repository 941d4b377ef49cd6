"""Every blueprint of the site, in one list: a new noun adds its module here."""

from __future__ import annotations

from flask import Blueprint

from wiki.web import health, preferences, sign_ins

ALL: tuple[Blueprint, ...] = (
    health.bp,
    preferences.bp,
    sign_ins.bp,
)
