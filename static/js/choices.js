/**
 * [data-choices] and the texts beside choices ([data-other]): typing a text chooses what it belongs to; what
 * excludes the others ([data-exclusive]) takes them away and is taken away by them; what stands for all
 * ([data-all]) chooses the rest. The text to a choice of a select is in sight while that is chosen. The
 * server holds to the same rules without this.
 */
import { onEach, tellChanged } from "./behaviour.js";

const boxes = (group) => [...group.querySelectorAll("input[type=checkbox]")];

function tick(box, checked) {
  if (box.checked === checked) return;
  box.checked = checked;
  tellChanged(box);
}

function onTyped(input) {
  if (!input.value.trim()) return;
  const control = input.closest(".choice-other")?.querySelector("input[type=radio], input[type=checkbox]");
  if (control) tick(control, true);
}

/** A text given to a choice that isn't the select's any more stays in sight, so that nothing typed gets lost. */
function fitTexts(select) {
  for (const text of select.closest(".question").querySelectorAll(".other-named [data-other]")) {
    text.parentElement.hidden = select.value !== text.name.split(".")[1] && !text.value;
  }
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
  if (event.target.matches?.("select") && event.target.closest(".question")) fitTexts(event.target);
  const group = event.target.matches?.("input[type=checkbox]") && event.target.closest("[data-choices]");
  if (group) onTicked(event.target, group);
});

onEach(".other-named", (named) => fitTexts(named.closest(".question").querySelector("select")));
