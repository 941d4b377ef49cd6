// Lets people react to words they select: shows the bar, fills the page's own form and brings it to
// the passage. The form's address never holds what was selected.
import { passageOf } from "./passage.js";

const FIELDS = { firstBlock: "first_block", lastBlock: "last_block", start: "start", end: "end", quote: "quote" };
const besideSelection = matchMedia("(min-width: 48rem) and (pointer: fine)");

export function selectPassage(sheet) {
  const bar = sheet.querySelector("[data-selection-bar]");
  const form = document.getElementById("react");
  let passage = null;

  const look = () => {
    const selection = getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const typing = form?.contains(document.activeElement);
    if (bar.contains(document.activeElement) && !range) return;
    passage = range && !typing && range.intersectsNode(sheet) ? passageOf(range, sheet) : null;
    bar.hidden = !passage;
    if (passage) stand(bar, range, sheet);
  };

  document.addEventListener("selectionchange", debounced(look, 150));
  bar.addEventListener("pointerdown", (event) => event.preventDefault());
  bar.addEventListener("click", (event) => {
    const action = event.target.closest("[data-action]")?.dataset.action;
    if (!action || !passage) return;
    bar.hidden = true;
    if (action === "suggest") suggest(sheet, passage);
    else if (form) react(sheet, form, passage);
  });
  sheet.addEventListener("click", (event) => {
    const block = event.target.closest("[data-react]")?.closest("[data-block]");
    if (!block || !form) return;
    event.preventDefault();
    react(sheet, form, whole(block));
  });
  form?.addEventListener("click", (event) => {
    if (!event.target.closest("[data-close]")) return;
    event.preventDefault();
    putAway(form);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") bar.hidden = true;
    if (event.key === "Escape" && form?.contains(event.target)) putAway(form);
    if (event.ctrlKey && event.altKey && event.code === "KeyM" && passage && form) react(sheet, form, passage);
  });
  if (form?.open && form.dataset.at) bring(sheet, form, form.dataset.at);
}

function whole(block) {
  const number = block.dataset.block;
  return { firstBlock: number, lastBlock: number, start: "", end: "", quote: "" };
}

function react(sheet, form, passage) {
  for (const [key, name] of Object.entries(FIELDS)) {
    const field = form.querySelector(`[name="${name}"]`);
    if (field) field.value = passage[key];
  }
  const quote = form.querySelector("[data-quote]");
  quote.textContent = passage.quote;
  quote.hidden = !passage.quote;
  const instead = form.querySelector(".actions a");
  if (instead) instead.href = suggestion(sheet, passage);
  aboutBlock(form, sheet, passage);
  bring(sheet, form, passage.lastBlock);
  form.hidden = false;
  form.open = true;
  form.querySelector("textarea")?.focus();
}

// What was typed stays in the form, and on the device, for when it is opened again.
function putAway(form) {
  form.open = false;
  form.hidden = true;
  form.closest("[data-block]")?.querySelector("[data-react]")?.focus();
}

// A quick reaction is about one whole block, so it is offered for nothing else.
function aboutBlock(form, sheet, { firstBlock, lastBlock, quote }) {
  const quick = form.querySelector("[data-quick]");
  if (!quick) return;
  const block = sheet.querySelector(`[data-block="${CSS.escape(firstBlock)}"]`);
  quick.hidden = firstBlock !== lastBlock || quote !== "";
  for (const field of quick.querySelectorAll('[name="block"]')) field.value = block.dataset.blockId;
  quick.querySelector("[data-take-back]").hidden = !block.querySelector("[data-own-reaction]");
}

// Moves the form, with all that was typed in it, below the words it is about.
function bring(sheet, form, number) {
  const block = sheet.querySelector(`[data-block="${CSS.escape(number)}"]`);
  const threads = block?.querySelector(":scope > .block__threads");
  if (threads) threads.before(form);
  else block?.append(form);
}

// One block is written in where it stands, several on a page of their own.
function suggest(sheet, passage) {
  const { firstBlock, lastBlock } = passage;
  const block = sheet.querySelector(`[data-block="${CSS.escape(firstBlock)}"]`);
  const address = suggestion(sheet, passage);
  if (firstBlock !== lastBlock) return location.assign(address);
  const pressed = new CustomEvent("suggest", { bubbles: true, detail: address.href });
  block.querySelector("[data-suggest]").dispatchEvent(pressed);
}

// The address for suggesting other words for these blocks, which opens with the words selected that are
// selected here: by place, in the revision that is read.
function suggestion(sheet, { firstBlock, lastBlock, start, end }) {
  const address = new URL(sheet.dataset.suggestUrl, location.href);
  const selected = end === "" ? {} : { start, end, base: sheet.dataset.revision };
  for (const [name, value] of Object.entries({ first: firstBlock, last: lastBlock, ...selected })) {
    address.searchParams.set(name, value);
  }
  return address;
}

function stand(bar, range, sheet) {
  bar.style.insetBlockStart = "";
  bar.style.insetInlineStart = "";
  if (!besideSelection.matches) return;
  const words = range.getBoundingClientRect();
  const frame = sheet.getBoundingClientRect();
  const room = frame.width - bar.offsetWidth - BETWEEN_BAR;
  const along = Math.min(Math.max(words.left - frame.left, BETWEEN_BAR), room);
  bar.style.insetInlineStart = `${along}px`;
  bar.style.insetBlockStart = `${words.bottom - frame.top + BETWEEN_BAR}px`;
}

const BETWEEN_BAR = 8;

function debounced(work, pause) {
  let waiting;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(work, pause);
  };
}
