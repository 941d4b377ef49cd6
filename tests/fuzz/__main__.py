"""Try the text core on texts nobody thought of: `python -m tests.fuzz MINUTES [NUMBER]`.

Tries the cases from NUMBER on for so many minutes of processor time, one at least, and prints each
failure made small, with its number: `python -m tests.fuzz 0 NUMBER` tries that case again. Ends
with 1 where anything failed. Set WIKI_TEST_DATA for cases made of real documents.
"""

from __future__ import annotations

import re
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import count

from tests.bench import measuring
from tests.fuzz import comparing, keeping
from tests.fuzz.cases import Case, Source, Texts

Property = Callable[[Case], None]
PROPERTIES: tuple[Property, ...] = (
    *(comparing.cutting, comparing.comparing, comparing.comparing_blocks),
    *(comparing.merging, comparing.anchoring),
    *(keeping.accepting, keeping.storing, keeping.setting_apart, keeping.showing),
)

MOST_MS = 3 * 2_000.0
"""What one property may take on a quiet machine; it asks for about three pieces of work."""

MOST_TRIES = 600
UNITS = tuple(map(re.compile, (r"[^\n]*\n|[^\n]+", r"\s+|\S+", r"(?s).")))
MOST_TOLD = 8


class TooSlow(AssertionError):
    """A property took longer than anything may."""


def main(arguments: Sequence[str]) -> int:
    """Try cases for the minutes given; return 0, or 1 where something failed."""
    minutes, first = float(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 1
    end = measuring.own() + minutes * 60_000
    tried = run(Source(), numbers(first, lambda: measuring.own() < end), PROPERTIES)
    return 1 if tried.failed else 0


def numbers(first: int, goes_on: Callable[[], bool]) -> Iterator[int]:
    """Yield the numbers of cases: the first one, and further ones as long as it goes on."""
    for number in count(first):
        yield number
        if not goes_on():
            return


class Tried:
    """How often each property was tried, and failed."""

    def __init__(self) -> None:
        self.held: Counter[str] = Counter()
        self.failed: Counter[str] = Counter()


def run(source: Source, of_cases: Iterator[int], properties: Sequence[Property]) -> Tried:
    """Try every property on each case; tell what fails at once, how many when it is stopped."""
    tried, number = Tried(), 0
    print(f"cases of {'real documents' if source.is_real else 'the starter document'}", flush=True)
    with suppress(KeyboardInterrupt):
        for number in of_cases:
            case = source.case(number)
            for holds in properties:
                error = failure(holds, case)
                (tried.failed if error else tried.held)[holds.__name__] += 1
                if error and tried.failed[holds.__name__] <= MOST_TOLD:
                    _tell(holds, case, error)
    print(f"last case: {number}")
    for holds in properties:
        name = holds.__name__
        print(f"{name:<18}{tried.held[name]:>8} held{tried.failed[name]:>8} failed")
    return tried


def failure(holds: Property, case: Case) -> Exception | None:
    """Return what is wrong, if anything is."""
    begun = measuring.own()
    try:
        holds(case)
        spent = measuring.own() - begun
        if spent > MOST_MS and spent > MOST_MS * measuring.slowness():
            raise TooSlow(f"{spent:.0f} ms")
    except Exception as error:
        return error
    return None


def _tell(holds: Property, case: Case, error: Exception) -> None:
    small = case.raw if isinstance(error, TooSlow) else smallest(holds, case, error)
    shown = failure(holds, Case(case.number, small)) or error
    print(f"FAILED {holds.__name__}, case {case.number}")
    print("".join(traceback.format_exception(shown)[-4:]).rstrip()[-1500:])
    for name, text in zip(("base", "ours", "theirs"), small, strict=True):
        print(f"  {name:<7}{text!r}"[:1500])
    sys.stdout.flush()


def smallest(holds: Property, case: Case, error: Exception) -> Texts:
    """Return smaller texts that fail in the same way: without lines, then words, then letters."""
    texts, left = case.raw, MOST_TRIES
    for unit in UNITS:
        size = max(len(unit.findall(text)) for text in texts)
        while (size := size // 2) and left > 0:
            at = 0
            while at < max(map(len, texts)) and left > 0:
                for fewer in _without(texts, unit, at, size):
                    left -= 1
                    if _alike(error, failure(holds, Case(case.number, fewer))):
                        texts = fewer
                        break
                else:
                    at += size
    return texts


def _alike(error: Exception, other: Exception | None) -> bool:
    """Whether another failure is of the same line of the same property."""
    if type(other) is not type(error):
        return False
    one, same = (traceback.extract_tb(failed.__traceback__)[-1] for failed in (error, other))
    return (one.filename, one.lineno) == (same.filename, same.lineno)


def _without(texts: Texts, unit: re.Pattern[str], at: int, size: int) -> Iterator[Texts]:
    """Yield the texts without some units of one of them: out of all three, and out of that one."""
    for place, text in enumerate(texts):
        units = unit.findall(text)
        if chunk := "".join(units[at : at + size]):
            base, ours, theirs = (one.replace(chunk, "", 1) for one in texts)
            yield base, ours, theirs
            one_less = [*texts]
            one_less[place] = "".join(units[:at] + units[at + size :])
            yield one_less[0], one_less[1], one_less[2]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
