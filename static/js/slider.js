/** A slider above fields of numbers: moving it fills them in. Untouched it fills in nothing, so nothing is answered. */
import { onEach, tellChanged } from "./behaviour.js";

onEach("[data-slider]", (box) => {
  const fields = [...box.querySelectorAll("input")];
  const line = box.querySelector(".slider-line");
  const thumbs = fields.map((field, index) => thumb(box, field, fields.length > 1 ? index : 0.5));
  line.classList.toggle("two", thumbs.length > 1);
  line.append(...thumbs);

  const show = () => {
    const untouched = fields.every((field) => field.value.trim() === "");
    for (const [index, each] of thumbs.entries()) {
      each.classList.toggle("untouched", untouched);
      each.setAttribute("aria-valuetext", untouched ? box.dataset.unanswered : words(box, fields[index].value));
    }
  };
  const moved = (each) => {
    const [low, high] = thumbs;
    if (high && Number(low.value) > Number(high.value)) each.value = each === low ? high.value : low.value;
    for (const [index, other] of thumbs.entries()) fields[index].value = other.value;
    show();
  };
  const settled = (each) => {
    moved(each);
    tellChanged(each);
  };
  const typed = () => {
    for (const [index, field] of fields.entries()) {
      const number = Number(field.value.trim().replace(",", ".") || NaN);
      if (!Number.isNaN(number)) thumbs[index].value = number;
    }
    show();
  };

  for (const each of thumbs) {
    each.addEventListener("input", () => moved(each));
    each.addEventListener("click", () => settled(each));
    each.addEventListener("keydown", (event) => {
      if (event.key !== " " && event.key !== "Enter") return;
      event.preventDefault();
      settled(each);
    });
  }
  for (const field of fields) field.addEventListener("input", typed);
  typed();
});

/** An input of the browser that stands at `place` (0 to 1) of the line and is sent nowhere. */
function thumb(box, field, place) {
  const range = document.createElement("input");
  const [minimum, maximum] = [Number(box.dataset.minimum), Number(box.dataset.maximum)];
  Object.assign(range, { type: "range", min: box.dataset.minimum, max: box.dataset.maximum, step: box.dataset.step, id: `${field.id}-thumb` });
  range.value = minimum + (maximum - minimum) * place;
  const label = field.labels[0];
  label.id ||= `${field.id}-label`;
  const group = box.closest("fieldset")?.getAttribute("aria-labelledby");
  range.setAttribute("aria-labelledby", [group, label.id].filter(Boolean).join(" "));
  return range;
}

function words(box, value) {
  return [value, box.dataset.unit].filter(Boolean).join(" ");
}
