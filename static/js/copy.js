/**
 * button[data-copy="#id"] copies the value or text of that element; data-copied holds the words to
 * show for a moment. The button is hidden until this script runs.
 */
import { onEach } from "./behaviour.js";

const SHOWN_FOR = 2000;

function showCopied(button) {
  const label = button.querySelector("[data-copy-label]") ?? button;
  const before = label.textContent;
  label.textContent = button.dataset.copied;
  document.dispatchEvent(new CustomEvent("announce", { detail: { text: button.dataset.copied } }));
  setTimeout(() => (label.textContent = before), SHOWN_FOR);
}

async function copy(source) {
  const text = source.value ?? source.textContent.trim();
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  source.select?.();
  document.execCommand("copy");
}

onEach("[data-copy]", (button) => {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await copy(document.querySelector(button.dataset.copy));
    showCopied(button);
  });
});
