"""Selecting words as a reader does: a range over the visible text of one block or of several."""

from __future__ import annotations

from playwright.sync_api import Page

SELECT = """([words, first, last]) => {
  const visible = (number) => document.querySelector(`[data-block="${number}"] [data-visible]`);
  const nodesOf = (element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    return nodes;
  };
  const point = (number, at) => {
    let left = at;
    for (const node of nodesOf(visible(number))) {
      if (left <= node.length) return [node, left];
      left -= node.length;
    }
  };
  const [head, tail] = [words[0], words.at(-1)];
  const start = visible(first).textContent.indexOf(head);
  const end = visible(last).textContent.indexOf(tail) + tail.length;
  if (start < 0 || end < tail.length) throw new Error(`not on the page: ${words}`);
  const range = document.createRange();
  range.setStart(...point(first, start));
  range.setEnd(...point(last, end));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""

SELECT_IN_EDITOR = """(words) => {
  const editor = document.querySelector(".editor");
  const walker = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT);
  while (walker.nextNode() && !walker.currentNode.data.includes(words));
  const start = walker.currentNode.data.indexOf(words);
  editor.focus();
  getSelection().setBaseAndExtent(
    walker.currentNode, start, walker.currentNode, start + words.length);
}"""


def selects_in_editor(page: Page, words: str) -> None:
    """Select words within one stretch of text in the editor."""
    page.evaluate(SELECT_IN_EDITOR, words)


def select(page: Page, words: str, *, last_words: str = "") -> None:
    """Select words; with `last_words`, everything from the first ones to those in another block."""
    ends = [words, last_words or words]
    first, last = (_block_with(page, each) for each in ends)
    page.evaluate(SELECT, [ends, first, last])


def _block_with(page: Page, words: str) -> str:
    """Return the number of the first block whose visible text holds these words."""
    blocks = page.locator("[data-block]")
    found = blocks.evaluate_all(
        """(blocks, words) => blocks.find((block) =>
             block.querySelector("[data-visible]").textContent.includes(words))?.dataset.block""",
        words,
    )
    assert found is not None, f"no block says: {words}"
    return str(found)
