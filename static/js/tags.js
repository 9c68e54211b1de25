/** [data-tags]: a box of check boxes becomes a search field; what is ticked stands above it as tags. */
import { onEach, tellChanged } from "./behaviour.js";
import { fitting, listbox } from "./listbox.js";

function start(box) {
  const words = box.dataset;
  const inputs = [...box.querySelectorAll("input[type=checkbox]")];
  const options = inputs.map((input) => ({ value: input.value, label: input.closest("label").textContent.trim(), input }));
  const title = document.getElementById(box.closest("fieldset").getAttribute("aria-labelledby"));
  const field = Object.assign(document.createElement("input"), { type: "text", className: "input combo", autocomplete: "off", spellcheck: false, placeholder: words.search });
  field.setAttribute("aria-label", `${title?.textContent.trim() ?? ""}: ${words.search}`);
  field.id = inputs[0]?.id ?? "";
  inputs[0]?.removeAttribute("id");
  const tags = Object.assign(document.createElement("ul"), { className: "tags" });
  const search = Object.assign(document.createElement("div"), { className: "combo-box" });
  search.append(field);
  box.prepend(tags, search);
  box.classList.add("is-tags");

  const list = listbox({
    field, words,
    options: (typed) => fitting(options.filter((option) => !option.input.checked), typed),
    take: (option) => {
      field.value = "";
      set(option.input, true);
    },
  });

  function set(input, checked) {
    input.checked = checked;
    tellChanged(input);
    list.say(`${checked ? words.added : words.removed} ${input.closest("label").textContent.trim()}`);
  }

  function tag({ label, input }) {
    const item = document.createElement("li");
    const button = Object.assign(document.createElement("button"), { type: "button", className: "tag", textContent: label });
    button.setAttribute("aria-label", `${words.remove}: ${label}`);
    button.addEventListener("click", () => {
      set(input, false);
      field.focus();
    });
    item.append(button);
    return item;
  }

  /** Tags follow the boxes; texts beside choices are only in sight where they are chosen. */
  function draw() {
    tags.replaceChildren(...options.filter((option) => option.input.checked).map(tag));
    for (const { input } of options) {
      const other = input.closest(".choice-other");
      if (other) other.classList.toggle("is-chosen", input.checked);
    }
  }

  field.addEventListener("keydown", (event) => {
    if (event.key !== "Backspace" || field.value) return;
    const last = options.filter((option) => option.input.checked).at(-1);
    if (last) set(last.input, false);
  });
  box.addEventListener("change", draw);
  draw();
}

onEach("[data-tags]", start);
