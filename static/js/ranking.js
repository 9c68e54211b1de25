/**
 * [data-ranking]: places are given by buttons, by the arrow keys on them, or by dragging, instead of by
 * selects; those stay, hidden, and are what the form sends.
 */
import { onEach, tellChanged } from "./behaviour.js";

const isPlaced = (item) => item.querySelector("select").value !== "";

function start(list) {
  const words = list.dataset;
  const most = list.querySelector("select").options.length - 1;
  const first = list.querySelector("select");
  const status = Object.assign(document.createElement("p"), { className: "visually-hidden" });
  status.setAttribute("role", "status");
  list.after(status);
  list.classList.add("is-sorted");
  const items = () => [...list.children];
  const placed = () => items().filter(isPlaced);
  const labelOf = (item) => item.querySelector(".rank-label").textContent.trim();

  /** Places are the order of the placed ones, which stand on top. */
  function number(say) {
    placed().forEach((item, index) => (item.querySelector("select").value = String(index + 1)));
    const full = placed().length >= most;
    items().forEach((item) => {
      const place = item.querySelector("select").value;
      item.classList.toggle("ranked", place !== "");
      item.querySelector(".rank-place").textContent = place || "–";
      item.querySelector("[data-do=add]").hidden = place !== "" || full;
      for (const name of ["up", "down", "remove"]) item.querySelector(`[data-do=${name}]`).hidden = place === "";
      item.querySelector("[data-do=up]").disabled = place === "1";
      item.querySelector("[data-do=down]").disabled = Number(place) === placed().length;
    });
    if (!say) return;
    const place = isPlaced(say) ? `${words.placed} ${say.querySelector("select").value}` : words.unplaced;
    status.textContent = `${labelOf(say)}: ${place}`;
    tellChanged(list);
  }

  const acts = {
    add: (item) => {
      list.insertBefore(item, items().find((other) => !isPlaced(other) && other !== item) ?? null);
      item.querySelector("select").value = "1";
    },
    remove: (item) => {
      item.querySelector("select").value = "";
      list.insertBefore(item, placed().at(-1)?.nextSibling ?? list.firstChild);
    },
    up: (item) => item.previousElementSibling && list.insertBefore(item, item.previousElementSibling),
    down: (item) => item.nextElementSibling && isPlaced(item.nextElementSibling) && list.insertBefore(item.nextElementSibling, item),
  };

  function act(item, name) {
    acts[name](item);
    number(item);
    const again = item.querySelector(`[data-do=${name}]:not([hidden], :disabled)`);
    (again ?? item.querySelector("button:not([hidden], :disabled)"))?.focus();
  }

  function dress(item) {
    const place = Object.assign(document.createElement("span"), { className: "rank-place" });
    place.setAttribute("aria-hidden", "true");
    const tools = Object.assign(document.createElement("span"), { className: "rank-tools" });
    for (const name of ["add", "up", "down", "remove"]) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: `rank-${name}` });
      button.dataset.do = name;
      button.setAttribute("aria-label", `${labelOf(item)}: ${words[name]}`);
      tools.append(button);
    }
    item.prepend(place);
    item.append(tools);
    item.querySelector("select").hidden = true;
  }

  items().forEach(dress);
  list.querySelector("button").id ||= first.id;
  first.removeAttribute("id");
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-do]");
    if (button) act(button.closest("li"), button.dataset.do);
    else if (!list.dragged) tap(event.target.closest("li"));
  });
  const tap = (item) => item && !isPlaced(item) && placed().length < most && act(item, "add");

  /* Dragging: with a finger only by the number, so that the page still scrolls. */
  list.addEventListener("pointerdown", (event) => {
    const item = event.target.closest("li.ranked");
    if (!item || event.button || event.target.closest("button") || (event.pointerType !== "mouse" && !event.target.closest(".rank-place"))) return;
    const move = ({ clientY }) => {
      const over = placed().find((other) => other !== item && clientY > other.getBoundingClientRect().top && clientY < other.getBoundingClientRect().bottom);
      if (!over) return;
      list.dragged = true;
      item.classList.add("dragging");
      const after = items().indexOf(over) > items().indexOf(item);
      list.insertBefore(item, after ? over.nextSibling : over);
    };
    const drop = () => {
      removeEventListener("pointermove", move);
      item.classList.remove("dragging");
      if (list.dragged) number(item);
      setTimeout(() => (list.dragged = false));
    };
    addEventListener("pointermove", move);
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, drop, { once: true });
  });
  number();
}

onEach("[data-ranking]", start);
