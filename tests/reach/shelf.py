"""Pages that were met, served again beside the app, so that a browser shows them as they were."""

from __future__ import annotations

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from tests.reach.views import View

SHELF = "/shelf/"


class Shelf:
    """A site whose pages on the shelf are those laid there; everything else is the app's."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app
        self._pages: list[bytes] = []

    def lay(self, view: View) -> str:
        """Put a page on the shelf; returns its address."""
        self._pages.append(view.html.encode())
        return f"{SHELF}{len(self._pages) - 1}"

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        path = environ["PATH_INFO"]
        if not path.startswith(SHELF):
            return self._app(environ, start)
        page = self._pages[int(path.removeprefix(SHELF))]
        start("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(page)))])
        return [page]
