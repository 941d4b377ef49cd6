"""Strings that attack: markup that acts, addresses that act, Markdown that takes for ever."""

from __future__ import annotations

from tests import real

ACTING = (
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style>"
    '<img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    '<a href="jav&#x09;ascript:alert(1)">x</a>',
    "<base href=//elsewhere.example/>",
    "<meta http-equiv=refresh content='0;url=//elsewhere.example'>",
    "<form action=//elsewhere.example><input name=a><button>x</button></form>",
    "<link rel=stylesheet href=//elsewhere.example/x.css>",
    "<img src=//elsewhere.example/pixel.png>",
    "<p style='position:fixed;inset:0;background:url(//elsewhere.example)'>x</p>",
)
"""Markup of which each acts, or loads something, wherever it reaches a page."""

OTHER_MARKUP = (
    "</textarea><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "' autofocus onfocus=alert(1) x='",
    "{{ 7 * 7 }} {% for x in () %} ${7*7} %(name)s %s {0}",
)
MARKDOWN = (
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:1)",
    "[x](vbscript:1) [y](tel:1) [z](data:text/html,<script>alert(1)</script>)",
    "<javascript:alert(1)>",
    "![x](//elsewhere.example/pixel.png)",
    "[x]: javascript:alert(1)\n\n[x]",
    '[x](//elsewhere.example "t\\" onclick=alert(1) x=\\"")',
    "[x](\\\\elsewhere.example\\x)",
    "| a |\n| --- |\n| <script>alert(1)</script> |",
    "[^x]: <img src=x onerror=alert(1)>\n\nword[^x]",
    '```"onload=alert(1)\n<script>alert(1)</script>\n```',
    "## x {onclick=alert(1)}",
)
SLOW = (
    "[" * 5_000,
    "![" * 2_500,
    "<![" * 1_666,
    "<a " * 1_666,
    "- " * 500 + "a",
    "> " * 2_000 + "a",
    "[a](x)" * 800,
    "`" * 2_000 + "a" + "``" * 1_000,
    "*a **b " * 700,
    "<em>" * 1_200,
    "ab" * 2_500,
    "&#0;&#x110000;&lt" * 300,
    "| a " * 1_000 + "|\n" + "| - " * 200 + "|",
    "[a]: x\n" * 700 + "[a]",
    "a\u0301\u0302\u0303 " * 600,
    "\N{ZERO WIDTH JOINER}\N{FAMILY}" * 1_000,
)
OWN = ACTING + OTHER_MARKUP + MARKDOWN + SLOW
LONG = tuple(one * 10 for one in SLOW)
"""The slow ones again, as long as a whole section may be."""


def of_others() -> list[str]:
    """Return the strings that others collected; none where there are no real documents."""
    found = real.find()
    return [str(one["payload"]) for one in found.attacks()] if found else []


def sample(every: int) -> list[str]:
    """Return some of them: each so many-th, and the first always."""
    return [*OWN, *of_others()][::every]


def everything() -> list[str]:
    """Return all of them, each once."""
    return list(dict.fromkeys([*OWN, *LONG, *of_others()]))
