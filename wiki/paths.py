"""Where the files that belong to the program lie.

In a checkout templates, static files and content stand beside the package; in an installed
wheel they stand inside it. This module alone knows the difference. It decides by a file, not
by a folder: a stray empty `wiki/templates/` must not hide the real one.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
LANDMARK = Path("templates", "layouts", "base.html")


def assets() -> Path:
    """Return the folder that holds templates, static and content."""
    return PACKAGE if (PACKAGE / LANDMARK).is_file() else PACKAGE.parent


def templates() -> Path:
    """Return the folder of the page templates."""
    return assets() / "templates"


def static() -> Path:
    """Return the folder of styles, scripts, fonts and images."""
    return assets() / "static"


def content() -> Path:
    """Return the folder of the starter document, the help pages and the demo."""
    return assets() / "content"


def migrations() -> Path:
    """Return the folder of the database migrations."""
    return PACKAGE / "migrations"


def translations() -> Path:
    """Return the folder of the message catalogues."""
    return PACKAGE / "translations"
