/** Places on a picture, drawn with the pointer; the numbers beside say the same and can be typed. */
import { onEach } from "./behaviour.js";

const SIDES = ["left", "top", "width", "height"];
const rounded = (value) => Math.round(value * 10) / 10;

onEach("[data-areas]", (form) => {
  const picture = form.querySelector("svg");
  const rows = [...form.querySelectorAll("[data-row]")];
  const inputOf = (row, side) => form.elements[`${side}.${row.dataset.row}`];
  const tickOf = (row) => form.elements[`on.${row.dataset.row}`];
  let current = rows.find((row) => !tickOf(row).checked) ?? rows[0];
  let start = null;

  const show = (row) => {
    const group = form.querySelector(`[data-area="${row.dataset.row}"]`);
    const [rect, text] = group.children;
    const [left, top, width, height] = SIDES.map((side) => Number(inputOf(row, side).value.replace(",", ".")) || 0);
    for (const [name, value] of Object.entries({ x: left, y: top, width, height })) rect.setAttribute(name, `${value}%`);
    text.setAttribute("x", `${left}%`);
    text.setAttribute("y", `${top}%`);
    group.classList.toggle("not-placed", !tickOf(row).checked);
    group.classList.toggle("is-current", row === current);
    row.classList.toggle("is-current", row === current);
  };
  const showAll = () => rows.forEach(show);

  const pointAt = (event) => {
    const box = picture.getBoundingClientRect();
    const within = (value) => Math.min(Math.max(value * 100, 0), 100);
    return [within((event.clientX - box.left) / box.width), within((event.clientY - box.top) / box.height)];
  };

  const stretch = (end) => {
    const corners = [0, 1].map((axis) => [Math.min(start[axis], end[axis]), Math.abs(start[axis] - end[axis])]);
    const values = [corners[0][0], corners[1][0], Math.max(corners[0][1], 1), Math.max(corners[1][1], 1)];
    SIDES.forEach((side, index) => (inputOf(current, side).value = rounded(values[index])));
    tickOf(current).checked = true;
    show(current);
  };

  picture.addEventListener("pointerdown", (event) => {
    start = pointAt(event);
    picture.setPointerCapture(event.pointerId);
  });
  picture.addEventListener("pointermove", (event) => start && stretch(pointAt(event)));
  picture.addEventListener("pointerup", (event) => {
    if (!start) return;
    stretch(pointAt(event));
    start = null;
    tickOf(current).dispatchEvent(new Event("change", { bubbles: true }));
  });

  form.addEventListener("focusin", (event) => {
    current = event.target.closest("[data-row]") ?? current;
    showAll();
  });
  form.addEventListener("input", showAll);
  form.querySelector("[data-how]").hidden = false;
  form.dataset.ready = "";
  showAll();
});
