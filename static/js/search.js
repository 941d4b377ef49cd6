// Lists the first hits below a search field while somebody types (a combobox with a list box), and
// lets a single key lead to the field where data-key names one. Without it the form does the same.
import { singleKey } from "./single-key.js";

const SEARCH_PAUSE = 250;
const FEWEST = 2;

export function search(form) {
  const field = form.querySelector("input[type=search]");
  const box = form.querySelector("[data-hits]");
  const status = form.querySelector("[role=status]");
  const finder = form.previousElementSibling?.closest("details");
  let waiting;
  let asked;

  const options = () => [...box.querySelectorAll("[role=option]")];
  const chosen = () => box.querySelector("[aria-selected=true]");
  const choose = (option) => {
    chosen()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    clearTimeout(waiting);
    asked?.abort();
    choose(null);
    box.hidden = true;
    field.setAttribute("aria-expanded", "false");
  };
  const show = (html) => {
    choose(null);
    box.innerHTML = html;
    box.hidden = false;
    status.textContent = box.querySelector("[data-count]")?.textContent ?? "";
    field.setAttribute("aria-expanded", String(options().length > 0));
  };
  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const address = new URL(form.dataset.hitsUrl, location.href);
    address.searchParams.set("q", field.value.trim());
    try {
      const answer = await fetch(address, { signal: asked.signal });
      if (answer.ok) show(await answer.text());
      else close();
    } catch {
      return;
    }
  };
  const step = (by) => {
    const all = options();
    const next = all.indexOf(chosen()) + by;
    choose(all[next < -1 ? all.length - 1 : next] ?? null);
  };

  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", "search-hits");
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    if (field.value.trim().length < FEWEST) close();
    else waiting = setTimeout(ask, SEARCH_PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    if (box.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") step(1);
    else if (event.key === "ArrowUp") step(-1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen()) chosen().click();
    else return;
    event.preventDefault();
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
  box.addEventListener("pointerdown", (event) => event.preventDefault());
  finder?.addEventListener("toggle", () => finder.open && field.focus());
  if (form.dataset.key) leadByKey(form.dataset.key, field, finder);
}

// One key, pressed outside of whatever takes typing, leads to the field.
function leadByKey(key, field, finder) {
  document.addEventListener("keydown", (event) => {
    if (singleKey(event) !== key) return;
    event.preventDefault();
    if (finder) finder.open = true;
    field.focus();
    field.select();
  });
}
