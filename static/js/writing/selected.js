// Selects words in a box or in its editor, where the page says that a reader had selected them.
// An editor shows the letters that readers see; white space may be laid out otherwise.

// Words that somebody changed since are left alone. An editor brings into sight what it selects only
// where it has the focus.
export function selectIn(box, view, { TextSelection }) {
  if (box.value !== box.defaultValue) return;
  const [from, to] = numbers(box.dataset.selected);
  box.setSelectionRange(from, to);
  if (!view) return box.focus();
  const { doc, tr } = view.state;
  const [first, behind] = numbers(box.dataset.selectedLetters);
  const places = placesOf(doc);
  if (behind > places.length) return;
  const { from: start } = places[first];
  const { to: end } = places[behind - 1];
  view.focus();
  view.dispatch(tr.setSelection(TextSelection.create(doc, start, end)).scrollIntoView());
  return true;
}

function numbers(given) {
  return given.split(" ").map(Number);
}

// Where each letter of a document stands.
function placesOf(doc) {
  const places = [];
  doc.descendants((node, at) => {
    if (!node.isText) return;
    let from = at;
    for (const letter of node.text) {
      const to = from + letter.length;
      if (letter.trim()) places.push({ from, to });
      from = to;
    }
  });
  return places;
}
