// What pages do with scripts. Every page works without any of this.
import { alignMargin } from "./align-margin.js";
import { bottomSheet } from "./bottom-sheet.js";
import { definitions } from "./definitions.js";
import { keepPlace } from "./keep-place.js";
import { keys } from "./keys.js";
import { makeRoom } from "./make-room.js";
import { markedWords } from "./marked-words.js";
import { menu } from "./menu.js";
import { arrived, drafts, suggestsHere, wipe, writes } from "./on-demand.js";
import { openWhenWide } from "./open-when-wide.js";
import { reachTables } from "./reach-tables.js";
import { search } from "./search.js";
import { selectPassage } from "./select-passage.js";
import { takeFocus } from "./take-focus.js";
import { theme } from "./theme.js";
import { unsaved } from "./unsaved.js";
import { wireAll } from "./wiring.js";

wireAll({
  "open-when-wide": openWhenWide,
  "select-passage": selectPassage,
  "align-margin": alignMargin,
  "take-focus": takeFocus,
  "keep-place": keepPlace,
  "make-room": makeRoom,
  "marked-words": markedWords,
  "bottom-sheet": bottomSheet,
  "suggests-here": suggestsHere,
  arrived,
  definitions,
  drafts,
  keys,
  menu,
  search,
  theme,
  unsaved,
  wipe,
  writes,
});
reachTables();
