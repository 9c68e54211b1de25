/**
 * [data-shortcut="g s"]: those keys, one after the other, follow the link or press the button.
 * "?" lists them. Whoever finds single keys in the way switches them off in that list.
 */
import { takesText } from "./staff.js";

const PATIENCE = 1200;
const SETTING = "canvass-shortcuts";
const dialog = document.querySelector("[data-shortcuts-dialog]");
const toggle = dialog?.querySelector("[data-shortcuts-toggle]");
let typed = [];
let lastAt = 0;

/** Whether single keys do something. */
export const isOn = () => localStorage.getItem(SETTING) !== "off";
const visible = (element) => element.offsetParent !== null || element.getClientRects().length > 0;
const targets = () => [...document.querySelectorAll("[data-shortcut]")].filter(visible);

function row(element) {
  const entry = document.createElement("div");
  const name = document.createElement("dt");
  const keys = document.createElement("dd");
  name.textContent = element.getAttribute("aria-label") ?? element.textContent.trim();
  for (const key of element.dataset.shortcut.split(" ")) {
    keys.append(Object.assign(document.createElement("kbd"), { textContent: key }));
  }
  entry.append(name, keys);
  entry.dataset.listed = "";
  return entry;
}

function showList() {
  const list = dialog.querySelector("dl");
  for (const old of list.querySelectorAll("[data-listed]")) old.remove();
  list.append(...targets().map(row));
  toggle.checked = isOn();
  dialog.showModal();
}

function press(key) {
  typed = Date.now() - lastAt > PATIENCE ? [key] : [...typed, key];
  lastAt = Date.now();
  const keys = typed.join(" ");
  const named = (wanted) => targets().find((element) => element.dataset.shortcut === wanted);
  const hit = named(keys) ?? named(key);
  if (hit) {
    typed = [];
    hit.click();
  }
  return Boolean(hit);
}

if (dialog) {
  toggle.addEventListener("change", () => localStorage.setItem(SETTING, toggle.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (takesText(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key === "?") showList();
    else if (isOn() && press(event.key)) event.preventDefault();
  });
}
