// Lists what this device keeps of somebody: each draft with its words, to go on with or to throw away.
import { GO_ON } from "./draft.js";
import { draftsOf, dropDraft, timeOf } from "./draft-store.js";

const WORDS = ["words", "source", "why"];

export function drafts(section) {
  const list = section.querySelector("ul");
  const template = section.querySelector("template");
  for (const draft of draftsOf(section.dataset.drafts)) {
    const item = template.content.firstElementChild.cloneNode(true);
    const part = (name) => item.querySelector(`[data-part=${name}]`);
    const said = Object.entries(draft.fields).filter(([name]) => WORDS.some((known) => name.startsWith(known)));
    part("link").textContent = draft.label;
    part("link").href = draft.page + GO_ON + draft.name;
    part("time").textContent = timeOf(draft.at);
    part("words").textContent = said.map(([, value]) => value).filter(Boolean).join("\n\n");
    part("drop").addEventListener("click", () => {
      dropDraft(draft.key);
      item.remove();
      section.hidden = !list.children.length;
      section.closest("main").focus();
    });
    list.append(item);
  }
  section.hidden = !list.children.length;
}
