/** [data-combobox]: a select becomes a field to type in; the select stays and is what the form sends. */
import { onEach, tellChanged } from "./behaviour.js";
import { fitting, listbox } from "./listbox.js";

function optionsOf(select) {
  return [...select.options].filter((option) => option.value).map((option) => ({
    value: option.value,
    label: option.label,
    group: option.parentElement.matches("optgroup") ? option.parentElement.label : "",
  }));
}

function start(select) {
  const options = optionsOf(select);
  const labelOf = (value) => options.find((option) => option.value === value)?.label ?? "";
  const field = Object.assign(document.createElement("input"), {
    type: "text", className: "input combo", autocomplete: "off", spellcheck: false, value: labelOf(select.value), placeholder: select.options[0].text,
  });
  const box = Object.assign(document.createElement("div"), { className: "combo-box" });
  for (const name of ["id", "aria-describedby", "aria-invalid", "required"]) {
    if (select.hasAttribute(name)) field.setAttribute(name, select.getAttribute(name));
    select.removeAttribute(name);
  }
  const take = (option) => {
    select.value = option.value;
    field.value = option.label;
    tellChanged(select);
  };
  select.hidden = true;
  select.before(box);
  box.append(field);
  const words = { ...select.dataset, label: document.querySelector(`label[for="${field.id}"]`)?.textContent ?? "" };
  listbox({ field, words, take, options: (typed) => fitting(options, typed), isTaken: (option) => option.value === select.value });
  /* What was typed and fits nothing, or nothing any more, must not look like an answer. */
  function settle() {
    if (field.value === labelOf(select.value)) return;
    const typed = field.value.trim().toLocaleLowerCase();
    const exact = options.find((option) => option.label.toLocaleLowerCase() === typed);
    if (exact) take(exact);
    else if (!typed) take({ value: "", label: "" });
    else field.value = labelOf(select.value);
  }
  field.addEventListener("change", settle);
  /* Words that were taken over from an older field don't count as a change; another window takes no focus away. */
  field.addEventListener("blur", () => field === document.activeElement || settle());
  select.addEventListener("change", () => (field.value = labelOf(select.value)));
}

onEach("[data-combobox]", start);
