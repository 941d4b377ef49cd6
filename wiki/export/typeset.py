"""The typesetter's own process: a tree of data on standard input, a PDF on standard output.

Run by its path, with nothing of the wiki loaded. Sets itself limits on memory and processor
time; the one who starts it limits the time on the clock. The template is the only Typst source.
"""

import json
import re
import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import typst

try:
    import resource
except ImportError:  # Windows has no such limits; the time limit of the parent remains
    _MEMORY = _PROCESSOR = None
else:
    _MEMORY, _PROCESSOR = resource.RLIMIT_AS, resource.RLIMIT_CPU

_WITHOUT_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


class _Stumbled(Exception):
    """The typesetter gave up; the characters it could not set, where it says so."""

    def __init__(self, reason: str, unset: set[str]) -> None:
        super().__init__(reason)
        self.unset = unset


def main() -> int:
    """Typeset the job on standard input. Return 0, or 1 with the reason on standard error."""
    job = json.load(sys.stdin.buffer)
    _limit(job["limits"])
    try:
        pdf = typeset(job)
    except _Stumbled as stumbled:
        print(stumbled, file=sys.stderr)
        return 1
    sys.stdout.buffer.write(pdf)
    return 0


def typeset(job: dict[str, Any]) -> bytes:
    """Return the PDF of a job, with characters that no font can show written in words.

    A page with each unusual character once says which those are, so that a long text is set once.
    """
    code = job["code"]
    tree = json.dumps(code, ensure_ascii=False)
    with tempfile.TemporaryDirectory() as folder:
        compile_pdf = partial(_compile, _compiler(Path(folder), job), job["dated"])
        if unusual := _unusual(tree):
            tree = _in_words(tree, _missing(compile_pdf, _specimen(code, unusual)))
        while True:
            try:
                return compile_pdf(tree)
            except _Stumbled as stumbled:
                readable = _in_words(tree, stumbled.unset or _unusual(tree))
                if readable == tree:
                    raise
                tree = readable


def _specimen(code: dict[str, Any], characters: set[str]) -> str:
    part = {"number": "1.1", "kind": "paragraph", "c": [" ".join(sorted(characters))]}
    chapter = {"label": "a", "number": "1", "title": "a", "lang": code["lang"], "blocks": [part]}
    return json.dumps({**code, "chapters": [chapter], "terms": []}, ensure_ascii=False)


def _missing(compile_pdf: Callable[[str], bytes], specimen: str) -> set[str]:
    try:
        compile_pdf(specimen)
    except _Stumbled as stumbled:
        return stumbled.unset
    return set()


def _in_words(tree: str, characters: set[str]) -> str:
    return tree.translate({ord(mark): _word(mark) for mark in characters})


def _compiler(folder: Path, job: dict[str, Any]) -> typst.Compiler:
    root, packages = folder / "root", folder / "packages"
    root.mkdir()
    packages.mkdir()
    return typst.Compiler(
        shutil.copy(job["template"], root / "code.typ"),
        root=root,
        font_paths=[job["fonts"]],
        ignore_system_fonts=True,
        package_path=packages,
        package_cache_path=packages,
    )


def _compile(compiler: typst.Compiler, dated: list[int], tree: str) -> bytes:
    year, month, day = dated
    try:
        pdf = compiler.compile(
            format="pdf",
            sys_inputs={"code": tree},
            pdf_standards=["ua-1"],
            timestamp=datetime(year, month, day, tzinfo=UTC),
        )
    except typst.TypstError as error:
        unset = set(_without_glyph(error.diagnostic))
        raise _Stumbled("\n".join([error.message, *error.hints]), unset) from error
    except BaseException as panic:  # what Rust throws belongs to no class that can be imported
        if type(panic).__name__ != "PanicException":
            raise
        raise _Stumbled(str(panic), set()) from panic
    if not isinstance(pdf, bytes):
        raise TypeError("a PDF is one file")
    return pdf


def _without_glyph(diagnostic: str) -> Iterator[str]:
    for text in _WITHOUT_GLYPH.findall(diagnostic):
        yield from (mark for mark in _ESCAPED.sub(_unescape, text) if not mark.isascii())


def _unusual(tree: str) -> set[str]:
    """Return all but Latin letters and common signs: rare mixes make Typst 0.15.2 panic."""
    return {mark for mark in tree if mark > "\u024f" and not "\u2010" <= mark <= "\u2044"}


def _unescape(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


def _word(mark: str) -> str:
    match unicodedata.category(mark):
        case "So" | "Sk" | "Sm":
            return f"[{unicodedata.name(mark, 'sign').lower()}]"
        case "Mn" | "Me" | "Mc" | "Cf" | "Cc":
            return ""
    return "\N{REPLACEMENT CHARACTER}"


def _limit(limits: dict[str, int]) -> None:
    if _MEMORY is not None and _PROCESSOR is not None:
        resource.setrlimit(_MEMORY, (limits["memory"], limits["memory"]))
        resource.setrlimit(_PROCESSOR, (limits["seconds"], limits["seconds"]))


if __name__ == "__main__":
    sys.exit(main())
