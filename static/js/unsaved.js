// Asks once before leaving a page with text that was typed and not sent.
export function unsaved(form) {
  const fields = [...form.querySelectorAll("textarea, input[type=text]")];
  const refused = form.querySelector("[data-invalid]") !== null;
  const typed = () =>
    fields.some((field) => field.value !== (refused ? "" : field.defaultValue));
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
