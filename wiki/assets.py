"""Styles, scripts, fonts and images, as the browser gets them.

At start all styles become one file and all scripts one module; what only those who write need, and
the little that readers of the published code need, are modules of their own. Everything lies in
memory, compressed where that helps, under an address that holds its hash and so never changes.
Sources stay one file per component; nothing is built or written.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

STYLES = "wiki.css"
SCRIPTS = "wiki.js"
WRITING = "writing.js"
READING = "reading.js"
FOREVER = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".ico": "image/vnd.microsoft.icon",
    ".png": "image/png",
    ".woff2": "font/woff2",
}
COMPRESSIBLE = (".css", ".js", ".svg")
FOLDERS = ("fonts", "img", "vendor")

COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
LINE_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
INDENT = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)
URL = re.compile(r'url\("\.\./([^"]+)"\)')
IMPORT = re.compile(r'^import .*? from "\./([^"]+)";\n', re.MULTILINE)
FETCHED = re.compile(r'import\("(?:\./|(?:\.\./)+)([^"]+)"\)')
MODULES = {"writing/main.js": WRITING}
"""Modules that scripts fetch when they need them, by their names among the sources."""
EXPORT = re.compile(r"^export (?=function|class|const)", re.MULTILINE)


@dataclass(frozen=True)
class Asset:
    """One file as it is served; `address` is its last part after /assets/."""

    address: str
    body: bytes
    compressed: bytes | None
    media_type: str


class Assets:
    """Every asset of a static folder, read once."""

    def __init__(self, folder: Path) -> None:
        self._by_name: dict[str, Asset] = {}
        for name in _served_as_they_are(folder):
            self._add(name, (folder / name).read_bytes())
        self._add(STYLES, self._styles(folder / "css").encode())
        if (folder / "js" / "writing").is_dir():
            self._add(WRITING, self._fetching(scripts(folder / "js" / "writing")).encode())
        self._add(SCRIPTS, self._fetching(scripts(folder / "js")).encode())
        if (folder / "js" / READING).is_file():
            self._add(READING, scripts(folder / "js", READING).encode())
        self._by_address = {asset.address: asset for asset in self._by_name.values()}

    def named(self, name: str) -> Asset:
        """Return the asset of a name such as "wiki.css" or "img/favicon.svg"; raises KeyError."""
        return self._by_name[name]

    def at(self, address: str) -> Asset | None:
        """Return the asset served at an address, if there is one."""
        return self._by_address.get(address)

    def _add(self, name: str, body: bytes) -> None:
        path = PurePosixPath(name)
        digest = hashlib.sha256(body).hexdigest()[:12]
        compressed = gzip.compress(body, 9, mtime=0) if path.suffix in COMPRESSIBLE else None
        address = f"{path.stem}-{digest}{path.suffix}"
        self._by_name[name] = Asset(address, body, compressed, TYPES[path.suffix])

    def _styles(self, folder: Path) -> str:
        """Join the styles: the order of layers first, the rest by name, addresses hashed."""
        files = sorted(
            folder.glob("*.css"), key=lambda file: (file.name != "layers.css", file.name)
        )
        joined = "".join(file.read_text(encoding="utf-8") for file in files)
        lean = INDENT.sub("", COMMENT.sub("", joined))
        return URL.sub(lambda found: f'url("{self._by_name[found[1]].address}")', lean)

    def _fetching(self, script: str) -> str:
        """Name what a script fetches by its address, which lies beside its own."""

        def address(found: re.Match[str]) -> str:
            name = MODULES.get(found[1], found[1])
            return f'import("./{self._by_name[name].address}")'

        return FETCHED.sub(address, script)


def scripts(folder: Path, first: str = "main.js") -> str:
    """Join a module and those it imports, each once and before those that import it.

    The result is one module, so top-level names must differ between files.
    """
    parts: dict[str, str] = {}

    def take(name: str) -> None:
        if name in parts:
            return
        source = (folder / name).read_text(encoding="utf-8")
        for imported in IMPORT.findall(source):
            take(imported)
        parts[name] = EXPORT.sub("", IMPORT.sub("", source))

    take(first)
    return INDENT.sub("", LINE_COMMENT.sub("", "\n".join(parts.values())))


def blueprint(assets: Assets) -> Blueprint:
    """Return the routes that serve the assets, and `asset_url(name)` for templates."""
    bp = Blueprint("assets", __name__)

    @bp.get("/assets/<address>")
    def show(address: str) -> Response:
        """Serve an asset for ever: another body has another address."""
        asset = assets.at(address)
        if asset is None:
            raise NotFound
        return _response(asset, FOREVER)

    @bp.get("/favicon.ico")
    def favicon() -> Response:
        """Serve the icon that some browsers ask for unasked."""
        return _response(assets.named("img/favicon.ico"), A_DAY)

    @bp.app_template_global()
    def asset_url(name: str) -> str:
        """Return the address of an asset, below the folder the site is mounted in."""
        return f"{request.script_root}/assets/{assets.named(name).address}"

    @bp.app_template_global()
    @functools.cache
    def asset_inline(name: str) -> str:
        """Return a small asset as an address that holds it, which saves a request."""
        asset = assets.named(name)
        return f"data:{asset.media_type},{quote(asset.body)}"

    return bp


def _served_as_they_are(folder: Path) -> Iterator[str]:
    """Yield the names of all fonts, images and bundles a browser may ask for."""
    for part in FOLDERS:
        for path in sorted((folder / part).rglob("*")):
            if path.suffix in TYPES:
                yield path.relative_to(folder).as_posix()


def _response(asset: Asset, caching: str) -> Response:
    response = Response(asset.body, content_type=asset.media_type)
    response.headers["Cache-Control"] = caching
    if asset.compressed is not None:
        response.vary.add("Accept-Encoding")
        if request.accept_encodings["gzip"] > 0:
            response.set_data(asset.compressed)
            response.content_encoding = "gzip"
    return response
