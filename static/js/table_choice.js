/** [data-table-choice]: rows of a table are found while typing; the server searches. Without it, a button does. */
import { tellChanged } from "./behaviour.js";
import { listbox } from "./listbox.js";

const WAIT = 150;
const pause = () => new Promise((resolve) => setTimeout(resolve, WAIT));

function start(box) {
  const field = box.querySelector("input[type=text]");
  const name = field.name.replace(/\.typed$/, "");
  const rows = box.querySelector("[data-rows]");
  const taken = rows.querySelector(":checked");
  const chosen = Object.assign(document.createElement("input"), { type: "hidden", name, value: taken?.value ?? "" });
  const holder = Object.assign(document.createElement("div"), { className: "combo-box" });
  const note = Object.assign(document.createElement("p"), { className: "hint", hidden: true });
  let label = taken?.closest("label").textContent ?? "";
  if (label) field.value = label;
  field.classList.add("combo");
  box.querySelector("button").remove();
  box.querySelector("[role=status]")?.remove();
  rows.replaceWith(chosen, note);
  field.before(holder);
  holder.append(field);

  const tell = (words) => Object.assign(note, { textContent: words ?? "", hidden: !words });

  async function options(typed) {
    const asked = (options.asked = Symbol("asked"));
    if (typed) await pause();
    if (asked !== options.asked) return [];
    try {
      const response = await fetch(`${box.dataset.tableChoice}&q=${encodeURIComponent(typed)}`);
      if (!response.ok) throw new Error(response.status);
      const { found, more } = await response.json();
      tell(more && box.dataset.more);
      return found;
    } catch {
      tell(box.dataset.failed);
      return [];
    }
  }

  function take(option) {
    [chosen.value, label, field.value] = [option.value, option.label, option.label];
    tell("");
    tellChanged(chosen);
  }

  const words = { ...box.dataset, label: box.querySelector(`label[for="${field.id}"]`).textContent };
  listbox({ field, words, options, take, isTaken: (option) => option.value === chosen.value });
  /* What was typed and not taken from the list is no answer yet; the server says so if nothing is called that. */
  field.addEventListener("input", () => (chosen.value = field.value === label ? chosen.value : ""));
  field.addEventListener("change", () => chosen.value || field.value || tellChanged(chosen));
}

const every = (root) => root.querySelectorAll("[data-table-choice]:not([data-table-choice=''])");
const begin = (root) => every(root).forEach((box) => box.querySelector("[data-rows]") && start(box));
document.addEventListener("survey:arrived", (event) => begin(event.target));
begin(document);
