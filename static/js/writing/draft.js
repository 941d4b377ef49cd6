// Keeps what somebody writes in a form on the device, and offers it when they come back.
import { dropDraft, findDraft, keepDraft, timeOf } from "./draft-store.js";

const BEFORE_KEEPING = 700;
const NEVER_KEPT = ["csrf_token", "form_key", "seal"];
const SENT = "sent";
export const GO_ON = "#go-on";

export function draftOf(form) {
  const { draft: key, draftLabel: label, draftPage: page } = form.querySelector("[data-draft]").dataset;
  const saved = form.querySelector("[data-draft-saved]");
  const began = typed(form);
  let waiting = 0;

  const keep = () => {
    clearTimeout(waiting);
    waiting = 0;
    const draft = { at: Date.now(), label, page, fields: fieldsOf(form) };
    const isKept = typed(form) !== began && keepDraft(key, draft);
    if (typed(form) === began) dropDraft(key);
    saved.hidden = !isKept;
    saved.querySelector("time").textContent = timeOf(draft.at);
  };
  const now = () => {
    if (waiting) keep();
  };

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, BEFORE_KEEPING);
  });
  form.addEventListener("submit", () => {
    now();
    rememberSent(key);
  });
  addEventListener("pagehide", now);
  document.addEventListener("visibilitychange", now);
  return { now, goOn: offer(form, key) };
}

// Fields that stand for what was chosen and written; another page gives its own tokens.
function fieldsOf(form) {
  return Object.fromEntries([...new FormData(form)].filter(([name]) => !NEVER_KEPT.includes(name)));
}

function typed(form) {
  const boxes = [...form.querySelectorAll("textarea[name], input[type=text][name]")];
  return JSON.stringify(boxes.map((box) => box.value));
}

// Offers what was kept earlier, unless it stands in the form already; gives what goes on with it.
function offer(form, key) {
  const part = form.querySelector("[data-draft-offer]");
  const draft = findDraft(key);
  const isNew = draft && Object.entries(draft.fields).some(([name, value]) => form.elements[name]?.value !== value);
  if (!isNew) return () => {};
  const goOn = () => {
    part.hidden = true;
    restore(form, draft.fields);
  };
  show(part, draft, { goOn, drop: () => dropDraft(key) });
  bringOut(form.closest("details"), draft.fields);
  if (location.hash === GO_ON) goOn();
  return goOn;
}

// Shows an offer; the reader goes on with the draft or throws it away.
export function show(part, draft, { goOn, drop }) {
  part.hidden = false;
  part.querySelector("time").textContent = timeOf(draft.at);
  part.addEventListener("click", ({ target }) => {
    const chosen = target.closest("[data-choose]")?.dataset.choose;
    if (!chosen) return;
    part.hidden = true;
    if (chosen === "go-on") goOn();
    else drop();
  });
}

function restore(form, fields) {
  for (const [name, value] of Object.entries(fields)) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  const quote = form.closest("details")?.querySelector("[data-quote]");
  if (quote) {
    quote.textContent = fields.quote;
    quote.hidden = !fields.quote;
  }
  const boxes = form.querySelectorAll("textarea");
  for (const box of boxes) box.dispatchEvent(new Event("restored"));
  boxes[0].dispatchEvent(new Event("input", { bubbles: true }));
  form.querySelector(".editor, textarea:not([hidden])").focus();
}

// The form for comments is out of sight until one reacts.
function bringOut(details, fields) {
  if (!details) return;
  document.getElementById(`block-${fields.last_block}`)?.append(details);
  details.hidden = false;
  details.open = true;
}

function rememberSent(key) {
  try {
    sessionStorage.setItem(SENT, key);
  } catch {
    return;
  }
}
