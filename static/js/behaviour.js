/** Starting behaviours: on load, for whatever HTMX swaps in later, and in places of a page that fill. */

/**
 * Run `start(element)` once for every element that matches, now, after every swap and after "survey:arrived".
 * @param {string} selector
 * @param {(element: HTMLElement) => void} start
 */
export function onEach(selector, start) {
  const started = new WeakSet();
  const visit = (root) => {
    for (const element of [root, ...root.querySelectorAll(selector)]) {
      if (started.has(element) || !element.matches?.(selector)) continue;
      started.add(element);
      start(element);
    }
  };
  visit(document);
  for (const name of ["htmx:load", "survey:arrived"]) document.addEventListener(name, (event) => visit(event.target));
}

/** Say that a script changed what stands in a field, as the browser says of what people change. */
export const tellChanged = (element) => element.dispatchEvent(new Event("change", { bubbles: true }));
