"""Several people acting at the same moment, each in a thread and a transaction of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence


def at_once(acts: Sequence[Callable[[], object]]) -> list[object]:
    """Start all acts together and return what each gave, or the exception it ended with."""
    results: list[object] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def play(number: int, act: Callable[[], object]) -> None:
        start.wait()
        try:
            results[number] = act()
        except Exception as error:
            results[number] = error

    threads = [threading.Thread(target=play, args=(number, act)) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
