/**
 * [data-selection]: several questions of the outline are ticked, and something is done with all of them. The
 * boxes are here on demand: by [data-selection-start], by "x" on a question of the outline, or by Shift and
 * a click on one. Shift takes everything in between; the box of a page takes the page; Escape ends it.
 */
import { onEach } from "./behaviour.js";
import { takesText } from "./staff.js";

const form = document.querySelector("[data-selection]");
const start = document.querySelector("[data-selection-start]");
const outline = () => document.getElementById("outline");
const count = form?.querySelector("[data-selection-count]");
const chosen = new Set();
let isOn = false;
let last = null;

const rows = () => [...outline().querySelectorAll("[data-sort=question] > li")];
const boxOf = (row) => row.querySelector(":scope > [data-tick]");
const wordsOf = (item) => item.querySelector(".outline-words, .page-words").textContent.trim();

function boxFor(item, isPage) {
  const box = Object.assign(document.createElement("input"), { type: "checkbox", ariaLabel: wordsOf(item) });
  box.dataset.tick = "";
  if (!isPage) {
    Object.assign(box, { name: "chosen", value: item.dataset.id, checked: chosen.has(item.dataset.id) });
    box.setAttribute("form", form.id);
  }
  item.querySelector(":scope > a").before(box);
}

function addBox(item) {
  if (isOn && !boxOf(item)) boxFor(item, item.matches(".outline-page"));
}

function say() {
  const number = rows().filter((row) => chosen.has(row.dataset.id)).length;
  count.value = number ? `${count.dataset.words} ${number}` : count.dataset.none;
  for (const page of outline().children) {
    const boxes = [...page.querySelectorAll("ol > li > [data-tick]")];
    const ticked = boxes.filter((box) => box.checked).length;
    const box = boxOf(page);
    if (box) Object.assign(box, { checked: boxes.length > 0 && ticked === boxes.length, indeterminate: ticked > 0 && ticked < boxes.length });
  }
}

function tick(row, value) {
  boxOf(row).checked = value;
  if (value) chosen.add(row.dataset.id);
  else chosen.delete(row.dataset.id);
}

function begin() {
  isOn = true;
  form.hidden = false;
  start.setAttribute("aria-expanded", "true");
  for (const item of outline().querySelectorAll("li")) addBox(item);
  say();
}

function end() {
  isOn = false;
  last = null;
  chosen.clear();
  const isWithin = form.contains(document.activeElement) || document.activeElement?.matches("[data-tick]");
  form.hidden = true;
  start.setAttribute("aria-expanded", "false");
  for (const box of outline().querySelectorAll("[data-tick]")) box.remove();
  if (isWithin) start.focus();
}

/** Tick a question, and with Shift all between it and the one that was ticked last. */
function choose(row, value, isRange) {
  const all = rows();
  const from = isRange && last ? all.findIndex((each) => each.dataset.id === last) : -1;
  const to = all.indexOf(row);
  const range = from < 0 ? [row] : all.slice(Math.min(from, to), Math.max(from, to) + 1);
  for (const each of range) tick(each, value);
  last = row.dataset.id;
  say();
}

function onBox(event) {
  const item = event.target.closest("li");
  if (!item.matches(".outline-page")) choose(item, event.target.checked, event.shiftKey);
  else {
    for (const row of item.querySelectorAll("ol > li")) tick(row, event.target.checked);
    say();
  }
}

/** Shift and a click on a question begins with the one being edited. */
function onLink(event) {
  const link = event.target.closest("#outline li li > a");
  if (!link || !event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation();
  const current = outline().querySelector("li li > a[aria-current]");
  if (!isOn) begin();
  if (!last && current) choose(current.closest("li"), true, false);
  choose(link.closest("li"), true, true);
}

function onKey(event) {
  if (event.key === "Escape" && isOn && !document.querySelector("dialog[open]")) return end();
  if (event.ctrlKey || event.metaKey || event.altKey || takesText(event.target)) return;
  const row = event.target.closest?.("#outline li li");
  if (!row || event.key.toLowerCase() !== "x") return;
  event.preventDefault();
  event.stopPropagation();
  if (!isOn) begin();
  choose(row, !boxOf(row).checked, event.shiftKey);
}

if (form) {
  start.setAttribute("role", "button");
  start.setAttribute("aria-expanded", "false");
  start.setAttribute("aria-controls", form.id);
  start.addEventListener("click", (event) => {
    event.preventDefault();
    if (isOn) end();
    else begin();
  });
  form.querySelector("[data-selection-end]").addEventListener("click", end);
  document.addEventListener("click", (event) => event.target.matches?.("[data-tick]") && onBox(event));
  document.addEventListener("click", onLink, { capture: true });
  document.addEventListener("keydown", onKey);
  onEach("#outline li", addBox);
  document.addEventListener("htmx:afterSettle", () => isOn && say());
}
