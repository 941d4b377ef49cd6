"""The last word on what HTML leaves the text core: bleach first, nh3 behind it, one allow-list.

Anything else becomes visible text (bleach) or is taken out (nh3); it is never passed on.
"""

import re

import bleach
import nh3

from wiki.text import dialect, links
from wiki.text.spares import Spares

TAGS = frozenset(
    {"a", "br", "code", "del", "em", "strong", "sup"}
    | {"blockquote", "div", "hr", "p", "pre", "h2", "h3", "h4", "h5", "h6"}
    | {"dd", "dl", "dt", "li", "ol", "ul"}
    | {"table", "tbody", "td", "th", "thead", "tr"}
)
_ANYWHERE = frozenset({"id", "class", "lang"})
_ATTRIBUTES: dict[str, frozenset[str]] = {
    "a": frozenset({"href", "title", "rel"}),
    "ol": frozenset({"start"}),
    "th": frozenset({"scope"}),
}
_VALUES = {
    "id": re.compile(rf"{links.ID_PREFIX}[\w.-]{{1,200}}"),
    "class": re.compile(r"footnote|source|align-(?:left|center|right)|language-[\w+#.-]{1,30}"),
    "lang": re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*"),
    "rel": re.compile(r"noopener noreferrer"),
    "start": re.compile(r"[0-9]{1,9}"),
    "scope": re.compile(r"col"),
}


def sanitize(html: str) -> str:
    """Return the HTML with only what a text may show in it; doing so twice changes nothing.

    Line ends come out as LF, control characters as U+FFFD.
    """
    with _CLEANERS.one() as cleaner:
        clean = _NH3.clean(cleaner.clean(dialect.normalised(html)))
    # Entities may have stood for what is normalised, too.
    return dialect.normalised(clean)


def _may_have(tag: str, name: str, value: str) -> bool:
    if name not in _ANYWHERE and name not in _ATTRIBUTES.get(tag, ()):
        return False
    if name == "href":
        return links.allowed(value) == value
    return name not in _VALUES or _VALUES[name].fullmatch(value) is not None


def _filtered(tag: str, name: str, value: str) -> str | None:
    return value if _may_have(tag, name, value) else None


def _cleaner() -> bleach.Cleaner:
    return bleach.Cleaner(
        tags=TAGS, attributes=_may_have, protocols=links.SCHEMES, strip_comments=True
    )


_CLEANERS = Spares(_cleaner)
_NH3 = nh3.Cleaner(
    tags=set(TAGS),
    attributes={tag: set(_ANYWHERE.union(_ATTRIBUTES.get(tag, ()))) for tag in TAGS},
    attribute_filter=_filtered,
    clean_content_tags=set(),
    url_schemes=set(links.SCHEMES),
    link_rel=None,
)
