// Markdown to a document and back. What comes back is canonical: bullets are "-", headings "#", and a
// paragraph is one line. See keep-bytes.js for what becomes of words that were written otherwise.

const AT_START = /^(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|=+\s*$|-{3,}\s*$|:(?=\s)|~{3,})/;
const NUMBERED = /^(\d{1,9})([.)])(?=\s|$)/;

export function makeMarkdown(library, schema) {
  const reader = library.MarkdownIt("commonmark");
  reader.normalizeLink = (address) => address;
  const parser = new library.MarkdownParser(schema, reader, tokens);
  const State = stateOf(library);
  return {
    parse: (source) => parser.parse(source) ?? schema.topNodeType.createAndFill(),
    write: (doc) => {
      const state = new State(writers, markWriters, { hardBreakNodeName: "hard_break" });
      state.renderContent(doc);
      return state.out;
    },
  };
}

const tokens = {
  paragraph: { block: "paragraph" },
  blockquote: { block: "blockquote" },
  list_item: { block: "list_item" },
  heading: { block: "heading", getAttrs: (token) => ({ level: Number(token.tag.slice(1)) }) },
  bullet_list: { block: "bullet_list", getAttrs: (_, all, at) => ({ tight: isTight(all, at) }) },
  ordered_list: {
    block: "ordered_list",
    getAttrs: (token, all, at) => ({ order: Number(token.attrGet("start") ?? 1), tight: isTight(all, at) }),
  },
  hardbreak: { node: "hard_break" },
  em: { mark: "em" },
  strong: { mark: "strong" },
  link: { mark: "link", getAttrs: (token) => ({ href: token.attrGet("href"), title: token.attrGet("title") || null }) },
  code_inline: { mark: "code", noCloseToken: true },
};

function isTight(all, at) {
  const inner = all.slice(at + 1).find((token) => token.type !== "list_item_open");
  return inner?.hidden ?? true;
}

const writers = {
  paragraph: (state, node) => {
    state.renderInline(node);
    state.closeBlock(node);
  },
  heading: (state, node) => {
    state.write(`${"#".repeat(node.attrs.level)} `);
    state.renderInline(node, false);
    state.closeBlock(node);
  },
  blockquote: (state, node) => state.wrapBlock("> ", null, node, () => state.renderContent(node)),
  bullet_list: (state, node) => state.renderList(node, "  ", () => "- "),
  ordered_list: (state, node) => {
    const number = (index) => `${node.attrs.order + index}. `;
    state.renderList(node, " ".repeat(number(node.childCount - 1).length), number);
  },
  list_item: (state, node) => state.renderContent(node),
  hard_break: (state, node, parent, index) => {
    if (index + 1 < parent.childCount) state.write("  \n");
  },
  text: (state, node) => state.text(node.text, !state.isBare),
};

const stars = (open) => ({ open, close: open, mixable: true, expelEnclosingWhitespace: true });
const markWriters = {
  em: stars("*"),
  strong: stars("**"),
  link: {
    open: (state, mark, parent, index) => {
      state.isBare = isBare(mark, parent.child(index));
      return state.isBare ? "<" : "[";
    },
    close: (state, mark) => {
      const { isBare } = state;
      state.isBare = false;
      return isBare ? ">" : `](${destination(mark.attrs)})`;
    },
    mixable: true,
  },
  code: {
    open: (_, mark, parent, index) => ticks(parent.child(index).text),
    close: (_, mark, parent, index) => ticks(parent.child(index - 1).text),
    escape: false,
  },
};

// Whether a link is its own address, as in <https://example.org>.
function isBare({ attrs }, { text }) {
  return !attrs.title && [text, `mailto:${text}`].includes(attrs.href) && /^[\w.+-]+[:@][^\s<>]+$/.test(text);
}

function destination({ href, title }) {
  const address = /[\s()]/.test(href) ? `<${href}>` : href;
  return title ? `${address} "${title.replace(/["\\]/g, "\\$&")}"` : address;
}

function ticks(text) {
  return "`".repeat(1 + Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length)));
}

function stateOf({ MarkdownSerializerState }) {
  return class extends MarkdownSerializerState {
    esc(text, startsLine) {
      const plain = text
        .replace(/[\\`*[\]]/g, "\\$&")
        .replace(/(?<![\p{L}\p{N}_])_+|_+(?![\p{L}\p{N}_])/gu, (run) => "\\_".repeat(run.length))
        .replace(/~~/g, "\\~~")
        .replace(/&(?=#?\w+;)/g, "&amp;")
        .replace(/<(?=[a-z/!?])/gi, "&lt;");
      return startsLine ? plain.replace(AT_START, "\\$1").replace(NUMBERED, "$1\\$2") : plain;
    }
  };
}
