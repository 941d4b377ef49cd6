"""Who may come to a view at all.

Every view says `@requires(Permission...)` or `@public`; one that says neither is refused. What a
permission needs of the thing itself is asked by the domain, once the view has found the thing.
Here a visitor is sent to sign in where a permission always needs an account, whether or not the
address names something that exists.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import current_app, request

from wiki.domain.permissions import Permission, can
from wiki.errors import NotFound
from wiki.models import Base
from wiki.web import requests

View = TypeVar("View", bound=Callable[..., Any])
Thing = TypeVar("Thing")

OPEN_TO_VISITORS = frozenset({Permission.DOCUMENT_READ, Permission.CONTRIBUTION_READ})


class SignedOut(Exception):
    """The view is for people with an account, and nobody is signed in."""


def requires(permission: Permission) -> Callable[[View], View]:
    """Say which permission a view needs; the domain checks it against the thing."""

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return mark


def public(view: View) -> View:
    """Say that a view is for everyone, signed in or not."""
    view.permission = None  # type: ignore[attr-defined]
    return view


def takes_up_to(size: int) -> Callable[[View], View]:
    """Let the body of a request to this view hold so many bytes, instead of the usual most."""

    def mark(view: View) -> View:
        view.body_limit = size  # type: ignore[attr-defined]
        return view

    return mark


def check() -> None:
    """Refuse with SignedOut a visitor whose request always needs an account."""
    if request.endpoint is None or request.method == "OPTIONS":
        return
    if needs_account(permission_of_view()) and not requests.is_signed_in():
        raise SignedOut


def permission_of_view() -> Permission | None:
    """Return the permission that the view of this request needs; None for a public one."""
    view: Any = current_app.view_functions[request.endpoint or ""]
    if not hasattr(view, "permission"):
        raise RuntimeError(f"{request.endpoint} says neither @requires nor @public")
    return cast("Permission | None", view.permission)


def may(permission: str, thing: Base | None = None) -> bool:
    """Tell whether the viewer may do something, by the permission's word: for templates."""
    return can(requests.viewer(), Permission(permission), thing)


def needs_account(permission: Permission | None) -> bool:
    """Tell whether a permission is never given to a visitor, whatever the thing."""
    return permission is not None and permission not in OPEN_TO_VISITORS


def limit_body() -> None:
    """Set how many bytes the body may hold, where the view says so."""
    view = current_app.view_functions.get(request.endpoint or "")
    limit: int | None = getattr(view, "body_limit", None)
    if limit is not None:
        request.max_content_length = limit


def found(thing: Thing | None) -> Thing:
    """Return a thing that was looked up; raises NotFound where there is none."""
    if thing is None:
        raise NotFound
    return thing
