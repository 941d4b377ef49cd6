"""Every blueprint of the site, in one list: a new noun adds its module here."""

from __future__ import annotations

from flask import Blueprint

from wiki.web import (
    accounts,
    comments,
    contributions,
    documents,
    health,
    help_pages,
    holds,
    invitations,
    placements,
    preferences,
    sections,
    sign_ins,
    threads,
)

ALL: tuple[Blueprint, ...] = (
    accounts.bp,
    comments.bp,
    contributions.bp,
    documents.bp,
    health.bp,
    help_pages.bp,
    holds.bp,
    invitations.bp,
    placements.bp,
    preferences.bp,
    sections.bp,
    sign_ins.bp,
    threads.bp,
)
