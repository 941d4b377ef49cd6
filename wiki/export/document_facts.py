"""What a folder or zip of sections says about the document as a whole: its `document.yaml`.

Only the key and the titles have a meaning here; the rest is carried both ways for the domain.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wiki.text import plain_yaml

FILE_NAME = "document.yaml"


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """A document's key, its title by language, and whatever else its file says."""

    key: str
    titles: Mapping[str, str]
    others: Mapping[str, object] = field(default_factory=dict)


def compose(facts: DocumentFacts) -> str:
    """Return the facts as the text of a `document.yaml`."""
    return plain_yaml.dump({"key": facts.key, "titles": dict(facts.titles), **facts.others})


def parse(source: str) -> DocumentFacts:
    """Return the facts of a `document.yaml`; every scalar in it is read as its words.

    Raises plain_yaml.UnreadableYaml when it is broken or has no key and titles.
    """
    rows = plain_yaml.load(source)
    if not isinstance(rows, dict):
        raise plain_yaml.UnreadableYaml("not a mapping")
    key, titles = rows.pop("key", None), rows.pop("titles", None)
    if not isinstance(key, str) or not isinstance(titles, dict):
        raise plain_yaml.UnreadableYaml("key or titles are missing")
    words = {language: title for language, title in titles.items() if isinstance(title, str)}
    if len(words) != len(titles):
        raise plain_yaml.UnreadableYaml("a title is not words")
    return DocumentFacts(key, words, rows)
