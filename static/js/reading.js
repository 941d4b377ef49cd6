// What the published code needs, which is read by many who never write: a fifth of what other pages get.
import { keepPlace } from "./keep-place.js";
import { makeRoom } from "./make-room.js";
import { menu } from "./menu.js";
import { openWhenWide } from "./open-when-wide.js";
import { reachTables } from "./reach-tables.js";
import { theme } from "./theme.js";
import { wireAll } from "./wiring.js";

wireAll({
  "keep-place": keepPlace,
  "make-room": makeRoom,
  "open-when-wide": openWhenWide,
  menu,
  theme,
});
reachTables();
