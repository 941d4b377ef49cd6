// Closes a message that lies over the page as soon as somebody begins to fill in a form below it.
export function makeRoom(message) {
  document.addEventListener("focusin", ({ target }) => {
    const lies = getComputedStyle(message).position === "fixed";
    if (lies && target.closest("form.form")) message.open = false;
  });
}
