// Keeps one's place when switching the language: the paragraphs of both languages stand at the same
// numbers, so the link leads to the paragraph at the top of the screen.

export function keepPlace(languages) {
  languages.addEventListener("click", (event) => {
    const link = event.target.closest("a[hreflang]");
    const block = [...document.querySelectorAll("[data-block]")].find(isInSight);
    if (link && block) link.hash = block.id;
  });
}

function isInSight(block) {
  return block.getBoundingClientRect().bottom > 0;
}
