// Opens a <details> where it stands in a column of its own; the reader may close it again.
const roomForColumn = matchMedia("(min-width: 79rem)");

export function openWhenWide(details) {
  const follow = () => {
    details.open = roomForColumn.matches;
  };
  roomForColumn.addEventListener("change", follow);
  if (roomForColumn.matches) follow();
}
