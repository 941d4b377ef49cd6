// Whether a document shows just what readers see of those blocks: then nothing in them is lost here.
import { shape } from "./shape.js";

const PLAIN = "p, h1, h2, h3, h4, h5, h6, ul, ol, li, blockquote, br, em, strong, a[href], code, mark";

export function agrees(doc, page, schema, { DOMParser }) {
  if ([...page.querySelectorAll("*")].some((element) => !element.matches(PLAIN))) return false;
  const seen = DOMParser.fromSchema(schema).parse(page);
  return shape(seen, { exact: false }) === shape(doc, { exact: false });
}
