"""A sweep runs one part of all combinations and goes on where it was left."""

from __future__ import annotations

import subprocess

import pytest

TESTS = """
import pytest

def test_every_time():
    pass

@pytest.mark.sweep("voices")
def test_in_a_sweep_of_voices():
    pass

@pytest.mark.sweep("voices")
def test_that_fails_at_first():
    from pathlib import Path
    assert Path("mended").exists()

@pytest.mark.sweep("faults")
def test_in_a_sweep_of_faults():
    pass
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """Give a small project under version control."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makeini("[pytest]\nmarkers = sweep(part)\ncache_dir = .ignored")
    folder = pytester.mkdir("tests")
    (folder / "test_some.py").write_text(TESTS)
    (pytester.path / ".gitignore").write_text("__pycache__\n.sweep\nmended\n.ignored\n")
    author = ["-c", "user.name=Otis", "-c", "user.email=otis@example.org"]
    for words in (["init", "-q"], ["add", "."], [*author, "commit", "-q", "-m", "Start"]):
        subprocess.run(["git", *words], cwd=pytester.path, check=True, capture_output=True)
    return pytester


def run(project: pytest.Pytester, *words: str) -> pytest.RunResult:
    return project.runpytest_inprocess("-p", "tests.sweep", *words)


def test_an_ordinary_run_leaves_out_what_is_for_sweeps(project: pytest.Pytester) -> None:
    run(project).assert_outcomes(passed=1, deselected=3)


def test_a_sweep_runs_its_own_part_only(project: pytest.Pytester) -> None:
    run(project, "--sweep=faults").assert_outcomes(passed=1, deselected=3)


def test_a_sweep_goes_on_with_what_did_not_pass(project: pytest.Pytester) -> None:
    run(project, "--sweep=voices").assert_outcomes(passed=1, failed=1, deselected=2)
    (project.path / "mended").touch()

    run(project, "--sweep=voices").assert_outcomes(passed=1, deselected=3)


def test_a_sweep_with_nothing_left_is_done(project: pytest.Pytester) -> None:
    run(project, "--sweep=faults")

    assert run(project, "--sweep=faults").ret == pytest.ExitCode.OK


def test_a_change_begins_the_sweep_anew(project: pytest.Pytester) -> None:
    run(project, "--sweep=faults")
    (project.path / "tests" / "test_some.py").write_text(TESTS + "\n")

    run(project, "--sweep=faults").assert_outcomes(passed=1, deselected=3)
