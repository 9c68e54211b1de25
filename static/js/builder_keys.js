/**
 * The builder by keyboard: "j" and "k" (or the arrows) from question to question, "e" edits the text, Escape
 * leaves it, "a" adds behind, "n" makes a page, "d" duplicates, Delete deletes, Alt with an arrow moves, "/"
 * searches. In the outline arrows go from row to row. Focus that a swap took along goes to what is edited.
 */
import { onEach } from "./behaviour.js";
import { isOn } from "./shortcuts.js";
import { takesText } from "./staff.js";

let wantsPalette = false;
const links = () => [...document.querySelectorAll("#outline .outline-link")].filter((link) => link.getClientRects().length);
const current = () => document.querySelector("#outline .outline-link[aria-current]");
const press = (selector) => document.querySelector(selector)?.click();

/** The row that has the focus, or else that of what is being edited. */
function here(all) {
  const at = all.indexOf(document.activeElement);
  return at >= 0 ? at : all.indexOf(current());
}

/** From row to row; when opening, from question to question. */
function walk(step, isOpening) {
  const all = links();
  const at = here(all);
  let to = at < 0 && step < 0 ? all.length - 1 : at + step;
  while (isOpening && all[to]?.classList.contains("page")) to += step;
  const next = all[to];
  if (!next) return;
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  if (isOpening) next.click();
}

function edit() {
  const field = document.querySelector("#current textarea, #current input:not([type=hidden])");
  if (field) field.focus();
  else document.querySelector(".page-seen .opens")?.click();
}

/** Behind the question being edited, or at the end of the page. */
function add() {
  const gaps = [...document.querySelectorAll("#canvas .gap a")];
  const card = document.querySelector("#current[data-card]");
  const behind = card && gaps.find((gap) => card.compareDocumentPosition(gap) & Node.DOCUMENT_POSITION_FOLLOWING);
  const palette = document.querySelector("[data-palette-search] input");
  if (palette && !card) return palette.focus();
  wantsPalette = true;
  (behind ?? gaps.at(-1))?.click();
}

const search = () => document.dispatchEvent(new CustomEvent("palette:open"));
const toCanvas = (event) => !event.target.closest("#outline");

const KEYS = {
  j: () => walk(1, true),
  k: () => walk(-1, true),
  ArrowDown: (event) => walk(1, toCanvas(event)),
  ArrowUp: (event) => walk(-1, toCanvas(event)),
  e: edit,
  a: add,
  n: () => press(".add-page button"),
  d: () => press("#duplicate-it"),
  Delete: () => press("#delete-it"),
  "/": search,
};
const WITH_ALT = { ArrowUp: "#move-up, #page-up", ArrowDown: "#move-down, #page-down" };
const PLAIN = /^[a-z/]$/;

/** Radios, menus and lists have arrows of their own. */
const hasOwnKeys = (target) => target.closest("dialog, [role=listbox], [role=menu], details.menu, .panel, input");

function onKey(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.isComposing || document.querySelector("dialog[open]")) return;
  const inText = takesText(event.target);
  if (event.key === "Escape" && inText && event.target.closest("#canvas, #panel")) return leave(event);
  if (inText) return;
  if (event.altKey) {
    if (!WITH_ALT[event.key]) return;
    event.preventDefault();
    press(WITH_ALT[event.key]);
  } else if (KEYS[event.key] && !event.shiftKey && (isOn() || !PLAIN.test(event.key))) {
    if (event.key.startsWith("Arrow") && hasOwnKeys(event.target)) return;
    event.preventDefault();
    KEYS[event.key](event);
  }
}

/** Out of a field, to where single keys work. */
function leave(event) {
  event.target.blur();
  const link = current();
  if (link?.getClientRects().length) link.focus();
  else document.getElementById("main").focus();
}

document.addEventListener("keydown", onKey);

// --- Focus is never lost

let wasWithin = false;
document.addEventListener("htmx:beforeSwap", () => {
  wasWithin ||= document.activeElement !== document.body;
});
document.addEventListener("htmx:afterSettle", () => {
  const palette = wantsPalette && document.querySelector("[data-palette-search] input");
  if (palette) {
    wantsPalette = false;
    palette.focus();
  }
  if (!wasWithin || (document.activeElement && document.activeElement !== document.body)) return;
  wasWithin = false;
  const link = current();
  if (link?.getClientRects().length) link.focus({ preventScroll: true });
  else document.getElementById("main")?.focus({ preventScroll: true });
});

onEach("[data-shortcuts-more]", (more) => document.querySelector("[data-shortcuts-dialog] dl")?.append(more.content.cloneNode(true)));
