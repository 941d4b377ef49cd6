// Puts notes beside their passage on wide screens, each below the one before, none over another.
const roomForMargin = matchMedia("(min-width: 66rem)");
const BETWEEN = 12;

export function alignMargin(sheet) {
  const notes = [...sheet.querySelectorAll(".block__threads")];
  const place = () => arrange(sheet, notes);
  const follow = () => {
    for (const note of notes) note.open = roomForMargin.matches || note.dataset.kept === "open";
    place();
  };

  for (const note of notes) {
    if (note.open) note.dataset.kept = "open";
    note.addEventListener("toggle", place, true); // also of what is folded inside
    lightUp(sheet, note);
  }
  roomForMargin.addEventListener("change", follow);
  if (roomForMargin.matches) follow();
  new ResizeObserver(place).observe(sheet);
  document.fonts?.ready.then(place);
}

function arrange(sheet, notes) {
  for (const note of notes) note.style.insetBlockStart = "";
  sheet.style.minBlockSize = "";
  sheet.toggleAttribute("data-aligned", roomForMargin.matches);
  if (!roomForMargin.matches) return;

  const top = sheet.getBoundingClientRect().top;
  const wishes = notes.map((note) => wish(sheet, note));
  const heights = notes.map((note) => note.offsetHeight);
  let free = 0;
  notes.forEach((note, index) => {
    const at = Math.max(wishes[index] - top, free);
    const block = note.parentElement.getBoundingClientRect().top - top;
    note.style.insetBlockStart = `${at - block}px`;
    free = at + heights[index] + BETWEEN;
  });
  if (free > sheet.offsetHeight) sheet.style.minBlockSize = `${free}px`;
}

// The height at which a note would best stand: that of the first passage it is about.
function wish(sheet, note) {
  const mark = firstMark(sheet, note.querySelector("[data-thread]"));
  return (mark ?? note.parentElement).getBoundingClientRect().top;
}

function firstMark(sheet, thread) {
  return thread && sheet.querySelector(`mark[data-thread="${CSS.escape(thread.dataset.thread)}"]`);
}

// Shows which words a note is about while the pointer or the focus is on it.
function lightUp(sheet, note) {
  for (const thread of note.querySelectorAll("[data-thread]")) {
    const id = CSS.escape(thread.dataset.thread);
    const marks = sheet.querySelectorAll(`mark[data-thread="${id}"]`);
    const light = (on) => {
      for (const lit of [thread, ...marks]) lit.toggleAttribute("data-lit", on);
    };
    for (const element of [thread, ...marks]) {
      element.addEventListener("pointerenter", () => light(true));
      element.addEventListener("pointerleave", () => light(false));
    }
    thread.addEventListener("focusin", () => light(true));
    thread.addEventListener("focusout", () => light(false));
  }
}
