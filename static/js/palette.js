/**
 * Ctrl or Command and K: a list of everywhere this page leads (navigation, tabs, actions, titles and
 * [data-palette], questions of the builder's outline), narrowed by typing. Nothing is fetched: what is listed is what the page offers.
 */
import { onEach } from "./behaviour.js";

const SOURCES = ".side .side-nav a, .tabs a, .actions :is(a, button), .title-link, .outline-link, [data-palette]";
const MOST = 50;
const dialog = document.querySelector("[data-palette-dialog]");
const input = dialog?.querySelector("input");
const list = dialog?.querySelector("ul");
const none = dialog?.querySelector(".palette-none");
const isApple = /Mac|iPhone|iPad/.test(navigator.platform);
let entries = [];
let shown = [];
let at = 0;

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const nameOf = (element) => (element.dataset.palette || element.getAttribute("aria-label") || element.textContent).replace(/\s+/g, " ").trim();
const whereOf = (element) => element.closest("[aria-label]")?.getAttribute("aria-label") ?? "";

function collect() {
  const found = new Map();
  for (const element of document.querySelectorAll(SOURCES)) {
    const name = nameOf(element);
    const key = `${name} ${element.href ?? ""}`;
    if (name && !element.disabled && !found.has(key)) found.set(key, { name, where: whereOf(element), element });
  }
  return [...found.values()];
}

function option(entry, index) {
  const item = Object.assign(document.createElement("li"), { id: `palette-${index}` });
  item.setAttribute("role", "option");
  item.append(Object.assign(document.createElement("span"), { textContent: entry.name }));
  item.append(Object.assign(document.createElement("span"), { textContent: entry.where, className: "where" }));
  item.addEventListener("click", () => go(entry));
  return item;
}

function select(index) {
  at = shown.length ? (index + shown.length) % shown.length : 0;
  [...list.children].forEach((item, position) => item.setAttribute("aria-selected", String(position === at)));
  list.children[at]?.scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", shown.length ? `palette-${at}` : "");
}

function narrow() {
  const words = plain(input.value).split(/\s+/).filter(Boolean);
  const fits = (entry) => words.every((word) => plain(entry.name).includes(word));
  shown = entries.filter(fits).slice(0, MOST);
  list.replaceChildren(...shown.map(option));
  none.hidden = shown.length > 0;
  select(0);
}

function go(entry) {
  dialog.close();
  entry?.element.click();
}

function open() {
  if (dialog.open) return;
  entries = collect();
  input.value = "";
  narrow();
  dialog.showModal();
  input.focus();
}

function onKey(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) select(at + step);
  else if (event.key === "Enter") go(shown[at]);
  else return;
  event.preventDefault();
}

if (dialog) {
  input.addEventListener("input", narrow);
  input.addEventListener("keydown", onKey);
  dialog.addEventListener("close", () => input.blur());
  onEach("[data-palette-open]", (button) => {
    button.hidden = false;
    button.addEventListener("click", open);
  });
  document.addEventListener("palette:open", open);
  onEach("[data-palette-key]", (key) => (key.textContent = isApple ? "⌘ K" : "Ctrl K"));
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(isApple ? event.metaKey : event.ctrlKey)) return;
    event.preventDefault();
    open();
  });
}
