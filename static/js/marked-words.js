// Pressing marked words opens what is said about them, as the count below their paragraph does: on a phone
// from the bottom, elsewhere in its place. Links among the words, and words being selected, stay as they are.
export function markedWords() {
  document.addEventListener("click", (event) => {
    const mark = event.target.closest(".block__text mark[data-thread]");
    if (!mark || event.target.closest("a") || !getSelection().isCollapsed) return;
    const talk = document.querySelector(`.block__threads [data-thread="${CSS.escape(mark.dataset.thread)}"]`);
    if (!talk) return;
    const threads = talk.closest(".block__threads");
    if (!threads.open) threads.querySelector("summary").click();
    talk.scrollIntoView({ block: "nearest" });
  });
}
