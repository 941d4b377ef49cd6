"""Words, dates and numbers in a language: catalogues read at start, formats by CLDR.

English is the language of the source, so it needs no catalogue. Everything here is told the
language; which one a visitor reads is decided in `wiki.web.languages`.
"""

from __future__ import annotations

import functools
import io
from datetime import date, datetime, tzinfo

from babel import Locale, dates, numbers
from babel.messages import mofile, pofile
from babel.support import NullTranslations, Translations

from wiki import paths

LANGUAGES = ("en", "nl")
SOURCE = "en"

_LOCALES = {"en": Locale("en", "GB"), "nl": Locale("nl", "NL")}


@functools.cache
def catalogue(language: str) -> NullTranslations:
    """Return the translations into a language, read once from its .po file."""
    if language == SOURCE:
        return NullTranslations()
    path = paths.translations() / language / "LC_MESSAGES" / "messages.po"
    compiled = io.BytesIO()
    with path.open("rb") as file:
        mofile.write_mo(compiled, pofile.read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def day(value: date | datetime, language: str, zone: tzinfo) -> str:
    """Write a date in full: 14 June 2026."""
    return _written(_local(value, zone), "d MMMM y", language)


def month_day(value: date | datetime, language: str, zone: tzinfo) -> str:
    """Write a date of a known year: 14 June."""
    return _written(_local(value, zone), "d MMMM", language)


@functools.lru_cache(maxsize=1024)
def moment(value: datetime, language: str, zone: tzinfo) -> str:
    """Write a date and time in a time zone: 14 June 2026, 10:42."""
    local = value.astimezone(zone)
    clock_time = dates.format_time(local, "HH:mm", locale=_LOCALES[language])
    return f"{day(local, language, zone)}, {clock_time}"


@functools.lru_cache(maxsize=128)
def language_name(of: str, language: str) -> str:
    """Name a language in another: Dutch is "Nederlands" in Dutch."""
    return str(_LOCALES[language].languages.get(of, of))


def number(value: float, language: str) -> str:
    """Write a number with the separators of a language: 1,234.5."""
    return str(numbers.format_decimal(value, locale=_LOCALES[language]))


@functools.lru_cache(maxsize=1024)
def _written(local: date, pattern: str, language: str) -> str:
    return dates.format_date(local, pattern, locale=_LOCALES[language])


def _local(value: date | datetime, zone: tzinfo) -> date:
    return value.astimezone(zone).date() if isinstance(value, datetime) else value
