/**
 * [data-completes]: while an expression is typed, what could stand there is listed below it: names, functions, codes.
 * Focus stays in the field. Arrow keys walk through the list, Enter or Tab takes, Escape closes, Ctrl+Space asks.
 * Nothing is chosen before an arrow key was pressed, so that Enter and Tab mean what they mean elsewhere. A field of
 * one line is a combobox as ARIA has it; one of several lines can't be, and is a text box with a list.
 */
import { onEach } from "./behaviour.js";
import { csrfToken } from "./staff.js";

const PAUSE = 120;
/** As many as fit without scrolling, which keys couldn't reach; typing on brings up the rest. */
const MOST = 8;
const WORTH_ASKING = /[\p{L}_"'`.]$/u;
let count = 0;

function listFor(field) {
  const list = Object.assign(document.createElement("ul"), { id: `offers-${++count}`, className: "offers", hidden: true });
  const status = Object.assign(document.createElement("span"), { className: "visually-hidden" });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.dataset.label);
  status.setAttribute("role", "status");
  const box = Object.assign(document.createElement("div"), { className: "offers-box" });
  field.before(box);
  box.append(field, list, status);
  return { list, status };
}

function line(offer, id) {
  const item = Object.assign(document.createElement("li"), { id });
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  const code = Object.assign(document.createElement("code"), { textContent: offer.text });
  const words = Object.assign(document.createElement("span"), { textContent: offer.words, dir: "auto" });
  item.append(code, " ", words);
  return item;
}

function start(field) {
  const isCombobox = field.matches("input");
  const { list, status } = listFor(field);
  let offers = [];
  let active = -1;
  let asked = null;
  let wait = 0;
  let isChanged = false;
  if (isCombobox) field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-haspopup", "listbox");
  field.setAttribute("aria-controls", list.id);
  expanded(false);

  function expanded(is) {
    list.hidden = !is;
    if (isCombobox) field.setAttribute("aria-expanded", String(is));
  }

  function close() {
    asked = null;
    clearTimeout(wait);
    walk(-1);
    expanded(false);
    status.textContent = "";
  }

  function walk(to) {
    list.querySelector(".active")?.classList.remove("active");
    list.querySelector('[aria-selected="true"]')?.setAttribute("aria-selected", "false");
    active = Math.max(-1, Math.min(to, offers.length - 1));
    const item = list.children[active];
    if (!item) return field.removeAttribute("aria-activedescendant");
    item.classList.add("active");
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", item.id);
  }

  /** Offers say where they begin in characters, fields in UTF-16 units. */
  const unitsBefore = (written, characters) => [...written].slice(0, characters).join("").length;

  async function ask() {
    const written = field.value.slice(0, field.selectionStart);
    const mine = (asked = Symbol("asked"));
    const body = new URLSearchParams({ written });
    const answer = await fetch(field.dataset.completes, { method: "POST", body, headers: { "X-CSRFToken": csrfToken() } }).catch(() => null);
    if (!answer?.ok || asked !== mine) return;
    offers = (await answer.json()).offers.slice(0, MOST).map((offer) => ({ ...offer, start: unitsBefore(written, offer.start) }));
    if (asked !== mine) return;
    list.replaceChildren(...offers.map((offer, index) => line(offer, `${list.id}-${index}`)));
    walk(-1);
    expanded(offers.length > 0);
    status.textContent = offers.length ? `${field.dataset.found} ${offers.length}` : field.dataset.none;
  }

  function take(index) {
    const offer = offers[index];
    close();
    field.setRangeText(offer.text, offer.start, field.selectionStart, "end");
    isChanged = true;
    field.focus();
  }

  const keys = {
    ArrowDown: () => walk(active + 1),
    ArrowUp: () => walk(active - 1),
    Enter: () => take(active),
    Tab: () => take(active),
    Escape: close,
  };
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === " " && event.ctrlKey) return event.preventDefault(), ask();
    if (list.hidden || !(event.key in keys) || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (active < 0 && (event.key === "Enter" || event.key === "Tab")) return close();
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });
  field.addEventListener("input", () => {
    clearTimeout(wait);
    if (WORTH_ASKING.test(field.value.slice(0, field.selectionStart))) wait = setTimeout(ask, PAUSE);
    else close();
  });
  field.addEventListener("blur", () => {
    close();
    if (isChanged) field.dispatchEvent(new Event("change", { bubbles: true }));
    isChanged = false;
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) take([...list.children].indexOf(item));
  });
}

onEach("[data-completes]", start);
