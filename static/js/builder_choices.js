/**
 * [data-list]: in a list of choices, Enter goes to the next one (to be typed over), or adds one after the last; pasting
 * several lines adds one for each, and where many can be pasted one can type at once; Backspace in an empty one takes it
 * away, and who takes one away goes on in its neighbour. A new row is made here, with its id, from [data-list-new]: it is
 * there before the next key, no answer ever replaces it while it is typed in, and the question's
 * form saves it like any other field.
 */
import { isBeforeNew, put } from "./builder_rows.js";

const listOf = (element) => element.closest("[data-list]");
const labelsOf = (list) => [...list.querySelectorAll("ol [data-list-label]")];

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const newId = (prefix) => `${prefix}_${[...crypto.getRandomValues(new Uint8Array(8))].map((byte) => LETTERS[byte % 36]).join("")}`;

/** The number after the highest code in use, as the server would give it. */
function nextCode(list) {
  const codes = [...list.querySelectorAll("ol .code")].map((input) => input.value.trim());
  return 1 + Math.max(0, ...codes.filter((code) => /^\d{1,9}$/.test(code)).map(Number));
}

function newRow(list) {
  const template = list.querySelector("[data-list-new]");
  const made = document.createElement("template");
  made.innerHTML = template.innerHTML.replaceAll("__id__", newId(template.dataset.prefix));
  const row = made.content.firstElementChild;
  row.querySelector(".code").value = nextCode(list);
  return row;
}

/** Add a row; the field that is left by it saves the list, or else the new row does. */
function add(list) {
  const row = newRow(list);
  put(list, row);
  htmx.process(row);
  let isSaved = false;
  const note = () => (isSaved = true);
  const label = row.querySelector("[data-list-label]");
  list.addEventListener("change", note);
  label.focus();
  list.removeEventListener("change", note);
  if (!isSaved) label.dispatchEvent(new Event("change", { bubbles: true }));
}

function onEnter(event) {
  const input = event.target;
  if (!input.matches?.("[data-list-label]")) return;
  event.preventDefault();
  const list = listOf(input);
  const labels = labelsOf(list);
  const next = labels[labels.indexOf(input) + 1];
  if (input.value.trim() && (!next || isBeforeNew(list, input.closest("li")))) add(list);
  else next?.select();
}

/** The label before a row's, or else the one after it. */
function neighbourOf(row) {
  const labels = labelsOf(listOf(row));
  const place = labels.findIndex((label) => row.contains(label));
  return labels[place - 1] ?? labels[place + 1];
}

/** Backspace in a choice without words takes it away, and goes to the one before. */
function onBackspace(event) {
  const input = event.target;
  if (!input.matches?.("[data-list-label]") || input.value) return;
  const row = input.closest("li");
  const other = neighbourOf(row);
  const button = row.querySelector("[data-list-delete]");
  if (!other || !button) return;
  event.preventDefault();
  other.focus();
  button.click();
}

/** The focus doesn't go with the row; a finger isn't shown the keyboard for it. */
document.addEventListener("click", (event) => {
  const row = event.target.closest?.("[data-list-delete]")?.closest("li");
  if (row?.contains(document.activeElement) && event.pointerType !== "touch") neighbourOf(row)?.focus();
});

/** Enter in a question's title is done typing, not a line break. */
function onEnterInTitle(event) {
  if (event.shiftKey || !event.target.matches?.(".in-place")) return;
  event.preventDefault();
  const next = event.target.form.querySelector("ol [data-list-label]");
  if (next) next.select();
  else event.target.blur();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Backspace" && !event.isComposing) onBackspace(event);
  if (event.key !== "Enter" || event.isComposing) return;
  onEnter(event);
  onEnterInTitle(event);
});

document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest?.("[data-list-add]");
    if (!button) return;
    event.preventDefault();
    event.stopPropagation();
    add(listOf(button));
  },
  { capture: true },
);

document.addEventListener("paste", (event) => {
  if (!event.target.matches?.("[data-list-label]")) return;
  const text = event.clipboardData.getData("text/plain");
  if (!text.trim().includes("\n")) return;
  event.preventDefault();
  const list = listOf(event.target);
  list.querySelector("[data-list-lines]").value = text;
  list.querySelector("[data-list-paste]").click();
});

/** On phones the tools of a row go when it is left: not before the finger is up, or what it is on would move away. */
function release() {
  for (const row of document.querySelectorAll("[data-held]")) row.removeAttribute("data-held");
}
function hold() {
  release();
  document.activeElement?.closest(".list-row")?.setAttribute("data-held", "");
}
addEventListener("pointerdown", hold, { capture: true });
addEventListener("click", release, { capture: true });
addEventListener("pointercancel", release);

document.addEventListener(
  "toggle",
  ({ target }) => {
    if (!target.matches?.(".paste[open]") || !target.contains(document.activeElement)) return;
    target.querySelector("[data-list-lines]").focus();
  },
  { capture: true },
);
