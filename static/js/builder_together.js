/**
 * What others change comes in every few seconds, piece by piece, and who they are. A form that is being
 * typed in isn't replaced: it remembers the revision that it was filled from (data-base), so that the
 * server sees what both changed; once it is left without new words it is fetched anew.
 */
import { isBusy } from "./builder_queue.js";
import { hasUnsent } from "./builder_typed.js";

const EVERY = 3000;
const builder = document.querySelector("[data-builder]");
const here = Math.random().toString(36).slice(2, 10);
const byId = (id) => document.getElementById(id);
const state = () => byId("save-state").dataset;
let arriving = false;

const say = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
const typedIn = (root) => root.contains(document.activeElement) && document.activeElement.matches("input:not([type=checkbox], [type=radio]), textarea");

/** The pieces are those of the builder's own templates. */
function bringIn(html) {
  arriving = true;
  try {
    window.htmx.swap("#people-here", html, { swapStyle: "none" });
  } finally {
    arriving = false;
  }
}

async function ask() {
  const { revision } = state();
  const { query: place } = byId("canvas").dataset;
  const query = new URLSearchParams(place);
  for (const [name, value] of Object.entries({ since: revision, here: byId("people-here").dataset.here, window: here })) query.set(name, value);
  const answer = await fetch(`${builder.dataset.url}changes/?${query}`, { headers: { "HX-Request": "true" } });
  say("builder:reached");
  if (answer.headers.get("HX-Refresh")) location.reload();
  if (answer.status !== 200 || answer.redirected) return;
  const html = await answer.text();
  if (isBusy() || state().revision !== revision || byId("canvas").dataset.query !== place) return;
  const known = new Set([...document.querySelectorAll("[data-person]")].map(({ dataset }) => dataset.person));
  bringIn(html);
  mark();
  announce(known);
}

/** Who came, and what was changed, for those who listen. */
function announce(known) {
  const people = [...document.querySelectorAll("[data-person]")].filter(({ dataset }) => !known.has(dataset.person));
  const words = [byId("people-here").dataset.news, ...people.map(({ title }) => title)].filter(Boolean).join(". ");
  if (words) say("announce", { text: words });
}

/** The outline shows who is where. */
function mark() {
  document.querySelectorAll("[data-mark]").forEach((each) => each.remove());
  for (const { dataset, firstElementChild } of document.querySelectorAll("[data-person]")) {
    const link = document.querySelector(`.outline-link[data-at="${CSS.escape(dataset.personAt)}"]`);
    const face = firstElementChild.cloneNode(true);
    face.className = "avatar";
    face.dataset.mark = face.title = dataset.person;
    link?.append(face);
  }
}
document.addEventListener("htmx:afterSettle", mark);

async function look() {
  if (document.hidden || isBusy()) return;
  try {
    await ask();
  } catch {
    say("builder:unreached");
  }
}

document.addEventListener(
  "htmx:oobBeforeSwap",
  ({ detail }) => {
    const { target } = detail;
    if (arriving && target.id === "builder-note") detail.shouldSwap = false;
    const forms = target.matches("form") ? [target] : [...target.querySelectorAll("form")];
    if (!arriving || !forms.length || !["canvas", "current", "panel"].includes(target.id)) return;
    if (!typedIn(target) && !hasUnsent(target) && !byId("clash")) return;
    detail.shouldSwap = false;
    for (const form of forms) form.dataset.base ??= state().revision;
  },
  true,
);

document.addEventListener("focusout", () => {
  setTimeout(() => {
    if (isBusy() || !builder.querySelector("form[data-base]") || byId("clash") || hasUnsent() || typedIn(builder)) return;
    const { query } = byId("canvas").dataset;
    window.htmx.ajax("GET", `${builder.dataset.url}?${query}`, { source: builder, target: "#canvas", swap: "outerHTML" });
  }, 200);
});

/** Words that two chose leave the page only when they are sent, or when that is said to be right. */
let isSettled = false;
document.addEventListener("submit", ({ target }) => (isSettled ||= target.id === "clash"));
document.addEventListener("click", ({ target }) => (isSettled ||= Boolean(target.closest?.("#clash a"))));
addEventListener("beforeunload", (event) => {
  if (byId("clash") && !isSettled) event.preventDefault();
});

/** Typing words of one's own chooses them. */
document.addEventListener("input", ({ target }) => {
  const name = target.dataset?.settles;
  if (name) for (const choice of document.getElementsByName(name)) choice.checked = choice.value === "other";
});

setInterval(look, EVERY);
document.addEventListener("visibilitychange", look);
look();
