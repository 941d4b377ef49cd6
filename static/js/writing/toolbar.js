// The bar of buttons above the editor: one stop for Tab, arrow keys go along it.

export function toolbar(bar, act) {
  const buttons = [...bar.querySelectorAll("[data-command]")];
  const stopAt = (stop) => {
    for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;
  };
  stopAt(buttons[0]);
  bar.addEventListener("pointerdown", (event) => event.preventDefault());
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-command]");
    if (!button) return;
    stopAt(button);
    if (button.ariaDisabled !== "true") act(button.dataset.command, button);
  });
  bar.addEventListener("keydown", (event) => {
    const next = neighbour(buttons, event.target, event.key);
    if (!next) return;
    event.preventDefault();
    stopAt(next);
    next.focus();
  });
  return (name, { pressed, disabled }) => {
    const button = buttons.find(({ dataset }) => dataset.command === name);
    if (pressed !== undefined) button?.setAttribute("aria-pressed", String(pressed));
    if (disabled !== undefined) button?.setAttribute("aria-disabled", String(disabled));
  };
}

function neighbour(buttons, from, key) {
  const place = buttons.indexOf(from);
  const places = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: -1 };
  return place < 0 || !(key in places) ? null : buttons.at(places[key] % buttons.length);
}
