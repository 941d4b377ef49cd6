"""From what was read of a folder, a zip or a file to a document the domain can bring in.

A file that has facts says itself which section it is. For any other the facts are found: the key
and place in its name (`03-respect.en.md`), the title in its first heading.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from wiki.domain.arrivals import Incoming, IncomingText
from wiki.export import bundle
from wiki.export.bundle import Bundle, ImportedText
from wiki.text import blocks, visible
from wiki.text.blocks import Kind
from wiki.text.frontmatter import Facts

_LONGEST_KEY, _LONGEST_TITLE = 80, 300
_NAME = re.compile(r"(?:(?P<position>\d{1,4})[-_. ]+)?(?P<key>.+?)(?:\.(?P<language>[a-z]{2}))?")


def document(
    read: Bundle, *, name: str, key: str = "", language: str = "en", divided: bool = False
) -> Incoming:
    """Return what was read as a document.

    `name` is that of the folder, zip or file; `key` overrides the document's key, `language` is
    that of files which don't say theirs; `divided` cuts files without facts at their top-level
    headings.
    """
    top = _common_folder(read)
    texts = [text for file in read.files for text in _texts(file, top, language, divided=divided)]
    about = read.document
    stem = PurePosixPath(name).stem if len(read.files) == 1 else name
    key = key or (about.key if about else slug(stem.removesuffix(".zip")))
    titles = dict(about.titles) if about else {language: _document_title(read, texts, stem)}
    return Incoming(key, titles, _apart(texts), about.others if about else {})


def slug(words: str) -> str:
    """Return words as a key: small letters, digits and single hyphens, never empty."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_KEY].strip("-") or "section"


def _texts(file: ImportedText, top: str, language: str, *, divided: bool) -> Iterator[IncomingText]:
    if file.facts is not None:
        yield IncomingText(file.name, file.facts, file.source)
        return
    named = _named(file.name.removeprefix(top))
    own_language = named["language"] or language
    parts = bundle.split(file.source) if divided else [file.source]
    position = int(named["position"]) if named["position"] and len(parts) == 1 else None
    for part in parts or [""]:
        heading = _first_heading(part)
        starts = divided and bool(heading) and part != parts[0]
        key = slug(heading) if starts or (divided and heading) else slug(named["key"])
        title = (heading or _as_title(named["key"]))[:_LONGEST_TITLE]
        facts = Facts(key, title, own_language, position)
        yield IncomingText(file.name, facts, part, names_terms=False)


def _named(path: str) -> Mapping[str, str]:
    """Return what a file's path says: position, key and language, empty where it doesn't."""
    pure = PurePosixPath(path)
    found = _NAME.fullmatch(pure.with_suffix("").name)
    parts = found.groupdict(default="") if found else {"position": "", "language": ""}
    folders = "-".join(pure.parts[:-1])
    key = parts.get("key") or pure.stem
    return {**parts, "key": f"{folders}-{key}" if folders else key}


def _first_heading(source: str) -> str:
    for block in blocks.split(source):
        if block.kind == Kind.HEADING:
            return " ".join(visible.of(block).text.split())
    return ""


def _as_title(key: str) -> str:
    words = re.sub(r"[-_]+", " ", key).strip()
    return words[:1].upper() + words[1:] or key


def _document_title(read: Bundle, texts: list[IncomingText], stem: str) -> str:
    if len(read.files) == 1 and texts:
        return texts[0].facts.title
    return _as_title(stem)


def _common_folder(read: Bundle) -> str:
    """Return the folder that all files lie in, as a prefix of their names."""
    tops = {PurePosixPath(file.name).parts[0] for file in read.files}
    inside = all("/" in file.name for file in read.files)
    return f"{tops.pop()}/" if inside and len(tops) == 1 else ""


def _apart(texts: list[IncomingText]) -> list[IncomingText]:
    """Return the texts with keys that differ where a divided file has one several times."""
    seen: dict[tuple[str, str], int] = {}
    apart = []
    for text in texts:
        facts = text.facts
        count = seen[facts.key, facts.language] = seen.get((facts.key, facts.language), 0) + 1
        if count > 1 and not text.names_terms:
            key = f"{facts.key[: _LONGEST_KEY - 5]}-{count}"
            facts = Facts(key, facts.title, facts.language, facts.position)
        apart.append(IncomingText(text.file, facts, text.source, text.names_terms))
    return apart
