// Makes the box for words an editor. The box stays in the form, out of sight, and holds the Markdown:
// what it holds is what is sent. Words that the editor can't show as readers see them stay in the box.
import { makeCommands, makeHabits, makeKeys, makeStates, typesOver } from "./commands.js";
import { linkForm } from "./link-form.js";
import { linking } from "./linking.js";
import { cleaned } from "./pasted.js";
import { selectIn } from "./selected.js";
import { toolbar } from "./toolbar.js";
import { makeWords } from "./words.js";

const AT_EDGES = 5;

// Gives the editor of a box once it is there; `leave` is what Escape does, if anything.
export async function editor(box, leave = () => false) {
  const library = await import("../../vendor/prosemirror.js");
  const one = new Editor(box, library, leave);
  one.begin();
  one.selects();
  return one;
}

class Editor {
  constructor(box, library, leave) {
    this.box = box;
    this.library = library;
    this.words = makeWords(library);
    this.leave = leave;
    this.field = box.closest("[data-editor]");
    this.hint = this.field.querySelector(".field__hint");
    this.readers = this.field.querySelector("template[data-readers]");
    this.commands = makeCommands(library, this.words.schema);
    this.states = makeStates(library, this.words.schema);
    box.before(this.field.querySelector("template[data-tools]").content.cloneNode(true));
    const part = (name) => this.field.querySelector(`[data-${name}]`);
    [this.bar, this.cannot] = [part("tools-bar"), part("cannot")];
    this.askLink = linkForm(part("link-form"), linking(this));
    this.show = toolbar(this.bar, (name) => this.does(name));
    box.addEventListener("restored", () => this.begin());
    for (const label of box.labels) label.addEventListener("click", () => this.focus());
  }

  // Opens the words that the box holds; where that can't be, the box itself is shown.
  begin() {
    this.view?.destroy();
    const fresh = this.box.value === this.box.defaultValue;
    this.opened = this.words.open(this.box.value, fresh ? this.readers?.content : null);
    this.view = this.opened && this.mounted();
    this.cannot.hidden = Boolean(this.view);
    this.stands(Boolean(this.view));
  }

  // Selects the words that were selected on the page one comes from, if any.
  selects() {
    if (this.box.dataset.selected) selectIn(this.box, this.view, this.library);
  }

  focus() {
    if (this.view) this.view.focus();
    else this.box.focus();
  }

  // Puts what was written into the box, and tells whoever follows it.
  write() {
    const markdown = this.opened.markdownOf(this.view.state.doc);
    if (this.box.value === markdown) return;
    this.box.value = markdown;
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  does(name) {
    if (name === "plain") return this.turns();
    if (name === "link") return this.askLink();
    this.commands[name](this.view.state, this.view.dispatch, this.view);
    return this.view.focus();
  }

  // Between the editor and the box, with the words as they are.
  turns() {
    if (this.view) {
      this.view.destroy();
      this.view = null;
      this.stands(false);
    } else this.begin();
    this.focus();
  }

  stands(isEditor) {
    this.box.hidden = isEditor;
    if (this.hint) this.hint.hidden = isEditor;
    this.wasOpen ||= isEditor;
    this.bar.hidden = !this.wasOpen;
    this.bar.toggleAttribute("data-plain", !isEditor);
    this.show("plain", { pressed: !isEditor });
  }

  mounted() {
    const { library, words, commands } = this;
    const follow = new library.Plugin({ view: () => ({ update: (view, was) => this.changed(view, was) }) });
    const keys = makeKeys(commands, library, { link: () => (this.askLink(), true), leave: () => this.leave() });
    const habits = [makeHabits(library, words.schema), typesOver(library)];
    const plugins = [...habits, ...keys, library.history(), follow];
    const room = roomBelow(this.bar.parentElement);
    const view = new library.EditorView(null, {
      scrollThreshold: room,
      scrollMargin: room,
      attributes: attributesOf(this.box),
      state: library.EditorState.create({ doc: this.opened.doc, plugins }),
      transformPastedHTML: cleaned,
    });
    this.box.after(view.dom);
    this.shows(view.state);
    return view;
  }

  changed({ state }, was) {
    this.shows(state);
    if (!state.doc.eq(was.doc)) this.write();
  }

  shows(state) {
    for (const [name, isOn] of Object.entries(this.states)) this.show(name, { pressed: isOn(state) });
    this.show("undo", { disabled: !this.library.undoDepth(state) });
    this.show("redo", { disabled: !this.library.redoDepth(state) });
  }
}

// How far from the edges of the screen the line one writes in stays: never behind the bar.
function roomBelow(top) {
  const isInTheWay = () => getComputedStyle(top).position === "sticky";
  return {
    get top() {
      return AT_EDGES + (isInTheWay() ? top.offsetHeight : 0);
    },
    bottom: AT_EDGES,
    left: AT_EDGES,
    right: AT_EDGES,
  };
}

function attributesOf(box) {
  const [label] = box.labels;
  label.id ||= `label-${box.id}`;
  const given = { role: "textbox", "aria-multiline": "true", "aria-labelledby": label.id, lang: box.lang };
  const error = box.getAttribute("aria-invalid") ? `error-${box.name}` : "";
  return { ...given, ...(error && { "aria-describedby": error }), class: "field__input prose editor" };
}
