/**
 * Tagging by keys in [data-coding]: "j" and "k", or the arrows, go from answer to answer; a tag's key
 * ([data-tag-key]) puts it on or takes it off; "u" takes the last one back. Whoever switched single keys off
 * has none of it. A link [data-quote] takes along the part of its answer that is selected.
 */
import { onEach } from "./behaviour.js";
import { isOn } from "./shortcuts.js";
import { takesText } from "./staff.js";

const STEPS = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };

function start(list) {
  const done = [];
  const answers = () => [...list.querySelectorAll("[data-answer]")];
  const current = () => document.activeElement?.closest("[data-answer]");

  function goTo(answer) {
    answer?.focus({ preventScroll: true });
    answer?.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const all = answers();
    const at = all.indexOf(current());
    goTo(all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)]);
    return true;
  }

  function press(answer, key) {
    const button = answer?.querySelector(`[data-tag-key="${CSS.escape(key)}"]`);
    button?.click();
    return Boolean(button);
  }

  function takeBack() {
    const last = done.pop();
    if (!last) return true;
    goTo(last.answer);
    if (press(last.answer, last.key)) {
      document.dispatchEvent(new CustomEvent("announce", { detail: { text: list.dataset.wordsUndone } }));
    }
    return true;
  }

  function act(key) {
    if (key === "u") return takeBack();
    if (!press(current(), key)) return false;
    done.push({ answer: current(), key });
    return true;
  }

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (!isOn() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (takesText(target) || document.querySelector("dialog[open]") || !list.isConnected) return;
    const isInside = list.contains(target);
    const went = key in STEPS && (isInside || key.length === 1) && step(STEPS[key]);
    if (!went && !(isInside && act(key))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, { capture: true });
}

onEach("[data-coding]", start);

onEach("[data-quote]", (link) => {
  const plain = link.href;
  link.addEventListener("click", () => {
    const selected = document.getSelection();
    const words = link.closest("[data-answer]").querySelector(".answer-words");
    const part = selected && words.contains(selected.anchorNode) && words.contains(selected.focusNode) ? String(selected).trim() : "";
    link.href = part ? `${plain}&part=${encodeURIComponent(part)}` : plain;
  });
});
