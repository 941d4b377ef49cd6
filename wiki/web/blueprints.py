"""Every blueprint of the site, in one list: a new noun adds its module here."""

from __future__ import annotations

from flask import Blueprint

from wiki.web import accounts, health, invitations, preferences, sign_ins

ALL: tuple[Blueprint, ...] = (
    accounts.bp,
    health.bp,
    invitations.bp,
    preferences.bp,
    sign_ins.bp,
)
