// Offers to go on with suggestions that were begun in a section, beside the paragraph each is for,
// wherever that stands by now.
import { show } from "./draft.js";
import { draftsOf, dropDraft } from "./draft-store.js";

const ONE_BLOCK = "-1";

// Offers what was begun at one block, or at all of them; the latest comes first.
export function offers(sheet, goOn, only = null) {
  const template = sheet.querySelector("template[data-offer]");
  for (const draft of draftsOf(sheet.dataset.drafts).reverse()) {
    const block = blockOf(draft, sheet);
    const link = block?.querySelector("[data-suggest]");
    if (!link || (only && only !== block)) continue;
    const part = template.content.firstElementChild.cloneNode(true);
    block.querySelector("[data-visible]").after(part);
    show(part, draft, { goOn: () => goOn(link, draft), drop: () => dropDraft(draft.key) });
  }
}

export function takeAway(block) {
  for (const part of block.querySelectorAll(":scope > [data-draft-offer]")) part.remove();
}

function blockOf({ key }, sheet) {
  const [place] = key.slice(sheet.dataset.drafts.length).split("/");
  const id = place.endsWith(ONE_BLOCK) && place.slice(0, -ONE_BLOCK.length);
  return id && sheet.querySelector(`[data-block-id="${CSS.escape(id)}"]`);
}
