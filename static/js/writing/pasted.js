// Makes plain HTML of what Word, its web editions and others put on the clipboard: paragraphs, lists,
// bold, italic and links. The editor reads those and drops everything else.
import { addressOf } from "./link-form.js";

const OF_EDITOR = /data-pm-slice/;
const DROPPED = "style, script, title, meta, link, xml, img, picture, svg, video, iframe, object, input, button, [hidden], del";

export function cleaned(html) {
  if (OF_EDITOR.test(html)) return html;
  const { body } = new DOMParser().parseFromString(tamed(html), "text/html");
  for (const unwanted of body.querySelectorAll(DROPPED)) unwanted.remove();
  const items = [...body.querySelectorAll("p, div, h1, h2, h3, h4, h5, h6")].map((line) => [line, levelOf(line)]);
  for (const marker of [...body.querySelectorAll("[data-look]")].filter(isMarker)) marker.remove();
  for (const element of [...body.querySelectorAll("[data-look], b, i, a, h1, h2, h3, h4, h5, h6, code, pre")]) simplify(element);
  lists(items.filter(([, item]) => item));
  for (const element of body.querySelectorAll("*")) bare(element);
  return body.innerHTML;
}

// Under other names styles and handlers are only words to the browser, which does nothing with them.
function tamed(html) {
  const tame = (tag) => tag.replace(/\sstyle\s*=/gi, " data-look=").replace(/\son\w+\s*=/gi, " data-on=");
  return html.replace(/<style\b[^]*?<\/style>/gi, "").replace(/<[a-z][^<>]*>/gi, tame);
}

function bare(element) {
  for (const name of element.getAttributeNames()) {
    if (name !== "href") element.removeAttribute(name);
  }
}

const look = (element) => element.dataset.look ?? "";
const isMarker = (element) => /mso-list:\s*ignore/i.test(look(element));

// The level of a line that Word shows as an item of a list, and whether that list is numbered.
function levelOf(line) {
  const [, level] = look(line).match(/mso-list:[^;"']*\blevel(\d+)/i) ?? [];
  if (!level) return null;
  const marker = [...line.querySelectorAll("[data-look]")].find(isMarker)?.textContent ?? "";
  return { level: Number(level), tag: /^\s*\(?([0-9]+|[a-z]|[ivxlc]+)[.)]/i.test(marker) ? "ol" : "ul" };
}

// Puts neighbouring items into lists, deeper ones within the item before them.
function lists(items) {
  let open = [];
  let last = null;
  for (const [line, { level, tag }] of items) {
    if (line.previousElementSibling !== last?.top) open = [];
    open = open.slice(0, level);
    if (open.length === level && open.at(-1).localName !== tag) open.pop();
    while (open.length < Math.max(1, Math.min(level, open.length + 1))) {
      const list = document.createElement(tag);
      if (open.length) open.at(-1).lastElementChild.append(list);
      else line.before(list);
      open.push(list);
    }
    const item = document.createElement("li");
    item.append(...line.childNodes);
    open.at(-1).append(item);
    line.remove();
    last = { top: open[0] };
  }
}

function simplify(element) {
  const style = look(element);
  const tag = element.localName;
  if (/^(h[1-6]|pre)$/.test(tag)) return become(element, "p");
  if (tag === "code") return unwrap(element);
  if (tag === "a") return addressOf(element.getAttribute("href") ?? "") ? undefined : unwrap(element);
  const is = (pattern, plain, named) => !plain.test(style) && (named || pattern.test(style));
  const bold = is(/font-weight:\s*(bold|[6-9]00)/i, /font-weight:\s*(normal|[1-5]00)/i, tag === "b" || tag === "strong");
  const italic = is(/font-style:\s*italic/i, /font-style:\s*normal/i, tag === "i" || tag === "em");
  if (/^(p|div|li|ul|ol|table|tbody|tr|td|th|blockquote)$/.test(tag)) return;
  if (bold) wrapInside(element, "strong");
  if (italic) wrapInside(element, "em");
  unwrap(element);
}

function wrapInside(element, tag) {
  if (!element.textContent.trim()) return;
  const within = document.createElement(tag);
  within.append(...element.childNodes);
  element.append(within);
}

function become(element, tag) {
  const other = document.createElement(tag);
  other.append(...element.childNodes);
  element.replaceWith(other);
}

function unwrap(element) {
  element.replaceWith(...element.childNodes);
}
