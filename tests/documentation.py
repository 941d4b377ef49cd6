"""The parts of the documentation that are written by the program, between two marks.

    python -m tests.documentation

writes them anew; a test compares them.
"""

from __future__ import annotations

from pathlib import Path

from wiki import settings

ROOT = Path(__file__).parent.parent
OPERATING = ROOT / "docs" / "operating.md"
START, END = "<!-- settings -->\n", "<!-- /settings -->\n"


def settings_table() -> str:
    """Return the table of settings in Markdown."""
    rows = ["| variable | without it | what it is |", "| --- | --- | --- |"]
    for about in settings.documented():
        default = f"`{about.default}`" if about.default else "–"
        file = f" Or name a file that holds it: `{about.variable}_FILE`." if about.secret else ""
        rows.append(f"| `{about.variable}` | {default} | {about.doc}{file} |")
    return "\n".join(rows) + "\n"


def with_table(text: str, table: str) -> str:
    """Return a text with this table between the marks."""
    before, rest = text.split(START)
    _, after = rest.split(END)
    return f"{before}{START}{table}{END}{after}"


if __name__ == "__main__":
    OPERATING.write_text(with_table(OPERATING.read_text(), settings_table()))
