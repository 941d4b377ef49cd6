// Fetches what only those who write need, once somebody writes or has a draft on this device.
const fetched = () => import("./writing/main.js");

// A form that one writes in.
export function writes(form) {
  const begin = () => fetched().then(({ write }) => write(form));
  if (form.dataset.redlineUrl || form.querySelector("[data-editor]") || hasDrafts()) begin();
  else form.addEventListener("focusin", begin, { once: true });
}

// A section in which paragraphs can be put in other words.
export function suggestsHere(sheet, wire) {
  sheet.addEventListener("click", (event) => {
    const link = event.target.closest("[data-suggest]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    fetched().then(({ suggest }) => suggest(link, wire)).catch(() => location.assign(link.href));
  });
  if (hasDrafts()) fetched().then(({ offerDrafts }) => offerDrafts(sheet, wire));
}

export function drafts(section) {
  if (hasDrafts()) fetched().then((writing) => writing.drafts(section));
}

export function wipe(section) {
  fetched().then((writing) => writing.wipe(section));
}

// Once the site says what became of what was sent, its draft is of no more use.
export function sent() {
  if (document.querySelector(".error-summary, [type=password]")) return;
  try {
    localStorage.removeItem(`draft/${sessionStorage.getItem("sent")}`);
    sessionStorage.removeItem("sent");
  } catch {
    return;
  }
}

function hasDrafts() {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith("draft/"));
  } catch {
    return false;
  }
}
