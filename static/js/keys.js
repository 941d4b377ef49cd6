// Leads by single keys from one change, one place where people talk, or one thing that waits, to the next,
// and presses what such a thing offers. The list of keys on the page says which; without it nothing is
// listened to.
import { singleKey } from "./single-key.js";

const PLACES = {
  talk: ".block__threads > summary, .placeless > h2",
  change: ".block--changed > .block__number, .redline :is(.added, .removed, .reshaped)",
  waits: ".queue__title > a",
};
const PRESSED = {
  open: ".queue__row:focus-within .queue__title > a",
  tick: ".queue__row:focus-within .queue__tick > input",
  next: ".queue__ways > [rel=next]",
  previous: ".queue__ways > [rel=prev]",
};

export function keys(part) {
  const list = part.querySelector("details");
  const told = part.querySelector("[role=status]");
  if (!("on" in part.dataset)) return;
  document.addEventListener("keydown", (event) => {
    told.textContent = "";
    const key = singleKey(event);
    const lead = key && part.querySelector(`[data-next="${CSS.escape(key)}"], [data-previous="${CSS.escape(key)}"]`);
    const pressed = key && part.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (key === "?") showList(list);
    else if (pressed) told.textContent = press(pressed.dataset, told.dataset);
    else if (lead) told.textContent = goOn(lead.dataset, key === lead.dataset.next, told.dataset);
    else return;
    event.preventDefault();
  });
}

function showList(list) {
  list.open = true;
  list.querySelector("summary").focus();
}

// Presses what a key stands for, and returns what to say of it, if anything.
function press({ presses, none }, words) {
  const found = document.querySelector(PRESSED[presses]);
  found?.click();
  if (!found) return none;
  return found.type === "checkbox" ? (found.checked ? words.ticked : words.unticked) : "";
}

// Goes to the next or previous place, around the ends, and returns what to say of it, if anything.
function goOn({ leadsTo, none }, forward, words) {
  const places = [...document.querySelectorAll(PLACES[leadsTo])].filter((place) => isFirst(place) && place.checkVisibility());
  const found = forward ? places.find(isAhead) : places.findLast(isBehind);
  const place = found ?? places.at(forward ? 0 : -1);
  if (!place) return none;
  const stays = place === document.activeElement;
  arrive(place);
  if (found) return "";
  return stays ? words.alone : forward ? words.again : words.back;
}

// What goes and what comes in its place are one change.
function isFirst(place) {
  const before = place.previousElementSibling;
  const between = before?.nextSibling === place || !before?.nextSibling?.textContent.trim();
  return !place.matches(".redline *") || !before?.matches(".added, .removed") || !between;
}

function isAhead(place) {
  const from = whereOneIs();
  if (!from) return place.getBoundingClientRect().top > 0;
  return place !== from && Boolean(from.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING);
}

function isBehind(place) {
  const from = whereOneIs();
  if (!from) return place.getBoundingClientRect().bottom < 0;
  return place !== from && Boolean(from.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_PRECEDING);
}

// What has the focus, as long as one did not scroll away from it.
function whereOneIs() {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return null;
  const { top, bottom } = focused.getBoundingClientRect();
  return bottom >= 0 && top <= innerHeight ? focused : null;
}

function arrive(place) {
  if (place.tabIndex < 0) place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "center" });
}
