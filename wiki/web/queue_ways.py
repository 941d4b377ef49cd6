"""Ways through the queue: from something in it back to it, and on to what waits before and after.

Whoever came from the queue has what it was narrowed to in the address of every page on the way, so
that it holds without scripts and in several tabs.
"""

from __future__ import annotations

from typing import NamedTuple

from flask import Flask
from markupsafe import Markup

from wiki.domain import queue
from wiki.domain.permissions import Permission, can
from wiki.domain.queue import Show
from wiki.models import Contribution, Document
from wiki.web import pages, queue_choices, requests, section_names
from wiki.web.addresses import page_of, url_for
from wiki.web.languages import gettext
from wiki.web.queue_choices import Choices
from wiki.web.section_names import SectionNames
from wiki.web.words import contribution_name

Way = tuple[str, str]
"""What one can go to, in words, and its address."""


class Ways(NamedTuple):
    """Where one can go from something in the queue: back to it, and to what waits around it."""

    queue: str
    previous: Way | None
    next: Way | None


def init_app(app: Flask) -> None:
    """Give templates `from_queue` and `queue_ways`."""
    app.jinja_env.globals.update(from_queue=queue_choices.asked_along, queue_ways=around)


def address(document: Document, show: Show, choices: Choices, after: str | None = None) -> str:
    """Return the address of the queue, narrowed; of the page `after` something."""
    return url_for(
        "queue.index",
        document=document.key,
        show=None if show is Show.ALL else show.value,
        **choices.asked,
        after=after,
    )


def back(document: Document) -> str:
    """Return the address of the queue, narrowed as it was for whoever came from there."""
    return address(document, queue_choices.show(document, "queue"), queue_choices.read(document))


def around(contribution: Contribution) -> Ways | None:
    """Return the ways on from something that the viewer reached through the queue, else None."""
    document, viewer = contribution.document, requests.viewer()
    along = queue_choices.asked_along()
    if not along or not can(viewer, Permission.QUEUE_READ, document):
        return None
    show, choices = queue_choices.show(document, "queue"), queue_choices.read(document)
    found = queue.neighbours(
        requests.db(), contribution, viewer=viewer, show=show, narrowed=choices.narrowed
    )
    named = section_names.of(document, pages.language_of(document))
    return Ways(
        address(document, show, choices),
        _way(found.previous, named, along),
        _way(found.next, named, along),
    )


def with_next(words: str, contribution: Contribution) -> str:
    """Return thanks for a decision; to whoever came from the queue also what waits next there.

    After the last one that is what was passed over before it.
    """
    ways = around(contribution)
    if ways is None:
        return words
    on = ways.next or ways.previous
    if on is None:
        nothing = gettext("Nothing else waits in this part of the queue.")
        return f"{words} {nothing}"
    return Markup('{} {} <a href="{}">{}</a>').format(
        words, gettext("Next in the queue:"), on[1], on[0]
    )


def _way(one: Contribution | None, named: SectionNames, along: dict[str, str]) -> Way | None:
    if one is None:
        return None
    name, section = contribution_name(one), named.name(one.section_id)
    return f"{name} · {section}" if section else name, page_of(one.document, one, **along)
