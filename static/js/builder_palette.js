/** [data-palette-filter]: typing narrows the types to add; Enter takes the first one left. */
import { onEach } from "./behaviour.js";

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

onEach("[data-palette-filter]", (form) => {
  const search = form.querySelector("[data-palette-search]");
  const input = search.querySelector("input");
  const types = [...form.querySelectorAll("[data-words]")];
  const none = form.querySelector("[data-palette-none]");
  search.hidden = false;

  input.addEventListener("input", (event) => {
    event.stopPropagation();
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    for (const type of types) type.hidden = !words.every((word) => plain(type.dataset.words).includes(word));
    for (const group of form.querySelectorAll(".palette-group")) {
      group.hidden = !group.querySelector("[data-words]:not([hidden])");
    }
    none.hidden = types.some((type) => !type.hidden);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    types.find((type) => !type.hidden)?.click();
  });
});
