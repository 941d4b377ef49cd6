// Tells which key was pressed by itself, meant for the page: not one that is typed in a box, goes with
// another key, or is pressed while a dialog is open. Empty for any other.
export function singleKey(event) {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  const other = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
  if (typing || other || event.defaultPrevented || document.querySelector("dialog[open]")) return "";
  return event.key.toLowerCase();
}
