/** [data-tick]: several surveys of the list are chosen; one box takes them all, Shift takes what lies between. */
import { onEach } from "./behaviour.js";

const boxes = (part) => [...part.closest(".survey-results").querySelectorAll("[data-tick]")];
let last = null;

function say(part) {
  const all = boxes(part);
  const number = all.filter((box) => box.checked).length;
  const results = part.closest(".survey-results");
  const count = results.querySelector("[data-tick-count]");
  count.value = number ? `${count.dataset.words} ${number}` : "";
  const whole = results.querySelector("[data-tick-all]");
  Object.assign(whole, { checked: number === all.length, indeterminate: number > 0 && number < all.length });
}

onEach("[data-tick-all]", (whole) => {
  whole.hidden = false;
  whole.addEventListener("change", () => {
    for (const box of boxes(whole)) box.checked = whole.checked;
    say(whole);
  });
});

onEach("[data-tick]", (box) => {
  box.addEventListener("click", (event) => {
    const all = boxes(box);
    const from = event.shiftKey ? all.indexOf(last) : -1;
    if (from >= 0) {
      const [start, end] = [from, all.indexOf(box)].sort((one, other) => one - other);
      for (const each of all.slice(start, end + 1)) each.checked = box.checked;
    }
    last = box;
    say(box);
  });
  if (box.checked) say(box);
});
