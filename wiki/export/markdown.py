"""A document as Markdown: one file to read, or a zip of sections that imports again.

The zip holds the very characters of every text, and is the same to the byte each time.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator

from wiki.export import document_facts, joining, wording
from wiki.export.document_facts import DocumentFacts
from wiki.export.manuscript import Chapter, Manuscript
from wiki.text import frontmatter
from wiki.text.frontmatter import Facts

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold; the same for everyone
_ON_UNIX, _READABLE = 3, 0o100644 << 16


def one_file(manuscript: Manuscript) -> bytes:
    """Return the document as one Markdown file, UTF-8.

    A document of one section is that section's text, to the byte. With more, the file has the
    title, a line that says which version it is, and each section below a heading with its title.
    """
    if len(manuscript.sections) == 1:
        return section_file(manuscript.sections[0], with_facts=False)
    parts = [joining.heading(manuscript.title, 1), f"{_which(manuscript)}\n"]
    parts += joining.joined(manuscript.sections)
    return "\n".join(parts + _glossary(manuscript)).encode()


def section_file(chapter: Chapter, *, with_facts: bool) -> bytes:
    """Return a section's text, UTF-8, to the byte; with the wiki's facts before it if asked."""
    if not with_facts:
        return chapter.source.encode()
    facts = Facts(
        chapter.key,
        chapter.title,
        chapter.language,
        chapter.position,
        chapter.terms,
        chapter.clauses,
    )
    return frontmatter.compose(facts, chapter.source).encode()


def zip_of_sections(document: DocumentFacts, manuscripts: Iterable[Manuscript]) -> bytes:
    """Return a zip of every section in every language, with facts, and the `document.yaml`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(_files(document, manuscripts)):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.create_system, entry.external_attr = _ON_UNIX, _READABLE
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _files(
    document: DocumentFacts, manuscripts: Iterable[Manuscript]
) -> Iterator[tuple[str, bytes]]:
    yield f"{document.key}/{document_facts.FILE_NAME}", document_facts.compose(document).encode()
    for manuscript in manuscripts:
        for chapter in manuscript.sections:
            name = f"{chapter.position:02}-{chapter.key}.{chapter.language}.md"
            yield f"{document.key}/{name}", section_file(chapter, with_facts=True)


def _which(manuscript: Manuscript) -> str:
    dated = wording.day(manuscript.dated, manuscript.language)
    facts = [manuscript.organisation, wording.named(manuscript), dated]
    return joining.plain(" · ".join(filter(None, facts)))


def _glossary(manuscript: Manuscript) -> list[str]:
    rows = [
        f"- **{joining.plain(t.term)}**: {joining.plain(t.definition)}" for t in manuscript.terms
    ]
    title = joining.heading(wording.of(manuscript.language).terms, 2)
    return [title, "\n".join(rows) + "\n"] if rows else []
