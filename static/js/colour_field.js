/** input[data-colour="<label>"]: a colour that is typed can be picked too, beside it. */
import { onEach, tellChanged } from "./behaviour.js";

function coloured(words) {
  const digits = words.trim().toLowerCase().replace("#", "");
  if (!/^([0-9a-f]{6}|[0-9a-f]{3})$/.test(digits)) return undefined;
  return "#" + (digits.length === 6 ? digits : [...digits].map((digit) => digit + digit).join(""));
}

onEach("input[data-colour]", (text) => {
  const row = document.createElement("div");
  const picker = document.createElement("input");
  const follow = () => (picker.value = coloured(text.value) ?? coloured(text.placeholder) ?? picker.value);
  row.className = "input-row";
  picker.type = "color";
  picker.className = "colour-picker";
  picker.ariaLabel = text.dataset.colour;
  text.before(row);
  row.append(picker, text);
  follow();
  text.addEventListener("input", follow);
  picker.addEventListener("input", () => {
    text.value = picker.value;
    tellChanged(text);
  });
});
