/** Starting behaviours: on load, for whatever HTMX swaps in later, and in places of a page that fill. */

/**
 * Run `start(element)` once for every element that matches, now, after every swap and after "survey:arrived".
 * @param {string} selector
 * @param {(element: HTMLElement) => void} start
 */
export function onEach(selector, start) {
  const started = new WeakSet();
  const visit = (root) => {
    const inside = [...root.querySelectorAll(selector)];
    const found = root.matches?.(selector) ? [root, ...inside] : inside;
    for (const element of found) {
      if (started.has(element)) continue;
      started.add(element);
      start(element);
    }
  };
  visit(document);
  for (const name of ["htmx:load", "survey:arrived"]) document.addEventListener(name, (event) => visit(event.target));
}

/** Whether keys typed at this element are meant as text. */
export function takesText(element) {
  return element.isContentEditable || element.matches("input:not([type=checkbox], [type=radio], [type=range]), textarea, select");
}

/** The token that a POST made by a script has to carry. */
export function csrfToken() {
  return JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
}
