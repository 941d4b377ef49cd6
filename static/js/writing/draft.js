// Keeps what somebody writes in a form on the device, and offers it when they come back. Each form
// keeps a draft of its own: what was begun elsewhere about the same stays until it is answered.
import { draftsOf, dropDraft, keepDraft, newName, timeOf } from "./draft-store.js";
import { began, differs, fieldsOf, restore, typed } from "./draft-fields.js";

const BEFORE_KEEPING = 700;
export const GO_ON = "#go-on-";

export function draftOf(form) {
  const { draft: place, draftLabel: label, draftPage: page } = form.querySelector("[data-draft]").dataset;
  const saved = form.querySelector("[data-draft-saved]");
  const own = form.elements.draft;
  const before = own.value ? null : began(form);
  let isSafe = true;
  let waiting = 0;

  const keep = () => {
    clearTimeout(waiting);
    const key = `${place}/${(own.value ||= newName())}`;
    const block = form.closest("[data-block]")?.dataset.blockId;
    const draft = { at: Date.now(), label, page, block, fields: fieldsOf(form) };
    const isWorthIt = typed(form) !== before;
    const isKept = isWorthIt && keepDraft(key, draft);
    if (!isWorthIt) dropDraft(key);
    saved.hidden = !isKept;
    saved.querySelector("[data-time]").textContent = timeOf(draft.at);
    isSafe = isKept || !isWorthIt;
    return isSafe;
  };
  const now = () => isSafe || keep();
  const goOn = (draft) => {
    own.value = draft.name;
    form.querySelector("[data-draft-offer]").hidden = true;
    restore(form, draft);
  };

  form.addEventListener("input", () => {
    isSafe = false;
    clearTimeout(waiting);
    waiting = setTimeout(keep, BEFORE_KEEPING);
  });
  form.addEventListener("submit", now);
  addEventListener("pagehide", now);
  document.addEventListener("visibilitychange", now);
  own.value ||= draftsOf(`${place}/`).find((draft) => !differs(form, draft))?.name ?? "";
  if (typed(form) !== before) keep();
  offer(form, { own, place, goOn });
  return { now, goOn };
}

// Offers the latest of those kept earlier; what stands in the form already is its own.
function offer(form, { own, place, goOn }) {
  const chosen = asked(place);
  const latest = chosen ?? draftsOf(`${place}/`).find(({ name }) => name !== own.value);
  if (!latest) return;
  const part = form.querySelector("[data-draft-offer]");
  show(part, latest, { goOn: () => goOn(latest), drop: () => dropDraft(latest.key) });
  bringOut(form.closest("details"), latest);
  if (chosen) goOn(chosen);
}

// The draft that the address names, if it is one of this kind of form.
function asked(place) {
  const near = place.slice(0, place.lastIndexOf("/") + 1);
  return draftsOf(near).find(({ name }) => location.hash === GO_ON + name);
}

// Shows an offer; the reader goes on with the draft or throws it away.
export function show(part, draft, { goOn, drop }) {
  part.hidden = false;
  part.querySelector("[data-time]").textContent = timeOf(draft.at);
  part.addEventListener("click", ({ target }) => {
    const chosen = target.closest("[data-choose]")?.dataset.choose;
    if (!chosen) return;
    part.hidden = true;
    if (chosen === "go-on") goOn();
    else drop();
  });
}

// The form for comments is out of sight until one reacts. Its block may stand elsewhere by now.
function bringOut(details, { block }) {
  if (!details) return;
  if (block) document.querySelector(`[data-block-id="${CSS.escape(block)}"]`)?.append(details);
  details.hidden = false;
  details.open = true;
}
