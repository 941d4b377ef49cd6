// Fetches what only those who write need, once somebody writes or has a draft on this device.
const fetched = () => import("./writing/main.js");

// A form that one writes in.
export function writes(form) {
  const begin = () => fetched().then(({ write }) => write(form));
  if (form.dataset.redlineUrl || form.querySelector("[data-editor]") || hasDrafts()) begin();
  else form.addEventListener("focusin", begin, { once: true });
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
