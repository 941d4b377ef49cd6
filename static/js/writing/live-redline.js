// Shows what changes while one types: posts the form's fields to data-redline-url and puts the HTML
// that comes back into the element named by data-redline-into. Only how much changes is read out.
// Where that fails, nothing is shown, and the button that asks for it stays.
const BEFORE_ASKING = 400;

export function liveRedline(form) {
  const into = document.getElementById(form.dataset.redlineInto);
  const status = document.getElementById(`${into?.id}-status`);
  const button = form.querySelector("button[name=show]");
  const field = form.querySelector("[data-editor] textarea");
  if (!into || !field) return;
  let waiting;
  let asked;

  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const body = new FormData(form);
      const answer = await fetch(form.dataset.redlineUrl, { method: "POST", body, signal });
      if (!answer.ok) return;
      into.innerHTML = await answer.text();
      if (button) button.hidden = true;
      status.textContent = into.querySelector("[data-summary]")?.textContent ?? "";
    } catch {
      return;
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, BEFORE_ASKING);
  });
  if (field.value !== field.defaultValue) ask();
}
