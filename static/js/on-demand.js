// Fetches what only those who write need, once somebody writes or has a draft on this device.
const fetched = () => import("./writing/main.js");

// A form that one writes in. What is sent while the rest is on its way has the name of its draft
// too: that one is kept as the page is left, and dropped once the site says it arrived.
export function writes(form) {
  const begin = () => fetched().then(({ write }) => write(form));
  if (form.dataset.redlineUrl || form.querySelector("[data-editor]") || hasDrafts()) begin();
  else form.addEventListener("focusin", begin, { once: true });
  form.addEventListener("submit", () => nameDraft(form));
}

function nameDraft(form) {
  const own = form.elements.draft;
  const isTyped = [...form.querySelectorAll("textarea")].some((box) => box.value !== box.defaultValue);
  if (own && isTyped) own.value ||= Date.now().toString(36);
}

// A section in which paragraphs can be put in other words: all of one, or words that are selected in it.
export function suggestsHere(sheet, wire) {
  const begin = (link, address) =>
    fetched().then(({ suggest }) => suggest(link, wire, { address })).catch(() => location.assign(address));
  sheet.addEventListener("click", (event) => {
    const link = event.target.closest("[data-suggest]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    begin(link, link.href);
  });
  sheet.addEventListener("suggest", ({ target, detail }) => begin(target, detail));
  if (hasDrafts()) fetched().then(({ offerDrafts }) => offerDrafts(sheet, wire));
}

export function drafts(section) {
  if (hasDrafts()) fetched().then((writing) => writing.drafts(section));
}

export function wipe(section) {
  fetched().then((writing) => writing.wipe(section));
}

// The drafts that the site says arrived are of no more use. Any other may be the only copy.
export function arrived({ dataset }) {
  const names = dataset.drafts.split(" ").filter(Boolean);
  for (const key of kept()) {
    if (names.some((name) => key.endsWith(`/${name}`))) localStorage.removeItem(key);
  }
}

function hasDrafts() {
  return kept().length > 0;
}

function kept() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith("draft/"));
  } catch {
    return [];
  }
}
