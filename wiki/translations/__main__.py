"""Bring the catalogues in step with the program: `python -m wiki.translations`."""

from __future__ import annotations

from wiki.translations import extraction

for language, missing in extraction.update_all().items():
    print(f"{language}: {missing} to translate in {extraction.path_of(language)}")
