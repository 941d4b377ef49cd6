"""The files around the program are true: documentation, locks, commands, addresses."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests import documentation
from tests.architecture.sources import ROOT, files, name, tracked

BINARY = (".woff2", ".ttf", ".png", ".webp", ".jpg", ".ico", ".mo", ".gz", ".xz")
OF_ONE_MACHINE = re.compile(r"(/wor[k]/|/far[m]/|/roo[t]/|/tm[p]/|/hom[e]/[a-z]|/opt/pyp[i])")
DOWNLOADS = re.compile(
    r"(--(extra-)?index-ur[l]|--find-link[s]|\"resolved\": *\"http|pypi\.or[g]|pythonhoste[d])"
)
REAL_DOCUMENTS = re.compile(r"\.\./share[d]")
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")

MAKEFILE = ROOT / "Makefile"
README = ROOT / "README.md"
LOCKS = sorted(ROOT.glob("requirements*.txt"))
TEXTS = [path for path in tracked() if path.suffix not in BINARY]


@pytest.mark.parametrize(
    ("unwanted", "allowed"),
    [(OF_ONE_MACHINE, set()), (DOWNLOADS, set()), (REAL_DOCUMENTS, {".ci/run"})],
    ids=["paths of one machine", "download addresses", "the folder of real documents"],
)
def test_no_file_names(unwanted: re.Pattern[str], allowed: set[str]) -> None:
    holding = {
        name(path): found.group()
        for path in TEXTS
        if (found := unwanted.search(path.read_text(encoding="utf-8")))
    }

    assert holding.keys() <= allowed, holding


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):.*## ", MAKEFILE.read_text(), re.M))


def test_every_target_says_what_it_does() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE.read_text(), re.M)

    assert phony is not None
    assert set(phony[1].split()) == targets()


def test_every_program_the_makefile_starts_exists() -> None:
    started = set(re.findall(r"python -m ((?:tests|wiki)[a-z_.]*)", MAKEFILE.read_text()))
    missing = [
        module
        for module in started
        if not (ROOT / f"{module.replace('.', '/')}.py").exists()
        and not (ROOT / module.replace(".", "/") / "__main__.py").exists()
    ]

    assert missing == []


@pytest.mark.parametrize("document", files(".", ".md"), ids=name)
def test_every_link_between_documents_leads_somewhere(document: Path) -> None:
    if document.is_relative_to(ROOT / "content"):
        return
    local = [link for link in LINK.findall(document.read_text()) if "://" not in link]

    assert [link for link in local if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", [README, ROOT / "CONTRIBUTING.md"], ids=name)
def test_every_make_command_in_the_documentation_exists(document: Path) -> None:
    named = set(re.findall(r"`?\bmake ([a-z]+)\b`", document.read_text()))
    named |= set(re.findall(r"^ *make ([a-z]+)", document.read_text(), re.M))

    assert named <= targets()


def test_the_readme_gives_the_plain_commands_beside_make() -> None:
    text = README.read_text()

    assert "make run" in text
    assert "make test" in text
    assert "python3 -m venv .venv" in text
    assert "--require-hashes -r requirements.txt" in text
    assert "python -m wiki demo" in text


def test_the_table_of_settings_is_the_one_the_program_reads() -> None:
    text = documentation.OPERATING.read_text()

    assert text == documentation.with_table(text, documentation.settings_table())


def test_every_dependency_has_a_reason_and_every_reason_a_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"].values()
    wanted = {*project["dependencies"], *(line for extra in extras for line in extra)}
    record = (ROOT / "docs" / "decisions" / "0001-dependencies.md").read_text()
    given = {name for line in re.findall(r"^- ([^:]+):", record, re.M) for name in line.split(", ")}

    assert {re.match(r"[a-z0-9-]+", line)[0] for line in wanted} == given  # type: ignore[index]


@pytest.mark.parametrize("lock", LOCKS, ids=name)
def test_every_locked_version_is_held_by_a_hash(lock: Path) -> None:
    entries = re.split(r"\n(?=[a-z])", lock.read_text())
    unheld = [entry.split()[0] for entry in entries if "==" in entry and "--hash=" not in entry]

    assert unheld == []


def test_the_locks_agree_on_every_version_they_share() -> None:
    locks = [pinned(path) for path in LOCKS]
    runtime = min(locks, key=len)

    for lock in locks:
        assert runtime.items() <= lock.items()


def pinned(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)(?:\[[^\]]*\])?==([^ ;\\]+)", lock.read_text(), re.M))


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(path.name[:4]) for path in files("docs/decisions", ".md")]

    assert numbers == list(range(1, len(numbers) + 1))
