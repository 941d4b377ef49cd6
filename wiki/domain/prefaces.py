"""Prefaces: what a document says about itself, as an import tells it and the overview shows it."""

from collections.abc import Mapping, Sequence
from typing import Any

from wiki.errors import Invalid
from wiki.text import gate

PARTS: Mapping[str, type] = {
    "purpose": str,
    "can_change": list,
    "cannot_change": list,
    "decided_by": str,
    "contact": list,
}
"""What a preface may say, in each language: in words, or as a list of them."""

BESIDE = ("languages", "readers")
LIMIT = 5_000


def read(about: Mapping[str, Any], languages: Sequence[str], *, file: str) -> dict[str, Any]:
    """Turn {part: {language: words}}, as people write it, into {language: {part: words}}.

    Refuses with Invalid, `file` and the `fact` among its values, what a document can't say.
    """
    for fact in about:
        if fact not in PARTS and fact not in BESIDE:
            raise _wrong(fact, "unknown_fact", file)
    told = {part: _told(part, about[part], languages, file) for part in PARTS if part in about}
    return {
        language: {part: told[part][language] for part in told if language in told[part]}
        for language in languages
    }


def _told(part: str, told: object, languages: Sequence[str], file: str) -> Mapping[str, Any]:
    """Return what one part says in each language, as it is."""
    if not isinstance(told, Mapping):
        raise _wrong(part, "fact_without_languages", file)
    for language, words in told.items():
        fact = f"{part}.{language}"
        if language not in languages:
            raise _wrong(fact, "unknown_language_of_fact", file)
        if not isinstance(words, PARTS[part]):
            raise _wrong(fact, "fact_is_a_list" if PARTS[part] is list else "fact_is_words", file)
        for line in words if isinstance(words, list) else [words]:
            _ensure_words(line, fact, file)
    return told


def _ensure_words(line: object, fact: str, file: str) -> None:
    if not isinstance(line, str):
        raise _wrong(fact, "fact_is_a_list", file)
    try:
        gate.accept(line, LIMIT)
    except gate.Refused:
        raise _wrong(fact, "unfit_fact", file) from None


def _wrong(fact: str, key: str, file: str) -> Invalid:
    return Invalid(fact, key, file=file, fact=fact)
