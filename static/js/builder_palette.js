/**
 * [data-palette-filter]: typing narrows the types to add, by name, sentence, group and synonyms, best first to be
 * taken by Enter; the arrow keys walk through what is left.
 */
import { onEach } from "./behaviour.js";

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** How well a type fits: 0 not at all, more where its name begins with what was typed. */
function fit(type, words) {
  const all = plain(type.dataset.words);
  if (!words.every((word) => all.includes(word))) return 0;
  const name = plain(type.querySelector(".palette-name").textContent);
  return 1 + words.filter((word) => name.includes(word)).length + (words.length && name.startsWith(words[0]) ? 2 : 0);
}

onEach("[data-palette-filter]", (form) => {
  const search = form.querySelector("[data-palette-search]");
  const input = search.querySelector("input");
  const types = [...form.querySelectorAll("[data-words][name=type]")];
  const none = form.querySelector("[data-palette-none]");
  const count = form.querySelector("[data-palette-count]");
  const left = () => types.filter((type) => !type.hidden);
  const wordsTyped = () => plain(input.value).split(/\s+/).filter(Boolean);
  search.hidden = false;

  input.addEventListener("input", (event) => {
    event.stopPropagation();
    const words = wordsTyped();
    for (const type of types) type.hidden = !fit(type, words);
    for (const group of form.querySelectorAll(".palette-group")) group.hidden = !group.querySelector("[name=type]:not([hidden])");
    none.hidden = left().length > 0;
    count.textContent = words.length ? `${count.dataset.words} ${left().length}` : "";
  });

  form.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      const shown = left();
      const at = shown.indexOf(document.activeElement);
      const next = at + step < 0 ? input : shown[at + step];
      (next ?? input).focus();
      event.preventDefault();
    }
    if (event.target !== input) return;
    if (event.key === "Enter") {
      event.preventDefault();
      const words = wordsTyped();
      left().sort((one, other) => fit(other, words) - fit(one, words))[0]?.click();
    }
    if (event.key === "Escape" && input.value) {
      event.stopPropagation();
      input.value = "";
      input.dispatchEvent(new Event("input"));
    }
  });
});
