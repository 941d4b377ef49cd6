// Putting a link on the selected words, changing the one that one stands in, taking it away.

export function linking(editor) {
  const { link } = editor.words.schema.marks;
  const around = () => linkAround(editor.view.state, link);
  const dispatch = (step) => editor.view.dispatch(step(editor.view.state.tr, around()));
  return {
    present: () => around().href,
    away: () => dispatch((tr, { from, to }) => tr.removeMark(from, to, link)),
    put: (href) =>
      dispatch((tr, { from, to }) => {
        if (from === to) tr.insertText(href.replace(/^mailto:/, ""), from);
        const end = from === to ? tr.mapping.map(to) : to;
        return tr.removeMark(from, end, link).addMark(from, end, link.create({ href }));
      }),
    done: () => editor.focus(),
  };
}

// The selected words, or the link one stands in, and where that leads.
function linkAround({ doc, selection: { from, to, $from, empty } }, link) {
  const href = (node) => link.isInSet(node?.marks ?? [])?.attrs.href;
  if (!empty) {
    let found = "";
    doc.nodesBetween(from, to, (node) => void (found ||= href(node) ?? ""));
    return { from, to, href: found };
  }
  const here = href($from.nodeAfter) ?? href($from.nodeBefore);
  if (!here) return { from, to, href: "" };
  const leadsHere = (index) => href($from.parent.maybeChild(index)) === here;
  let first = leadsHere($from.index()) ? $from.index() : $from.index() - 1;
  let last = first;
  while (first > 0 && leadsHere(first - 1)) first -= 1;
  while (leadsHere(last)) last += 1;
  return { from: $from.posAtIndex(first), to: $from.posAtIndex(last), href: here };
}
