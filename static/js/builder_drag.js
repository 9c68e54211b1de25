/**
 * [data-sort="page"] and [data-sort="question"]: lists of the outline whose rows are dragged to
 * another place; a question may go to another page. The server answers with the new outline. The
 * keyboard does the same by the buttons "Move up" and "Move down".
 */
import Sortable from "../vendor/sortablejs/sortable.esm.js";
import { onEach } from "./behaviour.js";

const builder = document.querySelector("[data-builder]");

function move(kind, event) {
  const { item, newDraggableIndex: position, oldDraggableIndex: before, from, to } = event;
  if (from === to && position === before) return;
  const query = document.getElementById("canvas").dataset.query;
  const values = { position, ...(kind === "question" && { page: to.dataset.page }) };
  htmx.ajax("POST", `${builder.dataset.url}${kind}s/${item.dataset.id}/move/?${query}`, { source: builder, values, swap: "none" });
}

onEach("[data-sort]", (list) => {
  const kind = list.dataset.sort;
  Sortable.create(list, {
    group: kind,
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
    draggable: "li",
    forceFallback: true,
    fallbackTolerance: 4,
    delay: 200,
    delayOnTouchOnly: true,
    ghostClass: "dragged",
    onEnd: (event) => move(kind, event),
  });
});
