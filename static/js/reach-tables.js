// A table that is wider than its place scrolls by itself; then it can be reached with the keyboard.
export function reachTables() {
  const widths = new ResizeObserver((seen) => {
    for (const { target } of seen) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const table of document.querySelectorAll(".prose table")) widths.observe(table);
}
