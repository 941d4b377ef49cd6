// Escape leads from a definition back to the word that brought it up, as it does from what lies over a text.
export function definitions(list) {
  let word = null;
  document.addEventListener("click", (event) => {
    word = event.target.closest("a.term") ?? word;
  });
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !word || !list.querySelector(":target")) return;
    addEventListener("popstate", () => word.focus({ preventScroll: true }), { once: true });
    history.back();
  });
}
