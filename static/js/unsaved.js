// Asks once before leaving a page with text that was typed and not sent. A refused form shows what
// was typed again: data-original tells what a box held before that, where it was not empty.
export function unsaved(form) {
  const boxes = "textarea:not([readonly]), input[type=text]:not([readonly])";
  const fields = [...form.querySelectorAll(boxes)];
  const refused = document.querySelector(".error-summary") !== null;
  const original = (field) => field.dataset.original ?? (refused ? "" : field.defaultValue);
  const typed = () => fields.some((field) => field.value !== original(field));
  let sending = false;

  form.addEventListener("submit", () => {
    sending = true;
  });
  addEventListener("pageshow", () => {
    sending = false;
  });
  addEventListener("beforeunload", (event) => {
    if (typed() && !sending) event.preventDefault();
  });
}
