/**
 * [data-sort="page"] and [data-sort="question"]: lists of the outline whose rows are dragged to
 * another place; a question may go to another page. What the server refuses goes back to where it was. The
 * keyboard does the same by the buttons "Move up" and "Move down".
 */
import Sortable from "../vendor/sortablejs/sortable.esm.js";
import { onEach } from "./behaviour.js";

const builder = document.querySelector("[data-builder]");

/** Put a row back when the request that moved it is refused. */
function backIfRefused(item, { from, next }) {
  const judge = ({ detail }) => {
    if (!detail.requestConfig.path.includes(`/${item.dataset.id}/move/`)) return;
    document.removeEventListener("htmx:afterRequest", judge);
    if (!(detail.xhr.status >= 200 && detail.xhr.status < 400) && item.isConnected) from.insertBefore(item, next?.parentNode === from ? next : null);
  };
  document.addEventListener("htmx:afterRequest", judge);
}

function move(kind, event, before) {
  const { item, newDraggableIndex: position, oldDraggableIndex, from, to } = event;
  if (from === to && position === oldDraggableIndex) return;
  const query = document.getElementById("canvas").dataset.query;
  backIfRefused(item, before);
  const values = { position, ...(kind === "question" && { page: to.dataset.page }) };
  htmx.ajax("POST", `${builder.dataset.url}${kind}s/${item.dataset.id}/move/?${query}`, { source: builder, values, swap: "none" });
}

onEach("[data-sort]", (list) => {
  const kind = list.dataset.sort;
  let before = null;
  Sortable.create(list, {
    group: kind,
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
    draggable: "li",
    forceFallback: true,
    fallbackTolerance: 4,
    delay: 200,
    delayOnTouchOnly: true,
    ghostClass: "dragged",
    onStart: ({ from, item }) => (before = { from, next: item.nextElementSibling }),
    onEnd: (event) => move(kind, event, before),
  });
});
