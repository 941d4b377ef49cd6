// Makes a block editable where it stands: fetches the page for writing other words and puts its form
// in place of the block. Where that fails, the browser goes to the page itself.
import { formAt } from "./form-here.js";
import { takeAway } from "./draft-offers.js";

let wanted = null;
let open = null;

// Opens the block of a link with the form at an address; with `draft`, as it was when that was begun.
// `offer` shows drafts beside a block.
export async function suggestHere(link, { address, wire, write, offer, draft }) {
  const block = link.closest("[data-block]");
  if (wanted === block) return open?.focus();
  if (open && !open.close()) return;
  wanted = block;
  const form = await formAt(address);
  if (wanted !== block) return;
  if (!form) {
    wanted = null;
    return location.assign(address);
  }
  const place = put(form, block);
  const writing = new Writing(form, () => {
    place.remove();
    block.querySelector("[data-visible]").hidden = false;
    wanted = open = null;
    offer(block);
    link.focus();
  });
  open = writing;
  form.dataset.behaviour = "unsaved";
  wire(form);
  await writing.begin(write);
  if (open !== writing) return;
  if (draft) writing.draft.goOn(draft);
  writing.focus();
}

function put(form, block) {
  const place = document.createElement("div");
  place.className = "suggest-here";
  place.append(form);
  const text = block.querySelector("[data-visible]");
  text.after(place);
  text.hidden = true;
  takeAway(block);
  return place;
}

// What is written in a form, until it is closed. Words that the device can't keep are not left unasked.
class Writing {
  constructor(form, end) {
    this.form = form;
    this.end = end;
    this.question = form.querySelector("[data-would-be-lost]");
    this.question.addEventListener("click", ({ target }) => this.answer(target.closest("[data-choose]")?.dataset.choose));
    [...form.querySelectorAll("a.button")].at(-1).addEventListener("click", (event) => {
      event.preventDefault();
      this.close();
    });
  }

  async begin(write) {
    const written = await write(this.form, { leave: () => (this.close(), true) });
    this.draft = written.draft;
    this.focus = written.focus;
  }

  focus() {}

  // Tells whether it is closed.
  close() {
    if (this.draft && !this.draft.now()) {
      this.question.hidden = false;
      this.question.querySelector("button").focus();
      return false;
    }
    this.leave();
    return true;
  }

  answer(chosen) {
    if (!chosen) return;
    this.question.hidden = true;
    if (chosen === "drop") this.leave();
    else this.focus();
  }

  leave() {
    this.form.reset();
    this.end();
  }
}
