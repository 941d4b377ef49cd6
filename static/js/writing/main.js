// What only those who write need; ../on-demand.js fetches it. Pages work without any of this.
import { draftOf, GO_ON } from "./draft.js";
import { drafts } from "./draft-list.js";
import { offers } from "./draft-offers.js";
import { editor } from "./editor.js";
import { liveRedline } from "./live-redline.js";
import { suggestHere } from "./suggest-here.js";
import { wipe } from "./wipe.js";

async function write(form, { leave } = {}) {
  const boxes = [...form.querySelectorAll("[data-editor] textarea")];
  if (form.dataset.redlineUrl) liveRedline(form);
  const editors = await Promise.all(boxes.map((box) => editor(box, leave)));
  const draft = form.querySelector("[data-draft]") ? draftOf(form) : null;
  return { draft, focus: () => editors[0]?.focus() };
}

function suggest(link, wire, { address, draft = null }) {
  const sheet = link.closest("[data-drafts]");
  const offer = (block) => offers(sheet, goingOn(wire), block);
  return suggestHere(link, { address, wire, write, offer, draft });
}

function offerDrafts(sheet, wire) {
  offers(sheet, goingOn(wire));
}

const goingOn = (wire) => (link, draft) => suggest(link, wire, { address: draft.page + GO_ON + draft.name, draft });

export { drafts, offerDrafts, suggest, wipe, write };
