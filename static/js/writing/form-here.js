// The form of another page, ready to stand on this one.

// Gives the form for writing other words at an address, null where there is none.
export async function formAt(address) {
  try {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = page.querySelector("form[data-redline-url]");
    if (form) renameIds(form);
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
