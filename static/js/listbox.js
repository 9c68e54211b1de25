/**
 * A text field with a list of what fits below it: a combobox as the ARIA Authoring Practices describe it.
 * Focus stays in the field; arrow keys walk through the list, Enter takes, Escape closes.
 */
const MOST = 100;
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
let count = 0;

/** The options that fit what was typed: those that begin with it first, then those that contain it. */
export function fitting(options, typed) {
  const wanted = plain(typed.trim());
  if (!wanted) return options;
  const found = options.filter((option) => (option.plain ??= plain(option.label)).includes(wanted));
  return found.sort((one, other) => other.plain.startsWith(wanted) - one.plain.startsWith(wanted));
}

/**
 * @param {{field: HTMLInputElement, words: DOMStringMap, options: (typed: string) => {value: string, label: string, group?: string}[] | Promise, take: (option) => void, isTaken?: (option) => boolean}} setup
 */
export function listbox({ field, words, options, take, isTaken = () => false }) {
  const id = `list-${++count}`;
  const list = Object.assign(document.createElement("ul"), { id, className: "combo-list", hidden: true });
  const status = Object.assign(document.createElement("span"), { className: "visually-hidden" });
  let shown = [];
  let active = -1;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.getAttribute("aria-label") ?? words.label ?? "");
  status.setAttribute("role", "status");
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id }))
    field.setAttribute(name, value);
  field.after(list, status);

  function line(option, index) {
    const item = Object.assign(document.createElement("li"), { id: `${id}-${index}`, textContent: option.label });
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", String(isTaken(option)));
    item.dataset.index = index;
    return item;
  }

  function heading(words) {
    const item = Object.assign(document.createElement("li"), { className: "combo-heading", textContent: words });
    item.setAttribute("role", "presentation");
    return item;
  }

  async function open(typed) {
    const asked = (open.asked = Symbol("asked"));
    const found = await options(typed);
    if (asked !== open.asked) return;
    shown = found.slice(0, MOST);
    const lines = shown.flatMap((option, index) =>
      option.group && option.group !== shown[index - 1]?.group ? [heading(option.group), line(option, index)] : [line(option, index)]);
    list.replaceChildren(...(lines.length ? lines : [heading(words.none)]));
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    status.textContent = found.length ? `${words.found} ${found.length}` : words.none;
    walk(typed && shown.length ? 0 : -1);
  }

  function close() {
    open.asked = null;
    list.hidden = true;
    active = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    status.textContent = "";
  }

  function walk(to) {
    list.querySelector(".active")?.classList.remove("active");
    active = shown.length ? Math.max(-1, Math.min(to, shown.length - 1)) : -1;
    const item = document.getElementById(`${id}-${active}`);
    if (!item) return field.removeAttribute("aria-activedescendant");
    item.classList.add("active");
    item.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", item.id);
  }

  function pick(index) {
    const option = shown[index];
    close();
    if (option) take(option);
  }

  const keys = {
    ArrowDown: () => (list.hidden ? open("") : walk(active + 1)),
    ArrowUp: () => (list.hidden ? open("") : walk(active - 1)),
    PageDown: () => walk(active + 10),
    PageUp: () => walk(Math.max(0, active - 10)),
    Enter: () => pick(active),
  };
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape" && !list.hidden) return event.preventDefault(), close();
    if (!(event.key in keys) || (list.hidden && !event.key.startsWith("Arrow"))) return;
    if (event.key === "Enter" && active < 0) return event.preventDefault(), close();
    event.preventDefault();
    keys[event.key]();
  });
  field.addEventListener("input", () => open(field.value));
  field.addEventListener("click", () => list.hidden && open(""));
  field.addEventListener("blur", () => close());
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[data-index]");
    if (item) pick(Number(item.dataset.index));
  });
  return { close, say: (text) => (status.textContent = text) };
}
