"""Folders and zips as names with bytes, and nothing else they may try.

Refused, with the file named: paths that lead elsewhere, links, too many or too large files,
contents that grow out of proportion, names that are the same on some computers. Nothing is ever
written to disk, and a crowd of entries is refused before they are read.
"""

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from wiki.errors import Refusal

MOST_FILES = 2_000
MOST_BYTES = 20_000_000
_MOST_GROWTH = 100
_SMALL = 100_000  # a short text of one repeated word may well shrink a thousandfold
_BYTES_A_NAME = 1_000
_END = struct.Struct("<4s4H2LH")  # "End of central directory" in the zip specification, 4.3.16
_END_MARK, _LARGE_MARK, _LARGE_SIZE = b"PK\5\6", b"PK\6\7", 20
_ELSEWHERE = re.compile(r"^[A-Za-z]:|[\\\x00-\x1f\x7f]")
_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    OSError,
    RuntimeError,
)


class Refused(Refusal):
    """What was offered can't be imported: `key` says why, `file` names the file."""

    def __init__(self, key: str, *, file: str, **values: object) -> None:
        super().__init__(key, file=file, **values)
        self.file = file


def folder(root: Path) -> dict[str, bytes]:
    """Return the files below a folder by their path from it. Raises Refused."""
    files, weight = {}, 0
    for path in _below(root):
        name = path.relative_to(root).as_posix()
        weight += path.stat().st_size
        _require(weight <= MOST_BYTES, "too_large", name)
        files[name] = path.read_bytes()
    return files


def archive(raw: bytes, name: str) -> dict[str, bytes]:
    """Return the files in a zip by their path in it. Raises Refused; `name` is the zip's own."""
    _require(len(raw) <= MOST_BYTES, "too_large", name)
    _require_few(raw, name)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as opened:
            entries = opened.infolist()
            _require_safe(entries, name)
            files = [entry for entry in entries if not entry.is_dir() and not _hidden(entry)]
            return {entry.filename: opened.read(entry) for entry in files}
    except _BROKEN as broken:
        raise Refused("broken_zip", file=name) from broken


def file(path: Path) -> bytes:
    """Return the bytes of one file. Raises Refused when it is too large to be meant."""
    _require(path.stat().st_size <= MOST_BYTES, "too_large", path.name)
    return path.read_bytes()


def _require(holds: bool, key: str, name: str) -> None:
    if not holds:
        raise Refused(key, file=name)


def _below(root: Path) -> Iterator[Path]:
    """Yield the files below a folder in order of their names, without the hidden ones."""
    waiting, count = [root], 0
    while waiting:
        for path in sorted(waiting.pop().iterdir()):
            count += 1
            _require(count <= MOST_FILES, "too_many_files", root.name)
            _require(not path.is_symlink(), "link", path.relative_to(root).as_posix())
            if path.name.startswith("."):
                continue
            if path.is_dir():
                waiting.append(path)
            elif path.is_file():
                yield path


def _require_few(raw: bytes, name: str) -> None:
    """Refuse a crowd by what the end of the zip says, before its list of entries is read."""
    plain = raw[-_END.size :]
    at = len(raw) - _END.size if plain[:4] == _END_MARK else raw.rfind(_END_MARK)
    _require(0 <= at <= len(raw) - _END.size, "broken_zip", name)
    _, _, _, _, count, list_bytes, _, _ = _END.unpack_from(raw, at)
    few = count <= MOST_FILES and list_bytes <= MOST_FILES * _BYTES_A_NAME
    for_crowds = raw[max(0, at - _LARGE_SIZE) :].startswith(_LARGE_MARK)
    _require(few and not for_crowds, "too_many_files", name)


def _require_safe(entries: Sequence[zipfile.ZipInfo], name: str) -> None:
    _require(len(entries) <= MOST_FILES, "too_many_files", name)
    seen: set[str] = set()
    weight = 0
    for entry in entries:
        _require(_stays_inside(entry), "unsafe_path", entry.orig_filename)
        _require(not stat.S_ISLNK(entry.external_attr >> 16), "link", entry.filename)
        _require(not entry.flag_bits & _ENCRYPTED, "encrypted", entry.filename)
        _require(entry.compress_type in _METHODS, "broken_zip", entry.filename)
        weight += entry.file_size
        _require(weight <= MOST_BYTES and _in_proportion(entry), "too_large", entry.filename)
        alike = unicodedata.normalize("NFC", entry.filename).casefold()
        _require(alike not in seen, "twice", entry.filename)
        seen.add(alike)


def _stays_inside(entry: zipfile.ZipInfo) -> bool:
    parts = entry.orig_filename.removesuffix("/").split("/")
    return not _ELSEWHERE.search(entry.orig_filename) and not {"", ".", ".."} & set(parts)


def _in_proportion(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size <= max(_SMALL, entry.compress_size * _MOST_GROWTH)


def _hidden(entry: zipfile.ZipInfo) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in entry.filename.split("/"))
