// Shows what changes while one types: posts the form's fields to data-redline-url and puts the HTML
// that comes back into the element named by data-redline-into. Where that fails, nothing is shown:
// the redline comes with the next step anyway.
const PAUSE = 400;

export function liveRedline(form) {
  const into = document.getElementById(form.dataset.redlineInto);
  const field = form.querySelector("textarea");
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
      into.hidden = false;
    } catch {
      return;
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  if (field.value !== field.defaultValue) ask();
}
