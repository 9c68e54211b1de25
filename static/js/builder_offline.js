/**
 * What can't be sent is kept: on the screen, and in this tab's memory in case the page is loaded again. It
 * leaves by itself when the server answers again, with the revision that it was written on.
 */
import { isBusy } from "./builder_queue.js";

const builder = document.querySelector("[data-builder]");
const place = `builder:${builder.dataset.url}`;
/** What was kept before the page was loaded: {path, entries, base}. */
let older = read();
/** The forms on the screen that couldn't be sent. */
let waiting = [];

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(place)) ?? [];
  } catch {
    return [];
  }
}

function write() {
  const kept = [...older, ...waiting.map(({ kept: each }) => each)];
  if (kept.length) sessionStorage.setItem(place, JSON.stringify(kept));
  else sessionStorage.removeItem(place);
}

function tell() {
  const words = document.querySelector("[data-save-words]");
  if (words && (waiting.length || older.length)) words.textContent = words.dataset.offline;
}

const heirOf = (form) => (form.isConnected ? form : [...builder.querySelectorAll("form")].find((other) => other.getAttribute("hx-post") === form.getAttribute("hx-post") && other.id === form.id));

document.addEventListener("htmx:sendError", ({ detail: { requestConfig } }) => {
  const { elt, verb, path, parameters } = requestConfig;
  if (verb !== "post" || !elt.matches("form[hx-trigger*=change]")) return;
  const entries = [...new FormData(elt)].filter(([, value]) => typeof value === "string");
  const base = waiting.find(({ form }) => form === elt)?.kept.base ?? parameters.revision;
  waiting = waiting.filter(({ form }) => form !== elt);
  waiting.push({ form: elt, kept: { path, entries, base } });
  write();
  tell();
});

/** One after the other: a form on the screen saves itself, what is left of an earlier page is sent as it was. */
async function sendOn() {
  if (isBusy()) return;
  const forms = waiting;
  waiting = [];
  for (const { form } of forms) heirOf(form)?.dispatchEvent(new Event("change", { bubbles: true }));
  const rest = older;
  older = [];
  write();
  for (const { path, entries, base } of rest) {
    const values = new FormData();
    for (const [name, value] of entries) values.append(name, value);
    values.set("form", "left");
    values.set("base", base);
    await window.htmx.ajax("POST", path, { source: builder, values, swap: "none" }).catch(() => {});
  }
}

const back = () => (waiting.length || older.length) && sendOn();
document.addEventListener("builder:reached", back);
document.addEventListener("builder:unreached", tell);
addEventListener("online", back);
addEventListener("offline", tell);
