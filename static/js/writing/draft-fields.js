// What stands in the fields of a form, to be kept and put back.
const NEVER_KEPT = ["csrf_token", "form_key", "seal", "draft"];

// Fields that stand for what was chosen and written; another page gives its own tokens.
export function fieldsOf(form) {
  return Object.fromEntries([...new FormData(form)].filter(([name]) => !NEVER_KEPT.includes(name)));
}

// What stands in the boxes, to tell whether somebody typed; with "defaultValue", as the page came.
export function typed(form, value = "value") {
  const boxes = [...form.querySelectorAll("textarea[name], input[type=text][name]")];
  return JSON.stringify(boxes.map((box) => box[value]));
}

// A browser that goes back may put words in the boxes that were sent.
export function began(form) {
  const isBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  return typed(form, isBack ? "value" : "defaultValue");
}

export function differs(form, { fields }) {
  return Object.entries(fields).some(([name, value]) => form.elements[name]?.value !== value);
}

export function restore(form, { fields }) {
  for (const [name, value] of Object.entries(fields)) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  const quote = form.closest("details")?.querySelector("[data-quote]");
  if (quote) {
    quote.textContent = fields.quote;
    quote.hidden = !fields.quote;
  }
  const boxes = form.querySelectorAll("textarea");
  for (const box of boxes) box.dispatchEvent(new Event("restored"));
  boxes[0].dispatchEvent(new Event("input", { bubbles: true }));
  form.querySelector(".editor, textarea:not([hidden])").focus();
}
