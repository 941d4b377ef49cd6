"""Every blueprint of the site, in one list: a new noun adds its module here."""

from __future__ import annotations

from flask import Blueprint

from wiki.web import (
    accounts,
    comments,
    contributions,
    credits,
    decisions,
    documents,
    exports,
    health,
    help_pages,
    histories,
    holds,
    invitations,
    placements,
    preferences,
    proposals,
    queue,
    redlines,
    releases,
    rounds,
    sections,
    sign_ins,
    structure,
    texts,
    threads,
)

ALL: tuple[Blueprint, ...] = (
    accounts.bp,
    comments.bp,
    contributions.bp,
    credits.bp,
    decisions.bp,
    documents.bp,
    exports.bp,
    health.bp,
    help_pages.bp,
    histories.bp,
    holds.bp,
    invitations.bp,
    placements.bp,
    preferences.bp,
    proposals.bp,
    queue.bp,
    redlines.bp,
    releases.bp,
    rounds.bp,
    sections.bp,
    sign_ins.bp,
    structure.bp,
    texts.bp,
    threads.bp,
)
