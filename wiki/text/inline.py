"""Writes the words of one paragraph, heading, cell or item, with their emphasis, links and marks.

Every visible character is tied to the span of content it came from: itself, or the whole of the
entity, escape, footnote mark or image that stands for it.
"""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from wiki.text import dialect, links
from wiki.text.dialect_rules import FOOTNOTE_MARK
from wiki.text.ids import Ids
from wiki.text.scribe import Scribe

_EMPHASIS = {"em": "em", "strong": "strong", "s": "del"}
_MISLEADING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile(r"[\t\n\f\r]")


class InlineWriter:
    """Writes one piece of content through a scribe; its characters stand at the given places."""

    def __init__(
        self,
        scribe: Scribe,
        content: str,
        places: Sequence[int],
        *,
        environment: dialect.Environment,
        ids: Ids,
    ) -> None:
        self._scribe = scribe
        self._content = content
        self._places = places
        self._environment = environment
        self._ids = ids
        self._links: list[bool] = []

    def write(self) -> None:
        """Write it all."""
        self._write(dialect.parse_inline(self._content, self._environment), 0)

    def _write(self, tokens: list[Token], offset: int) -> None:
        for token in tokens:
            at = token.meta["at"] + offset
            kind, _, end = token.type.rpartition("_")
            if kind in _EMPHASIS:
                self._emphasise(_EMPHASIS[kind], opens=end == "open")
            else:
                _WRITERS[token.type](self, token, at)

    def _emphasise(self, tag: str, *, opens: bool) -> None:
        if opens:
            self._scribe.open(tag)
        else:
            self._scribe.close()

    def _text(self, token: Token, at: int) -> None:
        if self._content.startswith(token.content, at):
            self._letters(token.content, at)
        else:
            self._address(token.content, at + len("<"))

    def _address(self, shown: str, at: int) -> None:
        """Write the words of an `<address>`, which may show less than is written."""
        if self._content.startswith(shown, at):
            self._letters(shown, at)
        else:
            self._standing_for(shown, at, self._content.index(">", at))

    def _special(self, token: Token, at: int) -> None:
        words, written = _BREAKS.sub(" ", token.content), token.markup
        if words == written or _MISLEADING.search(words):
            self._letters(written, at)
        else:
            self._standing_for(words, at, at + len(written))

    def _code(self, token: Token, at: int) -> None:
        inside = at + len(token.markup)
        written = self._content[inside : inside + len(token.content)].replace("\n", " ")
        stripped = 0 if written == token.content else 1
        self._scribe.open("code")
        self._letters(token.content, inside + stripped)
        self._scribe.close()

    def _soft_break(self, _: Token, at: int) -> None:
        self._standing_for("\n", at, at + 1)

    def _hard_break(self, _: Token, at: int) -> None:
        self._scribe.open("br")
        self._scribe.close()
        self._standing_for("\n", at, self._content.index("\n", at) + 1)

    def _link(self, token: Token, _: int) -> None:
        href, title = str(token.attrGet("href") or ""), str(token.attrGet("title") or "")
        self._open_link(href, title)

    def _end_link(self, _: Token, __: int) -> None:
        if self._links.pop():
            self._scribe.close()

    def _image(self, token: Token, at: int) -> None:
        source = str(token.attrGet("src") or "")
        self._open_link(source, str(token.attrGet("title") or ""))
        known = len(self._scribe.starts)
        self._write(token.children or [], at + len("!["))
        if len(self._scribe.starts) == known:
            self._standing_for(source, at, token.meta["to"] + at - token.meta["at"])
        self._end_link(token, at)

    def _footnote_mark(self, token: Token, at: int) -> None:
        mark = FOOTNOTE_MARK.match(self._content, at)
        number = str(self._environment["footnotes"][token.meta["label"]])
        in_link = self._scribe.is_within("a")
        self._scribe.open("sup")
        if not in_link:
            self._scribe.open("a", **self._ids.mark(number))
        self._standing_for(number, at, mark.end() if mark else at + 1)
        if not in_link:
            self._scribe.close()
        self._scribe.close()

    def _open_link(self, href: str, title: str) -> None:
        target = None if self._scribe.is_within("a") else links.allowed(href)
        self._links.append(target is not None)
        if target is not None:
            attributes = {"href": target} | ({"title": title} if title else {})
            if links.leads_outside(target):
                attributes["rel"] = "noopener noreferrer"
            self._scribe.open("a", **attributes)

    def _letters(self, words: str, at: int) -> None:
        """Write words that stand in the content as they are."""
        starts = list(self._places[at : at + len(words)])
        self._scribe.write(words, starts, [place + 1 for place in starts])

    def _standing_for(self, words: str, at: int, to: int) -> None:
        """Write words that stand in the content as something else, from `at` to `to`."""
        start, end = self._places[at], self._places[to - 1] + 1
        self._scribe.write(words, [start] * len(words), [end] * len(words))


_WRITERS = {
    "text": InlineWriter._text,
    "text_special": InlineWriter._special,
    "html_inline": InlineWriter._text,
    "code_inline": InlineWriter._code,
    "softbreak": InlineWriter._soft_break,
    "hardbreak": InlineWriter._hard_break,
    "link_open": InlineWriter._link,
    "link_close": InlineWriter._end_link,
    "image": InlineWriter._image,
    "footnote_mark": InlineWriter._footnote_mark,
}
