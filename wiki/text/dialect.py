"""The Markdown this wiki speaks, as one markdown-it-py parser.

That is CommonMark with tables, strikethrough, footnotes and lists of terms. Adds to the parser what
it doesn't keep by itself: where in the source every piece of content came from, and whether
something was nested too deep to be read. Decides nothing about how blocks are shown.
"""

import re
from collections.abc import Callable, MutableMapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from wiki.text import dialect_rules

Environment = MutableMapping[str, Any]
BlockRule = Callable[[StateBlock, int, int, bool], bool]
InlineRule = Callable[[StateInline, bool], bool]

# The most work that goes into showing a block; the heaviest of 428 real texts takes 951.
MOST_WORK = 6_000
# Twenty lists in each other; what lies deeper makes the block be shown as plain source.
_DEEPEST = 40
_BRACKETS = 500
_MARK = re.compile(r"[*_~`\[\]<>\n\\&]")
_LINE_END = re.compile(r"\r\n?|\n")
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_HEADING_MARK = re.compile(r"#{1,6}[ \t]*")
_LEAVES = frozenset({"inline", "code_block", "fence", "html_block"})
_INLINE_RULES = (
    "text newline escape backticks strikethrough emphasis link image autolink html_inline entity"
)


def normalised(source: str) -> str:
    """Return the source as the parser counts it: LF line ends, unreadable characters as U+FFFD."""
    return _UNREADABLE.sub("\ufffd", _LINE_END.sub("\n", source))


def parse_blocks(text: str, environment: Environment) -> list[Token]:
    """Return the block tokens of a normalised text; words inside them are not parsed yet.

    Every `inline`, code and HTML token has `meta["lines"]`, the (start, end) offsets of its lines
    in the text, or `meta["places"]`, one offset for each character of its content. The environment
    receives `references`, `footnotes`, and `too_deep` when something was left out because of its
    depth.
    """
    tokens: list[Token] = []
    _PARSER.block.parse(text, _PARSER, environment, tokens)
    return tokens


def parse_inline(content: str, environment: Environment) -> list[Token]:
    """Return the tokens of a block's content, with `meta["at"]`, its offset in the content."""
    tokens: list[Token] = []
    _PARSER.inline.parse(content, _PARSER, environment, tokens)
    return tokens


def work(token: Token) -> int:
    """Return how much work it is to show a token: roughly, the elements and entities it makes."""
    if token.type == dialect_rules.CROWDED_TABLE or is_laborious(token.content):
        return MOST_WORK + 1
    return 1 + len(_MARK.findall(token.content)) if token.content else 1


def is_laborious(content: str) -> bool:
    """Whether the words take the parser long: it tries every bracket against every other."""
    return content.count("[") > _BRACKETS


def plain_words(content: str, environment: Environment) -> str:
    """Return the words of a block's content without its marks, on one line."""
    if is_laborious(content):
        return " ".join(content.split())
    return " ".join(_plain(parse_inline(content, environment)).split())


def _plain(tokens: list[Token]) -> str:
    return "".join(
        " "
        if token.type in ("softbreak", "hardbreak")
        else _plain(token.children or [])
        if token.type == "image"
        else token.content
        for token in tokens
    )


class _PlacedInline(StateInline):
    """Remembers where pending words began, since tokens of plain words don't say so."""

    pending_at = 0

    def append_pending(self, text: str) -> None:
        if not self._pending and not self._pending_buffer:
            self.pending_at = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802 - the parser's name
        token = super().pushPending()
        token.meta["at"] = self.pending_at
        return token


class _Inline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: Environment, tokens: list[Token]) -> list[Token]:
        state = _PlacedInline(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _Blocks(ParserBlock):
    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        if state.level >= _DEEPEST:
            state.env["too_deep"] = True
        super().tokenize(state, startLine, endLine)


def _placed_inline(rule: InlineRule) -> InlineRule:
    """Give every token a rule makes the offset at which the rule matched."""

    def placed(state: StateInline, silent: bool) -> bool:
        at, known = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        for token in state.tokens[known:]:
            if "at" not in token.meta:
                token.meta |= {"at": at, "to": state.pos}
                at += len(token.content) if token.type == "text" else 0
        return True

    return placed


def _placed_block(rule: BlockRule, opening: re.Pattern[str] | None = None) -> BlockRule:
    """Give every leaf token a rule makes the offsets of its lines."""

    def placed(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        known = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        for token in state.tokens[known:]:
            if token.type in _LEAVES and not token.meta:
                token.meta["lines"] = _lines(state, token, opening)
        return True

    return placed


def _lines(
    state: StateBlock, token: Token, opening: re.Pattern[str] | None
) -> list[tuple[int, int]]:
    first, end = token.map or (0, 0)
    lines = [(state.bMarks[n] + state.tShift[n], state.eMarks[n]) for n in range(first, end)]
    if opening and (mark := opening.match(state.src, lines[0][0])):
        lines[0] = (mark.end(), lines[0][1])
    return lines


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST, "inline_definitions": True})
    parser.inline = _Inline()
    parser.block = _Blocks()
    _set_block_rules(parser.block)
    _set_inline_rules(parser.inline)
    return parser


def _set_block_rules(block: ParserBlock) -> None:
    ruler = block.ruler
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference"]}
    ruler.before("reference", "footnote", dialect_rules.footnote, interrupts)
    ruler.before("lheading", "terms", dialect_rules.terms)
    for rule in ruler.__rules__:
        if rule.name == "table":
            rule.fn = dialect_rules.bounded_table(rule.fn)
        elif rule.name not in ("list", "blockquote", "footnote"):
            rule.fn = _placed_block(rule.fn, _HEADING_MARK if rule.name == "heading" else None)


def _set_inline_rules(inline: ParserInline) -> None:
    ruler = inline.ruler
    ruler.enableOnly(_INLINE_RULES.split())
    ruler.before("link", "footnote", dialect_rules.footnote_mark)
    for rule in ruler.__rules__:
        rule.fn = _placed_inline(rule.fn)
    inline.ruler2.enableOnly(["balance_pairs", "strikethrough", "emphasis"])


_PARSER = _parser()
