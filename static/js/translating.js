/**
 * Translating by keyboard: Enter goes on to the next text (in long ones with Ctrl), Shift+Enter back, Alt+C takes
 * the original over. What is stored is the ground that a row's next change stands on.
 */
import { onEach } from "./behaviour.js";

const fields = () => [...document.querySelectorAll("[data-translation]")];

function go(from, step) {
  const next = fields()[fields().indexOf(from) + step];
  if (!next) return from.blur();
  next.focus();
  next.closest(".text-row").scrollIntoView({ block: "nearest" });
}

/** Where Enter leads: on, back, or nowhere, for it is typed. */
function stepOf({ key, ctrlKey, metaKey, shiftKey, altKey, isComposing, target }) {
  if (key !== "Enter" || altKey || isComposing) return 0;
  if (ctrlKey || metaKey) return shiftKey ? -1 : 1;
  if (!("oneLine" in target.dataset)) return 0;
  return shiftKey ? -1 : 1;
}

function takeSource(field) {
  field.value = field.dataset.source;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}

onEach("[data-translation]", (field) => {
  field.addEventListener("keydown", (event) => {
    const step = stepOf(event);
    if (step) {
      event.preventDefault();
      go(field, step);
    } else if (event.altKey && event.code === "KeyC" && !event.ctrlKey) {
      event.preventDefault();
      takeSource(field);
    }
  });
});

onEach("[data-copy-source]", (button) => {
  button.hidden = false;
  button.addEventListener("click", () => takeSource(document.getElementById(button.dataset.copySource)));
});

/** What was refused isn't stored anywhere: it leaves the screen only when that is said to be right. */
const refused = () => document.querySelector("[data-translation][aria-invalid]");
addEventListener("beforeunload", (event) => refused() && event.preventDefault());
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target.id !== "texts" || !refused()) return;
  detail.shouldSwap = false;
  refused().focus();
});

document.addEventListener("htmx:afterRequest", ({ detail: { elt, xhr } }) => {
  if (!elt.matches("[data-text]")) return;
  const field = elt.querySelector("[data-translation]");
  if (xhr.status === 422) field.setAttribute("aria-invalid", "true");
  if (xhr.status !== 200) return;
  field.removeAttribute("aria-invalid");
  elt.dataset.base = document.getElementById("save-state").dataset.revision;
});
