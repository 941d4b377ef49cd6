// Makes a block editable where it stands: fetches the page for writing other words and puts its form
// in place of the block. Where that fails, the browser goes to the page itself.

let open = null;

export async function suggestHere(link, { wire, write, goOn = false }) {
  const block = link.closest("[data-block]");
  if (open?.block === block) return open.focus();
  const form = await formAt(link.href);
  if (!form) return location.assign(link.href);
  open?.close();
  const place = document.createElement("div");
  place.className = "suggest-here";
  place.append(form);
  renameIds(form);
  const text = block.querySelector("[data-visible]");
  text.after(place);
  text.hidden = true;
  block.querySelector(":scope > [data-draft-offer]")?.remove();
  const back = [...form.querySelectorAll("a.button")].at(-1);
  const close = () => {
    written.draft?.now();
    form.reset();
    place.remove();
    text.hidden = false;
    open = null;
    link.focus();
    return true;
  };
  form.dataset.behaviour = "unsaved";
  wire(form);
  const written = await write(form, { leave: close });
  open = { block, close, focus: written.focus };
  back.addEventListener("click", (event) => {
    event.preventDefault();
    close();
  });
  if (goOn) written.draft.goOn();
  written.focus();
}

async function formAt(address) {
  try {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = page.querySelector("form[data-redline-url]");
    return form && document.adoptNode(form);
  } catch {
    return null;
  }
}

// The page may have the same ids already.
function renameIds(form) {
  const renamed = (ids) => ids.replace(/\S+/g, "here-$&");
  for (const element of form.querySelectorAll("[id]")) element.id = renamed(element.id);
  for (const name of ["for", "aria-labelledby", "aria-describedby", "data-redline-into"]) {
    for (const element of [form, ...form.querySelectorAll(`[${name}]`)]) {
      if (element.hasAttribute(name)) element.setAttribute(name, renamed(element.getAttribute(name)));
    }
  }
}
