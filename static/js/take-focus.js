// Brings what has to be read first into focus: of several such parts, the first on the page.
export function takeFocus(part) {
  const taken = document.activeElement?.matches("[data-behaviour~=take-focus]");
  if (!taken) part.focus();
}
