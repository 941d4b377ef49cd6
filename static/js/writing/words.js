// Reads the words of a box as a document, and writes what became of them back as Markdown.
import { agrees } from "./agrees.js";
import { isAligned, keepBytes } from "./keep-bytes.js";
import { makeMarkdown } from "./markdown.js";
import { makeSchema } from "./schema.js";
import { shape } from "./shape.js";

const LONGEST = 10_000;

// Tables, footnotes, terms, code, HTML, definitions of links and the like.
const NOT_PLAIN = /^ {0,3}(\||\[[^\]]+\]:|:\s|`{3}|~{3}|---\s*$)|^(\t| {4})(?! *([-*+]|\d+[.)]) )|\[\^|<[a-z/!?](?![^<>\s]*[:@])|~~|\{:/im;

export function makeWords(library) {
  const schema = makeSchema(library);
  const markdown = makeMarkdown(library, schema);
  return { schema, open: (source, page) => opened(source, page, { library, schema, markdown }) };
}

// Gives the document and `markdownOf(doc)`; null where the words are better written as plain text.
function opened(source, page, { library, schema, markdown }) {
  const doc = source.length <= LONGEST ? read(source, markdown) : null;
  if (!doc) return null;
  const first = markdown.write(doc);
  const reads = (text, as) => {
    const again = text === null ? null : read(text, markdown);
    return again !== null && shape(again) === shape(as);
  };
  if (page ? !agrees(doc, page, schema, library) : NOT_PLAIN.test(source)) return null;
  if (!reads(first, doc) || !isAligned(source, first, library.fastDiff)) return null;
  return {
    doc,
    markdownOf: (now) =>
      keepBytes(source, first, markdown.write(now), {
        fastDiff: library.fastDiff,
        readsRight: (text) => reads(text, now),
      }),
  };
}

// The document of a source, null where it holds what the editor doesn't know.
function read(source, markdown) {
  try {
    return markdown.parse(source);
  } catch {
    return null;
  }
}
