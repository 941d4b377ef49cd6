// Asks for the address of a link, below the bar; never in a window of its own.

export function linkForm(part, { present, put, away, done }) {
  const field = part.querySelector("input");
  const wrong = part.querySelector("[data-wrong]");
  const open = () => {
    field.value = present();
    wrong.hidden = true;
    part.hidden = false;
    field.focus();
    field.select();
  };
  const close = () => {
    part.hidden = true;
    done();
  };
  const finish = () => {
    const address = addressOf(field.value);
    wrong.hidden = address !== null;
    field.setAttribute("aria-invalid", String(address === null));
    if (address === null) return;
    if (address) put(address);
    else away();
    close();
  };
  const acts = { put: finish, away: () => (away(), close()), close };

  part.addEventListener("click", (event) => acts[event.target.closest("[data-link]")?.dataset.link]?.());
  part.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    if (event.key === "Enter" && event.target !== field) return;
    event.preventDefault();
    event.stopPropagation();
    acts[event.key === "Enter" ? "put" : "close"]();
  });
  return open;
}

// An address one can follow from here, null where it is none, "" for nothing at all.
export function addressOf(typed) {
  const words = typed.trim();
  if (!words || /^(https?:\/\/|mailto:|\/(?!\/)|#)[^\s<>]+$/i.test(words)) return words;
  if (/^[^\s@<>/:]+@[^\s@<>/:]+\.[^\s@<>/:]+$/.test(words)) return `mailto:${words}`;
  if (/^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+(:\d+)?([/?#][^\s<>]*)?$/u.test(words)) return `https://${words}`;
  return null;
}
