/**
 * [data-choices] and the texts beside choices ([data-other]): typing a text chooses what it belongs to; what
 * excludes the others ([data-exclusive]) takes them away and is taken away by them; what stands for all
 * ([data-all]) chooses the rest. The server holds to the same rules without this.
 */
const boxes = (group) => [...group.querySelectorAll("input[type=checkbox]")];

function tick(box, checked) {
  if (box.checked === checked) return;
  box.checked = checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

function onTyped(input) {
  if (!input.value.trim()) return;
  const control = input.closest(".choice-other")?.querySelector("input[type=radio], input[type=checkbox]");
  if (control) return tick(control, true);
  const select = input.closest(".question").querySelector("select");
  const [, choice] = input.name.split(".");
  if (!select || select.value === choice) return;
  select.value = choice;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Whether a choice that stands for all the rest covers this one. */
const isCovered = (box) => !box.matches("[data-exclusive], [data-all]") && !box.closest(".choice-other");

function onTicked(box, group) {
  const others = boxes(group).filter((other) => other !== box);
  if (box.checked && "exclusive" in box.dataset) {
    for (const other of others) tick(other, false);
    for (const text of group.querySelectorAll("[data-other]")) text.value = "";
  } else if (box.checked) {
    for (const other of others) if ("exclusive" in other.dataset) tick(other, false);
  }
  if ("all" in box.dataset && box.checked) for (const other of others) if (isCovered(other)) tick(other, true);
  if (!box.checked && isCovered(box)) for (const other of others) if ("all" in other.dataset) tick(other, false);
}

document.addEventListener("input", (event) => {
  if (event.target.matches?.("[data-other]")) onTyped(event.target);
});

document.addEventListener("change", (event) => {
  const group = event.target.matches?.("input[type=checkbox]") && event.target.closest("[data-choices]");
  if (group) onTicked(event.target, group);
});
