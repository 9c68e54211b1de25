/**
 * [data-list]: in a list of choices, Enter goes to the next one, or adds one after the last; pasting
 * several lines adds one for each.
 */
const listOf = (input) => input.closest("[data-list]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !event.target.matches?.("[data-list-label]")) return;
  event.preventDefault();
  const labels = [...listOf(event.target).querySelectorAll("[data-list-label]")];
  const next = labels[labels.indexOf(event.target) + 1];
  if (next) next.focus();
  else listOf(event.target).querySelector("[data-list-add]").click();
});

document.addEventListener("paste", (event) => {
  if (!event.target.matches?.("[data-list-label]")) return;
  const text = event.clipboardData.getData("text/plain");
  if (!text.trim().includes("\n")) return;
  event.preventDefault();
  const list = listOf(event.target);
  list.querySelector("[data-list-lines]").value = text;
  list.querySelector("[data-list-paste]").click();
});

/** Enter in a question's title is done typing, not a line break. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.matches?.(".in-place")) return;
  event.preventDefault();
  const form = event.target.form;
  const next = form.querySelector("[data-list-label]");
  if (next) next.focus();
  else event.target.blur();
});
