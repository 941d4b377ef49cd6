// On a phone the talk about a paragraph opens from the bottom, over the page, with its words above it in
// sight. Closing it leads back to where one was. On wider screens it opens in its place.
const isNarrow = matchMedia("(max-width: 47.99rem)");

export function bottomSheet(dialog) {
  const talk = dialog.querySelector("[data-talk]");
  let lent = null;

  const open = (details) => {
    const summary = details.querySelector("summary");
    lent = { details, height: scrollY };
    dialog.querySelector("[data-title]").textContent = summary.textContent.replace(/\s+/g, " ").trim();
    talk.append(...[...details.children].filter((child) => child !== summary));
    dialog.showModal();
    dialog.scrollTop = 0;
    document.body.style.paddingBlockEnd = `${dialog.offsetHeight}px`;
    const marks = light(talk, true);
    (marks[0] ?? details.closest(".block")).scrollIntoView({ block: "start" });
  };
  const giveBack = () => {
    light(talk, false);
    lent.details.append(...talk.children);
    document.body.style.paddingBlockEnd = "";
    scrollTo({ top: lent.height });
    lent.details.querySelector("summary").focus({ preventScroll: true });
  };

  for (const summary of document.querySelectorAll(".block__threads > summary")) {
    summary.addEventListener("click", (event) => {
      if (!isNarrow.matches || summary.parentElement.open) return;
      event.preventDefault();
      open(summary.parentElement);
    });
  }
  dialog.addEventListener("close", giveBack);
  dialog.addEventListener("click", (event) => {
    const leads = event.target.closest('a[href^="#"]');
    if (event.target === dialog || event.target.closest("[data-close]") || leads) dialog.close();
    if (!leads) return;
    event.preventDefault();
    dialog.addEventListener("close", () => location.assign(leads.hash), { once: true });
  });
  isNarrow.addEventListener("change", () => dialog.open && dialog.close());
}

// Shows which words the talk is about, and returns them.
function light(talk, on) {
  const ids = [...talk.querySelectorAll("[data-thread]")].map((one) => CSS.escape(one.dataset.thread));
  const marks = ids.flatMap((id) => [...document.querySelectorAll(`mark[data-thread="${id}"]`)]);
  for (const mark of marks) mark.toggleAttribute("data-lit", on);
  return marks;
}
