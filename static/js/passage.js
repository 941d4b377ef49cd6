// Where a selection lies in the visible text of blocks. The visible text of a block is its text nodes
// under [data-visible], joined in document order; offsets count UTF-16 units, as the browser does.

// Returns { firstBlock, lastBlock, start, end, quote }, or null where nothing readable is selected.
export function passageOf(range, sheet) {
  const parts = [...sheet.querySelectorAll("[data-block]")]
    .map((block) => part(range, block))
    .filter((found) => found && found.end > found.start);
  if (!parts.length) return null;
  const [first, last] = [parts[0], parts.at(-1)];
  const quote = parts.map(({ text, start, end }) => text.slice(start, end)).join("\n");
  if (!quote.trim()) return null;
  return { firstBlock: first.number, lastBlock: last.number, start: first.start, end: last.end, quote };
}

function part(range, block) {
  const visible = block.querySelector("[data-visible]");
  if (!visible || !range.intersectsNode(visible)) return null;
  const nodes = textNodes(visible);
  const text = nodes.map((node) => node.data).join("");
  const start = inside(range.startContainer, visible) ? offset(nodes, range.startContainer, range.startOffset) : 0;
  const end = inside(range.endContainer, visible) ? offset(nodes, range.endContainer, range.endOffset) : text.length;
  return { number: block.dataset.block, text, start, end };
}

function inside(node, visible) {
  return visible.contains(node);
}

function textNodes(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

// The number of UTF-16 units before a point given as a node and an offset in it.
function offset(nodes, container, at) {
  const point = document.createRange();
  point.setStart(container, at);
  let units = 0;
  for (const node of nodes) {
    if (node === container) return units + at;
    if (point.comparePoint(node, 0) > 0) return units;
    units += node.length;
  }
  return units;
}
