"""The project's own files, as the rules about them see them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file."""

    path: Path

    @property
    def name(self) -> str:
        """Return the dotted name."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def room(self) -> str:
        """Return the part of the program it belongs to: text, domain, settings…"""
        return room(self.name)

    @cached_property
    def tree(self) -> ast.Module:
        """Return the syntax tree."""
        return ast.parse(self.path.read_text(encoding="utf-8"))

    @property
    def length(self) -> int:
        """Return the number of lines."""
        return lines(self.path)

    def functions(self) -> Iterator[Function]:
        """Give every function, those inside others too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def imports(self) -> set[str]:
        """Return the dotted name of everything it imports; `from a import b` is `a.b`."""
        found: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                found.update(f"{node.module}.{alias.name}" for alias in node.names)
        return found

    def calls(self) -> Iterator[str]:
        """Give what is called, as written: `db.commit`, `datetime.now`."""
        return (ast.unparse(n.func) for n in ast.walk(self.tree) if isinstance(n, ast.Call))

    def attributes_of(self, library: str) -> set[str]:
        """Return what it reads from a library by name: `maxsize` of `sys`."""
        return {
            node.attr
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == library
        }


def room(name: str) -> str:
    """Return the part of the program that a dotted name of ours belongs to."""
    return name.split(".")[1] if "." in name else name


@cache
def tracked() -> list[Path]:
    """Return every file of the project: those git knows and those it would take up."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode()
    return sorted(path for name in listed.split("\0") if (path := ROOT / name).is_file())


@cache
def modules(folder: str = "wiki") -> list[Module]:
    """Return the Python files in a folder, migrations left out."""
    below, versions = ROOT / folder, ROOT / "wiki" / "migrations" / "versions"
    return [
        Module(path)
        for path in tracked()
        if path.suffix == ".py" and path.is_relative_to(below) and versions not in path.parents
    ]


def files(folder: str, *endings: str) -> list[Path]:
    """Return the files in a folder whose names end so."""
    return [
        path
        for path in tracked()
        if path.is_relative_to(ROOT / folder) and path.name.endswith(endings)
    ]


def lines(path: Path) -> int:
    """Return the number of lines of a file."""
    return len(path.read_text(encoding="utf-8").splitlines())


def name(path: Path) -> str:
    """Return a file's name inside the project."""
    return path.relative_to(ROOT).as_posix()
