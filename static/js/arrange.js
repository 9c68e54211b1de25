/**
 * [data-arrange]: a list whose rows ([data-card]) are put in order: dragged by their grip, moved by the buttons
 * up and down, or by Alt and an arrow anywhere in a row. The fields of places follow the order.
 */
import { onEach } from "./behaviour.js";

const rowsOf = (list) => [...list.querySelectorAll("[data-card]")];

function number(list) {
  rowsOf(list).forEach((row, index) => (row.querySelector("[data-place]").value = index + 1));
}

function move(list, row, by) {
  const rows = rowsOf(list);
  const to = rows.indexOf(row) + by;
  if (to < 0 || to >= rows.length) return;
  const held = document.activeElement;
  rows[to][by < 0 ? "before" : "after"](row);
  number(list);
  held?.focus();
  const text = `${row.querySelector(".arrange-title").textContent.trim()}: ${to + 1} / ${rows.length}`;
  document.dispatchEvent(new CustomEvent("announce", { detail: { text } }));
}

function drag(list, row, event) {
  event.preventDefault();
  row.classList.add("is-dragged");
  const over = (moved) => {
    const other = document.elementFromPoint(moved.clientX, moved.clientY)?.closest("[data-card]");
    if (!other || other === row || !list.contains(other)) return;
    const box = other.getBoundingClientRect();
    other[moved.clientY < box.top + box.height / 2 ? "before" : "after"](row);
  };
  const drop = () => {
    row.classList.remove("is-dragged");
    document.removeEventListener("pointermove", over);
    number(list);
  };
  document.addEventListener("pointermove", over);
  document.addEventListener("pointerup", drop, { once: true });
}

onEach("[data-arrange]", (list) => {
  for (const row of rowsOf(list)) {
    row.querySelector("[data-moves]").hidden = false;
    row.querySelector("[data-grip]").addEventListener("pointerdown", (event) => drag(list, row, event));
  }
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (button) move(list, button.closest("[data-card]"), Number(button.dataset.move));
  });
  list.addEventListener("keydown", (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!event.altKey || !by) return;
    event.preventDefault();
    move(list, event.target.closest("[data-card]"), by);
  });
  list.addEventListener("change", (event) => {
    if (!event.target.matches("[data-place]")) return;
    const rows = rowsOf(list);
    const row = event.target.closest("[data-card]");
    const to = Math.min(Math.max(1, Number.parseInt(event.target.value, 10) || 1), rows.length) - 1;
    if (rows[to] !== row) rows[to][to < rows.indexOf(row) ? "before" : "after"](row);
    number(list);
  });
});
