/**
 * Composing a report. [data-report-blocks]: a list whose rows are dragged to another place; the buttons "Move
 * up" and "Move down" do the same by keyboard. [data-insert]: puts the number chosen in [data-number] into the
 * words where the cursor is; without scripts the server puts it at their end. What an open block shows comes into
 * view beside it.
 */
import Sortable from "../vendor/sortablejs/sortable.esm.js";
import { onEach, tellChanged } from "./behaviour.js";

onEach("[data-report-blocks]", (list) => {
  Sortable.create(list, {
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
    draggable: "li",
    handle: ".block-grip",
    forceFallback: true,
    fallbackTolerance: 4,
    ghostClass: "dragged",
    onEnd: ({ item, oldDraggableIndex, newDraggableIndex: place }) => {
      if (place === oldDraggableIndex) return;
      const open = list.querySelector("li.is-open")?.dataset.id ?? "";
      htmx.ajax("POST", item.dataset.move, { source: list, values: { place, open }, target: "#composer", select: "#composer", swap: "outerHTML show:none" });
    },
  });
});

onEach("[data-insert]", (button) => {
  const form = button.form;
  const choice = form.querySelector("[data-number]");
  const words = form.querySelector("[data-places]");
  let at = words.value.length;
  const remember = () => (at = words.selectionEnd);
  for (const name of ["keyup", "click", "input"]) words.addEventListener(name, remember);
  button.addEventListener("click", (event) => {
    if (!choice.value) return;
    event.preventDefault();
    words.setRangeText(choice.value, at, at, "end");
    remember();
    tellChanged(words);
    words.focus();
  });
});

onEach(".composer-preview .is-open", (shown) => {
  const preview = shown.closest(".composer-preview");
  preview.scrollTop += shown.getBoundingClientRect().top - preview.getBoundingClientRect().top - 24;
});
