// The little of the DOM that the other files need.

/** Makes an element: attributes as strings, `class` included, then children or texts. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** Writes a text only where it is another one: an unchanged node costs no layout. */
export function put(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Sets `data-state`, by which the style knows how a thing is. */
export function mark(node, state) {
  if (node.dataset.state !== state) {
    node.dataset.state = state;
  }
}

/** Shows a node with this text; hides it where there is none. */
export function show(node, text) {
  put(node, text);
  if (node.hidden !== !text) {
    node.hidden = !text;
  }
}
