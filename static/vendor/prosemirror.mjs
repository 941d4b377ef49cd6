// What the editor uses of others; build.mjs joins it into one file.
export { default as fastDiff } from "fast-diff";
export { baseKeymap, chainCommands, exitCode, toggleMark } from "prosemirror-commands";
export { history, redo, redoDepth, undo, undoDepth } from "prosemirror-history";
export { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
export { keymap } from "prosemirror-keymap";
export { MarkdownParser, MarkdownSerializerState } from "prosemirror-markdown";
export { DOMParser, Schema, Slice } from "prosemirror-model";
export { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
export { EditorState, Plugin, TextSelection } from "prosemirror-state";
export { EditorView } from "prosemirror-view";
export { default as MarkdownIt } from "markdown-it";
