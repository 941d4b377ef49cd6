"""Blocks of real documents in the editor: nothing changes by itself, and a word changes alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

import pytest
from playwright.sync_api import Page

from tests.browser.pages.reader import Reader
from tests.cast import Cast
from tests.real import RealDocuments
from wiki import paths
from wiki.assets import WRITING, Assets
from wiki.text import blocks, render

pytestmark = pytest.mark.browser

HOW_MANY, SOME = 300, 60
"""So many in a sweep, and in an ordinary run."""

NEW = "/documents/code/en/sections/speaking-up/proposals/new?first=0&last=0"
OTHER = "Qanders"

PREPARE = """async (address) => {
  window.writing = await import(address);
  const page = new DOMParser().parseFromString(
    await (await fetch(location.href)).text(), "text/html");
  window.blank = page.querySelector("form[data-redline-url]");
  delete window.blank.dataset.redlineUrl;
  window.blank.querySelector("[data-draft]").remove();
}"""
OPEN_AND_CHANGE = """async ([source, html, other]) => {
  const form = document.adoptNode(window.blank.cloneNode(true));
  const box = form.querySelector("[data-editor] textarea");
  box.textContent = source;
  form.querySelector("template[data-readers]").innerHTML = html;
  document.querySelector("main").replaceChildren(form);
  await window.writing.write(form);
  const editor = form.querySelector(".editor");
  const unchanged = box.value;
  if (!editor) return { unchanged, word: "", now: unchanged, isEditor: false };
  const walker = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT);
  const words = [];
  while (walker.nextNode()) {
    for (const found of walker.currentNode.data.matchAll(/[\\p{L}\\p{M}\\p{N}]+/gu))
      words.push([walker.currentNode, found.index, found[0]]);
  }
  const [node, start, word] = words[Math.floor(words.length / 3)];
  editor.focus();
  getSelection().setBaseAndExtent(node, start, node, start + word.length);
  document.execCommand("insertText", false, other);
  await new Promise((resolve) => setTimeout(resolve));
  return { unchanged, word, now: box.value, isEditor: true };
}"""


class Tried(NamedTuple):
    """A block, and what the editor made of it."""

    source: str
    unchanged: str
    word: str
    now: str
    is_editor: bool

    @property
    def changed_alone(self) -> bool:
        """Whether putting the word back gives the block back."""
        start = self.now.find(OTHER)
        before, after = self.now[:start], self.now[start + len(OTHER) :]
        return start >= 0 and before + self.word + after == self.source


def test_a_changed_word_changes_nothing_else_in_real_blocks(
    comes: Callable[..., Reader],
    people: Cast,
    real: RealDocuments,
    capsys: pytest.CaptureFixture[str],
    pytestconfig: pytest.Config,
) -> None:
    count = HOW_MANY if pytestconfig.getoption("--sweep") else SOME
    noor = comes(people.noor)
    sent: list[str] = []
    noor.page.on("request", lambda one: sent.append(one.method))
    noor.opens(NEW)
    noor.page.evaluate(PREPARE, f"/assets/{Assets(paths.static()).named(WRITING).address}")

    tried = [tries(noor.page, source, html) for source, html in sample(real, count)]

    edited = [one for one in tried if one.is_editor]
    alone = [one for one in edited if one.changed_alone]
    how = Counter("editor" if one.is_editor else "plain text" for one in tried)
    with capsys.disabled():
        print(
            f"\n{len(tried)} real blocks: {how['editor']} in the editor, {how['plain text']} as "
            f"plain text; a changed word changed only itself in {len(alone)} of {len(edited)}"
        )
    assert [one for one in tried if one.unchanged != one.source] == []
    assert len(tried) == count
    assert len(edited) >= 0.8 * len(tried)
    others = [one for one in edited if not one.changed_alone]
    assert len(alone) >= 0.98 * len(edited), others
    assert "POST" not in sent


def tries(page: Page, source: str, html: str) -> Tried:
    """Open a block in the editor, and change one of its words."""
    found = page.evaluate(OPEN_AND_CHANGE, [source, html, OTHER])
    return Tried(source, found["unchanged"], found["word"], found["now"], found["isEditor"])


def sample(real: RealDocuments, count: int) -> list[tuple[str, str]]:
    """Return blocks that lie evenly over real documents, each with what readers see."""
    seen = [
        one for text in islice(newest(real), 0, None, HOW_MANY // count) for one in readable(text)
    ]
    return [seen[index * len(seen) // count] for index in range(count)]


def newest(real: RealDocuments) -> Iterator[str]:
    """Give the newest text of each document, its lines ended as they are here."""
    rows = (row for row in real.rows("revisions") if row["rev"] == row["of"] - 1)
    return (row["text"].replace("\r\n", "\n") for row in rows)


def readable(text: str) -> Iterator[tuple[str, str]]:
    """Give the blocks of a text that readers see, as the form holds them."""
    found = blocks.split(text)
    for block, html in zip(found, render.blocks_to_html(found), strict=True):
        if html:
            yield block.source.rstrip("\n"), html
