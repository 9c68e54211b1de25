/**
 * What was typed into an open block or the settings ([data-block-form]) is saved before anything else is done: before another block
 * is opened, added or moved, and before [data-after-saving] leads away. Where it can't be saved, the form says why,
 * and nothing else is done.
 */
import { onEach } from "./behaviour.js";

let typed = null;

onEach("[data-block-form]", (form) => {
  for (const name of ["input", "change"]) form.addEventListener(name, () => (typed = form));
});

async function saved() {
  const form = typed;
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form) }).catch(() => null);
  if (!answer?.ok) {
    form.requestSubmit();
    return false;
  }
  typed = null;
  return true;
}

document.addEventListener("htmx:confirm", async (event) => {
  const { elt, issueRequest } = event.detail;
  if (!typed?.isConnected || elt === typed || !elt.closest("#composer")) return;
  event.preventDefault();
  if (await saved()) issueRequest(true);
});

onEach("[data-after-saving]", (link) => {
  link.addEventListener("click", async (event) => {
    if (!typed?.isConnected || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (await saved()) location.assign(link.href);
  });
});
