/**
 * [data-list]: in a list of choices, Enter goes to the next one, or adds one after the last; pasting
 * several lines adds one for each. What is typed while the new row is still on its way goes into a
 * row that waits, and from there into the real one.
 */
const listOf = (input) => input.closest("[data-list]");
/** While a row is on its way: `lines` were ended by Enter, `tail` is being typed. */
let waiting = null;

function add(list, lines = [], tail = "") {
  const row = list.querySelector("ol > li:last-child")?.cloneNode(true) ?? document.createElement("li");
  const input = Object.assign(document.createElement("input"), { className: "input bare", value: tail });
  input.setAttribute("data-waiting", "");
  row.replaceChildren(...[row.querySelector(".control"), input].filter(Boolean));
  list.querySelector("ol").append(row);
  waiting = { list: list.dataset.list, lines, tail };
  input.addEventListener("input", () => waiting && (waiting.tail = input.value));
  list.querySelector("[data-list-add]").click();
  input.focus();
}

/** The new row is there: hand over what was typed meanwhile. */
function handOver() {
  const input = waiting && document.querySelector(`[data-list="${waiting.list}"] ol > li:last-child [data-list-label]`);
  if (!input || document.querySelector("[data-waiting]")) return;
  const { lines, tail } = waiting;
  waiting = null;
  input.focus();
  input.value = lines[0] ?? tail;
  if (lines.length) add(listOf(input), lines.slice(1), tail);
  else if (tail) input.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("htmx:afterSettle", handOver);
document.addEventListener("htmx:responseError", () => {
  document.querySelector("[data-waiting]")?.closest("li").remove();
  waiting = null;
});

function onEnter(event) {
  const input = event.target;
  if (input.matches?.("[data-waiting]")) {
    event.preventDefault();
    if (!waiting || !input.value) return;
    waiting.lines.push(input.value);
    waiting.tail = input.value = "";
    return;
  }
  if (!input.matches?.("[data-list-label]")) return;
  event.preventDefault();
  const labels = [...listOf(input).querySelectorAll("[data-list-label]")];
  const next = labels[labels.indexOf(input) + 1];
  if (next) next.focus();
  else add(listOf(input));
}

/** Enter in a question's title is done typing, not a line break. */
function onEnterInTitle(event) {
  if (event.shiftKey || !event.target.matches?.(".in-place")) return;
  event.preventDefault();
  const next = event.target.form.querySelector("[data-list-label]");
  if (next) next.focus();
  else event.target.blur();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  onEnter(event);
  onEnterInTitle(event);
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
