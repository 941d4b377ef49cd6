// Wires behaviours to the elements that ask for them: data-behaviour="name name".

export function wireAll(behaviours) {
  function wire(element) {
    for (const name of element.dataset.behaviour.split(" ")) behaviours[name]?.(element, wire);
  }

  for (const element of document.querySelectorAll("[data-behaviour]")) wire(element);
}
