"""Serving as a program: its address, its one process, and stopping without losing a request."""

from __future__ import annotations

import itertools
import signal
import socket
import subprocess
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import HTTPError, URLError

import pytest

from tests.cli.commands import Site
from wiki import clock
from wiki.commands.serving import Drain


def free_port() -> str:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return str(listener.getsockname()[1])


@contextmanager
def running(site: Site, command: str, port: str) -> Iterator[subprocess.Popen[str]]:
    """Start the site as a program and wait until it says it is ready."""
    program = site.started(command, WIKI_PORT=port)
    assert program.stdout
    try:
        for line in program.stdout:
            if line.startswith("Conduct Wiki is ready"):
                break
        yield program
    finally:
        program.kill()
        program.communicate()


def status(port: str, path: str) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


def test_a_site_serves_until_told_to_stop_and_ends_well(prepared: Site) -> None:
    port = free_port()
    with running(prepared, "serve", port) as program:
        assert (
            status(port, "/healthz") == status(port, "/readyz") == status(port, "/sign-in") == 200
        )

        second = prepared.started("serve", WIKI_PORT=free_port())
        _, said = second.communicate()
        assert second.returncode == 1
        assert "python -m wiki serve (process" in said

        program.send_signal(signal.SIGTERM)
        _, log = program.communicate(timeout=15)

    assert program.returncode == 0
    assert "Traceback" not in log
    with pytest.raises(URLError):
        status(port, "/healthz")


def test_a_port_in_use_is_told(prepared: Site) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        program = prepared.started("serve", WIKI_PORT=str(listener.getsockname()[1]))
        _, said = program.communicate()

    assert program.returncode == 1
    assert "set WIKI_PORT" in said


def test_the_demo_tells_in_words_as_whom_one_can_sign_in(site: Site) -> None:
    program = site.started("demo", WIKI_PORT=free_port())
    assert program.stdout
    told = list(itertools.takewhile(lambda line: "tomasz@" not in line, program.stdout))
    program.kill()
    program.communicate()

    people = dict(line.split(maxsplit=1) for line in told if "@example.org" in line)
    assert people["henk@example.org"] == "Council reader\n"
    assert not any("_" in work for work in people.values())


def test_the_demo_serves_only_this_machine(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIKI_HOST", "192.0.2.1")

    assert "a password that everybody knows" in site.refused("demo")
    assert not site.database.exists()


class TestDraining:
    def test_what_is_under_way_is_finished_and_what_comes_later_is_turned_away(self) -> None:
        entered, go_on = threading.Event(), threading.Event()
        answers: list[bytes] = []

        def slow(_environ: object, start: object) -> list[bytes]:
            entered.set()
            go_on.wait(10)
            return [b"saved"]

        drain = Drain(slow)  # type: ignore[arg-type]
        statuses: list[str] = []

        def start(said: str, _headers: object) -> None:
            statuses.append(said)

        def ask() -> None:
            answers.extend(drain({}, start))  # type: ignore[arg-type]

        under_way = threading.Thread(target=ask)
        under_way.start()
        entered.wait(10)
        closing = threading.Thread(target=drain.close)
        closing.start()
        while b"".join(drain({}, start)) == b"saved":  # type: ignore[arg-type]
            clock.pause(0.01)

        assert statuses[-1].startswith("503")
        assert closing.is_alive()
        go_on.set()
        under_way.join(10)
        closing.join(10)
        assert answers == [b"saved"]
        assert not closing.is_alive()
