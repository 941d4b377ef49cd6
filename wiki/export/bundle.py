"""What comes in by import: a folder, a zip or one Markdown file, checked before anything is kept.

A single file is one section, every character of it its text. In a folder or zip the wiki's own
front matter becomes facts. Decides what is safe to read and what a file holds; whether a section
may be made of it is the domain's business.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from wiki.export import document_facts, unpacking
from wiki.export.document_facts import DocumentFacts
from wiki.export.joining import heading_level
from wiki.export.unpacking import Refused
from wiki.text import blocks, frontmatter, gate
from wiki.text.blocks import Kind
from wiki.text.frontmatter import Facts
from wiki.text.plain_yaml import UnreadableYaml

__all__ = ["Bundle", "ImportedText", "Refused", "read", "split"]

LONGEST_TEXT = 60_000  # characters
_MARKDOWN = frozenset({".md", ".markdown"})
_ZIP_BEGINS = (b"PK\3\4", b"PK\5\6")


@dataclass(frozen=True, slots=True)
class ImportedText:
    """One Markdown file: its path in what was offered, its facts if it has any, its text."""

    name: str
    facts: Facts | None
    source: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was offered, in order of the names; `left_out` names the files that are no text."""

    document: DocumentFacts | None
    files: tuple[ImportedText, ...]
    left_out: tuple[str, ...] = ()


def read(source: Path | bytes, *, name: str = "") -> Bundle:
    """Return what a folder, a zip or a Markdown file holds; nothing is written anywhere.

    Bytes are those of a zip or of a Markdown file called `name`. Raises Refused with the file:
    `missing`, `broken_zip`, `encrypted`, `unsafe_path`, `link`, `too_many_files`, `too_large`,
    `twice`, `several_documents`, `broken_document_facts`, `no_text`, or a reason of the gate.
    """
    if isinstance(source, bytes):
        return _read_bytes(source, name)
    if source.is_dir():
        return _of_files(unpacking.folder(source), name or source.name)
    if not source.is_file():
        raise Refused("missing", file=str(source))
    return _read_bytes(unpacking.file(source), name or source.name)


def split(source: str) -> list[str]:
    """Cut a text before each of its top-level headings; the parts joined are the text.

    Top-level are the highest headings there are several of, so that a single title above them
    doesn't count. What stands before the first one is a part of its own.
    """
    parts = blocks.split(source)
    levels = Counter(heading_level(part.source) for part in parts if part.kind == Kind.HEADING)
    top = min((level for level, times in levels.items() if times > 1), default=None)
    sections = [""]
    for part in parts:
        if part.kind == Kind.HEADING and heading_level(part.source) == (top or min(levels)):
            sections.append("")
        sections[-1] += part.source
    return [section for section in sections if section]


def _read_bytes(raw: bytes, name: str) -> Bundle:
    if raw.startswith(_ZIP_BEGINS) or name.lower().endswith(".zip"):
        return _of_files(unpacking.archive(raw, name), name)
    return Bundle(None, (ImportedText(name, None, _text(raw, name)),))


def _of_files(files: Mapping[str, bytes], whole: str) -> Bundle:
    texts = [_imported(files[name], name) for name in sorted(files) if _is_markdown(name)]
    abouts = [name for name in sorted(files) if _base(name) == document_facts.FILE_NAME]
    if not texts:
        raise Refused("no_text", file=whole)
    if len(abouts) > 1:
        raise Refused("several_documents", file=abouts[1])
    _require_once(texts)
    document = _document(files[abouts[0]], abouts[0]) if abouts else None
    known = {*abouts, *(text.name for text in texts)}
    return Bundle(document, tuple(texts), tuple(sorted(files.keys() - known)))


def _imported(raw: bytes, name: str) -> ImportedText:
    facts, source = frontmatter.parse(_text(raw, name))
    return ImportedText(name, facts, source)


def _text(raw: bytes, name: str) -> str:
    try:
        return gate.accept(raw, LONGEST_TEXT)
    except gate.Refused as refused:
        raise Refused(refused.key, file=name, **refused.values) from refused


def _document(raw: bytes, name: str) -> DocumentFacts:
    try:
        return document_facts.parse(_text(raw, name))
    except UnreadableYaml as broken:
        raise Refused("broken_document_facts", file=name) from broken


def _require_once(texts: list[ImportedText]) -> None:
    seen = set()
    for text in texts:
        which = (text.facts.key, text.facts.language) if text.facts else None
        if which and which in seen:
            raise Refused("twice", file=text.name)
        seen.add(which)


def _is_markdown(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in _MARKDOWN


def _base(name: str) -> str:
    return PurePosixPath(name).name
