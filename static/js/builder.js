/**
 * The builder's frame: every request carries the draft's revision as it is when the request leaves;
 * the indicator says saved, saving or not saved; the outline marks what is being edited; focus goes
 * to [data-take-focus] of what came in. Without this script, plain forms do the same work.
 */
import { onEach } from "./behaviour.js";

const state = () => document.getElementById("save-state");

export function say(words) {
  const place = state()?.querySelector("[data-save-words]");
  if (place) place.textContent = place.dataset[words];
}

/** What a form was filled with may be older than what the page shows: builder_together.js says so. */
document.addEventListener("htmx:configRequest", ({ detail: { elt, verb, parameters } }) => {
  if (verb !== "post" || !state()) return;
  parameters.revision = parameters.base ?? elt.closest("form")?.dataset.base ?? state().dataset.revision;
  parameters.shown = state().dataset.revision;
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const { verb, path } = event.detail.requestConfig;
  if (verb === "post" && !path.includes("/shape/")) say("saving");
});
document.addEventListener("htmx:sendError", (event) => event.defaultPrevented || say("failed"));
document.addEventListener("htmx:responseError", () => say("failed"));

/** A conflict (409) brings its own notice. */
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) say("failed");
  if (event.detail.xhr.status !== 409) return;
  event.detail.shouldSwap = true;
  event.detail.isError = false;
  say("failed");
});

function markPlace(canvas) {
  for (const link of document.querySelectorAll(".outline-link")) {
    if (link.dataset.at === canvas.dataset.at) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  for (const input of document.querySelectorAll("[data-here-page]")) input.value = canvas.dataset.page;
  for (const link of document.querySelectorAll("a[data-language]")) point(link, "at", canvas.dataset.at || canvas.dataset.page);
  for (const link of document.querySelectorAll("a[data-preview]")) point(link, "at", canvas.dataset.page);
}

function point(link, name, value) {
  const address = new URL(link.href);
  address.searchParams.set(name, value);
  link.href = address;
}

/** The canvas is at another place: the outline says so, and what is edited can be seen. */
export function atPlace(canvas) {
  markPlace(canvas);
  requestAnimationFrame(() => document.getElementById("current")?.scrollIntoView({ block: "nearest" }));
}

onEach("#canvas", atPlace);

document.addEventListener("htmx:afterSettle", () => {
  const place = document.querySelector("[data-take-focus]");
  place?.removeAttribute("data-take-focus");
  place?.focus();
});

/** On wide screens the outline is always open. */
onEach("[data-outline]", (outline) => {
  const wide = matchMedia("(min-width: 56rem)");
  const fit = () => (outline.open = wide.matches);
  wide.addEventListener("change", fit);
  fit();
});
