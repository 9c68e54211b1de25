/**
 * The builder's requests leave one after the other, each with what is on the screen when it leaves.
 * One whose button or form was replaced meanwhile leaves from the one in its place; a form waits in
 * the line once, however often it changes. A refusal (409, 422) lets nothing behind it lead away,
 * and links wait until everything has been sent.
 */
import { hasUnsent } from "./builder_typed.js";

const TELLING = ["id", "hx-post", "hx-get", "name", "value"];
let line = [];
let onTheWay = 0;

const alike = (one, other) => TELLING.every((name) => one.getAttribute(name) === other.getAttribute(name));
const isSave = (request) => request.elt.matches("form") && request.triggeringEvent?.type === "change";

/** The element itself, or what stands in its place since a swap. */
function heirOf(element) {
  if (element.isConnected) return element;
  return [...document.querySelectorAll(element.tagName)].find((other) => alike(element, other));
}

function leave({ elt, verb, path, etc, triggeringEvent, issueRequest }) {
  const heir = heirOf(elt);
  if (heir === elt) issueRequest(true);
  else if (heir) htmx.ajax(verb, path, { source: heir, event: triggeringEvent, values: etc.values, swap: etc.swapOverride });
}

function next() {
  while (!onTheWay && line.length) line.shift().go();
}

function wait(request) {
  const { elt, etc, triggeringEvent } = request;
  if (isSave(request) && line.some(({ save }) => save && alike(save, elt))) return;
  const submitter = triggeringEvent?.submitter;
  if (submitter?.name) etc.values = { ...etc.values, [submitter.name]: submitter.value };
  line.push({ save: isSave(request) && elt, go: () => leave(request) });
}

/** Whether something is on its way, or waits to be. */
export const isBusy = () => onTheWay > 0 || line.length > 0;

/** What asks a question first waits until it is answered, and then behind what is on its way (hx-sync). */
document.addEventListener("htmx:confirm", (event) => {
  if (!onTheWay || event.detail.question || !event.target.closest("[data-builder], [data-undoing]")) return;
  event.preventDefault();
  wait(event.detail);
});

document.addEventListener("htmx:beforeSend", ({ detail: { xhr } }) => {
  onTheWay += 1;
  xhr.addEventListener("loadend", () => {
    onTheWay -= 1;
    if ([409, 422].includes(xhr.status)) line = line.filter(({ save }) => save);
    next();
  });
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]:not([hx-get], [href^='#'])");
  if (!link || !onTheWay || event.defaultPrevented) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  line.push({ go: () => link.click() });
});

addEventListener("beforeunload", (event) => {
  if (line.some(({ save }) => save) || hasUnsent()) event.preventDefault();
});
