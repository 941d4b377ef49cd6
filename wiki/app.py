"""The application, put together: settings, database, languages, assets, pages and their guards."""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from datetime import timedelta
from typing import Any

from flask import Blueprint, Flask, Response, request
from flask.templating import Environment
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

import wiki
from wiki import assets, paths
from wiki import settings as all_settings
from wiki.database import Database
from wiki.domain import sign_ins
from wiki.migrations import upgrade
from wiki.settings import Settings
from wiki.web import (
    access,
    addresses,
    blueprints,
    csrf,
    drafts,
    errors,
    filters,
    forms,
    fragments,
    health,
    languages,
    naming,
    pace,
    preferences,
    queue_ways,
    request_log,
    requests,
    security,
    words,
)

BODY_LIMIT = 1_000_000
FIELD_LIMIT = 1_000


class Templates(Environment):
    """Templates that share one dictionary of globals.

    Jinja gives each a view of it and compares them at every import: a tenth of the time of a page.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template: those of all, where it has none of its own."""
        return super().make_globals(d) if d else self.globals


class Wiki(Flask):
    """A Flask app whose views run inside a transaction that ends before the answer leaves."""

    jinja_environment = Templates

    def dispatch_request(self) -> Response:
        """Run the view of a request, and keep or undo what it changed."""
        with requests.transactions():
            access.check()
            response = self.make_response(super().dispatch_request())
            requests.settle(response)
        requests.renew_sign_in()
        return response

    def log_exception(self, *_exc_info: object) -> None:
        """Leave it to the error page, which logs without what people typed."""


def create_app(
    settings: Settings | None = None, database: Database | None = None, *, demo: bool = False
) -> Flask:
    """Return the application; settings come from the environment where none are given.

    That of a demo has pages that no other site has.
    """
    settings = settings or all_settings.read()
    app = Wiki("wiki", template_folder=str(paths.templates()), static_folder=None)
    app.extensions["wiki_settings"] = settings
    _configure(app, settings)
    _prepare_templates(app, settings)
    request_log.init_app(app)
    app.before_request(access.limit_body)
    requests.init_app(app, database or Database(settings.database_url))
    languages.init_app(app)
    queue_ways.init_app(app)
    words.init_app(app)
    csrf.init_app(app)
    addresses.init_app(app)
    filters.init_app(app)
    fragments.init_app(app)
    drafts.init_app(app)
    naming.init_app(app)
    errors.init_app(app)
    health.init_app(app, upgrade.fits)
    pace.init_app(app)
    security.init_app(app)
    _add_pages(app, (*blueprints.ALL, *blueprints.OF_A_DEMO) if demo else blueprints.ALL)
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops, hops, hops)  # type: ignore[method-assign]
    return app


def _configure(app: Flask, settings: Settings) -> None:
    secure = settings.secure_cookies
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TRUSTED_HOSTS=settings.answers_to,
        MAX_CONTENT_LENGTH=BODY_LIMIT,
        MAX_FORM_MEMORY_SIZE=BODY_LIMIT,
        MAX_FORM_PARTS=FIELD_LIMIT,
        PERMANENT_SESSION_LIFETIME=sign_ins.IDLE + timedelta(days=7),
        SESSION_COOKIE_NAME="__Host-sign-in" if secure else "sign-in",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
    )


def _prepare_templates(app: Flask, settings: Settings) -> None:
    jinja = app.jinja_env
    jinja.undefined = StrictUndefined
    jinja.trim_blocks = jinja.lstrip_blocks = True
    jinja.globals.update(
        can=access.may,
        form_key=forms.form_key,
        settings=settings,
        version=wiki.__version__,
    )

    @app.context_processor
    def frame() -> dict[str, object]:
        """Give every page what its frame shows; a view may say otherwise."""
        return {
            "viewer": requests.viewer(),
            "language": languages.language(),
            "theme": preferences.theme(),
            "keys": preferences.keys(),
            "alternates": {},
            "sheet": "",
            "errors": {},
            "typed": {},
            "here": request.path,
        }


def _add_pages(app: Flask, pages: Iterable[Blueprint]) -> None:
    app.url_map.converters.update(int=addresses.Number, default=addresses.Word)
    served = assets.Assets(paths.static())
    app.register_blueprint(assets.blueprint(served))
    for endpoint in ("assets.show", "assets.favicon"):
        access.public(app.view_functions[endpoint])
    for blueprint in pages:
        app.register_blueprint(blueprint)
