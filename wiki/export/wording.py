"""The words an export adds to a text, in the language of the document.

Not the language of whoever presses the button: an English speaker who exports the Dutch code
gets a Dutch cover. Languages without words of their own here get the English ones.
"""

from dataclasses import dataclass
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from wiki.export.manuscript import Manuscript


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language."""

    draft: str
    draft_on_cover: str
    draft_on_page: str
    version: str
    contents: str
    terms: str
    not_written: str


_ENGLISH = Wording(
    draft="Draft",
    draft_on_cover="This is a draft. People are still discussing it; it is not in force.",
    draft_on_page="Draft, not in force",
    version="Version {number}",
    contents="Contents",
    terms="What words mean here",
    not_written="Not yet written in {language}.",
)
_DUTCH = Wording(
    draft="Concept",
    draft_on_cover="Dit is een concept. Er wordt nog over gesproken; het geldt nog niet.",
    draft_on_page="Concept, geldt nog niet",
    version="Versie {number}",
    contents="Inhoud",
    terms="Wat woorden hier betekenen",
    not_written="Nog niet geschreven in het {language}.",
)
_BY_LANGUAGE = {"en": _ENGLISH, "nl": _DUTCH}
_REGIONAL = {"en": "en_GB"}  # Babel's plain English writes dates as in America


def of(language: str) -> Wording:
    """Return the words of a language, or the English ones."""
    return _BY_LANGUAGE.get(primary(language), _ENGLISH)


def primary(language: str) -> str:
    """Return the language without its region or script: "nl" of "nl-BE"."""
    return language.replace("_", "-").split("-")[0].lower()


def version(manuscript: Manuscript) -> str:
    """Return which version this is: "Version 3", or "Draft"."""
    words = of(manuscript.language)
    if manuscript.number is None:
        return words.draft
    return words.version.format(number=manuscript.number)


def named(manuscript: Manuscript) -> str:
    """Return the version with what its makers called it: "Version 3: for the works council"."""
    called = manuscript.name.strip()
    return f"{version(manuscript)}: {called}" if called else version(manuscript)


def day(dated: date, language: str) -> str:
    """Return the date in the words of a language: "22 November 2026"."""
    return format_date(dated, "long", locale=_locale(language))


def not_written(language: str) -> str:
    """Return what stands in place of a text without words: "Not yet written in English."."""
    spoken = _locale(language) if primary(language) in _BY_LANGUAGE else _locale("en")
    name = spoken.languages.get(primary(language), language)
    return of(language).not_written.format(language=name)


def _locale(language: str) -> Locale:
    name = primary(language)
    try:
        return Locale.parse(_REGIONAL.get(name, name))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")
