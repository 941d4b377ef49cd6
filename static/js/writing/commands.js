// What the buttons and keys of the editor do, each a ProseMirror command, and what is on where one is.

export function makeCommands(library, schema) {
  const { bullet_list, list_item, hard_break } = schema.nodes;
  const { em, strong } = schema.marks;
  const intoList = library.wrapInList(bullet_list);
  const outOfList = library.liftListItem(list_item);
  return {
    bold: library.toggleMark(strong),
    italic: library.toggleMark(em),
    list: (state, dispatch) => (isIn(state, list_item) ? outOfList : intoList)(state, dispatch),
    undo: library.undo,
    redo: library.redo,
    splitItem: library.splitListItem(list_item),
    deeper: library.sinkListItem(list_item),
    higher: outOfList,
    breakLine: library.chainCommands(library.exitCode, (state, dispatch) => {
      dispatch?.(state.tr.replaceSelectionWith(hard_break.create()).scrollIntoView());
      return true;
    }),
  };
}

export function makeStates(library, schema) {
  return {
    bold: (state) => isMarked(state, schema.marks.strong),
    italic: (state) => isMarked(state, schema.marks.em),
    link: (state) => isMarked(state, schema.marks.link),
    list: (state) => isIn(state, schema.nodes.list_item),
  };
}

export function makeKeys(commands, library, { link, leave }) {
  return [
    library.keymap({
      "Mod-b": commands.bold,
      "Mod-i": commands.italic,
      "Mod-k": link,
      "Mod-z": commands.undo,
      "Mod-y": commands.redo,
      "Shift-Mod-z": commands.redo,
      "Shift-Mod-8": commands.list,
      "Mod-]": commands.deeper,
      "Mod-[": commands.higher,
      "Shift-Enter": commands.breakLine,
      Enter: commands.splitItem,
      Escape: leave,
    }),
    library.keymap(library.baseKeymap),
  ];
}

// Markdown that somebody types by habit becomes what it stands for.
export function makeHabits(library, schema) {
  const { heading, bullet_list, ordered_list, blockquote } = schema.nodes;
  const { wrappingInputRule, textblockTypeInputRule, inputRules } = library;
  const numbered = (match) => ({ order: Number(match[1]) });
  const rules = [
    textblockTypeInputRule(/^(#{1,6})\s$/, heading, (match) => ({ level: match[1].length })),
    wrappingInputRule(/^[-*+]\s$/, bullet_list),
    wrappingInputRule(/^(\d{1,9})\.\s$/, ordered_list, numbered),
    wrappingInputRule(/^>\s$/, blockquote),
    marked(/\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/, schema.marks.strong, library),
    marked(/(?<![*\p{L}\p{N}])\*([^*\s](?:[^*]*[^*\s])?)\*$/u, schema.marks.em, library),
  ];
  return inputRules({ rules });
}

// Words typed over others look as those did, and lead where those led.
export function typesOver(library) {
  let typed = null;
  const handleTextInput = (view, from, to, text) => {
    const { doc, tr, schema } = view.state;
    const goesOn = from === to && typed?.end === from;
    const marks = from < to ? doc.nodeAt(from)?.marks : goesOn ? typed.marks : null;
    typed = null;
    if (!marks?.length || !doc.resolve(from).sameParent(doc.resolve(to))) return false;
    typed = { end: from + text.length, marks };
    tr.replaceWith(from, to, schema.text(text, marks));
    view.dispatch(tr.setSelection(library.TextSelection.create(tr.doc, typed.end)).scrollIntoView());
    return true;
  };
  return new library.Plugin({ props: { handleTextInput } });
}

function marked(pattern, mark, { InputRule }) {
  return new InputRule(pattern, (state, [, words], start, end) =>
    state.tr.replaceWith(start, end, state.schema.text(words, [mark.create()])).removeStoredMark(mark));
}

function isMarked({ doc, selection, storedMarks }, mark) {
  const { from, $from, to, empty } = selection;
  if (empty) return Boolean(mark.isInSet(storedMarks ?? $from.marks()));
  return doc.rangeHasMark(from, to, mark);
}

function isIn({ selection: { $from } }, type) {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type === type) return true;
  }
  return false;
}
