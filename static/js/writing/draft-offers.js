// Offers to go on with a suggestion that was begun in a section, beside the paragraph it is for.
import { show } from "./draft.js";
import { draftsOf, dropDraft } from "./draft-store.js";

export function offers(sheet, goOn) {
  const template = sheet.querySelector("template[data-offer]");
  for (const draft of draftsOf(sheet.dataset.drafts)) {
    const block = document.getElementById(`block-${draft.fields.first_block}`);
    const link = block?.querySelector("[data-suggest]");
    if (!link || draft.fields.block_count !== "1") continue;
    const part = template.content.firstElementChild.cloneNode(true);
    block.querySelector("[data-visible]").after(part);
    show(part, draft, { goOn: () => goOn(link), drop: () => dropDraft(draft.key) });
  }
}
