/**
 * What was typed and can't be sent is kept: on the screen, and in this tab's memory in case the page is loaded
 * again. It leaves by itself when the server answers again, with the revision that it was written on. So does what
 * buttons set that are marked [data-kept-offline]: it is the same whenever it is done. What any other button, a link or
 * a drag was to do is not kept, but said not to be done: the screen stays as it was.
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
  if (words && !isAsked() && (waiting.length || older.length)) words.textContent = words.dataset.offline;
}

/** What two changed is asked about first: builder_asked.js. */
const isAsked = () => Boolean(document.getElementById("clash"));

const heirOf = (form) => (form.isConnected ? form : [...builder.querySelectorAll("form")].find((other) => other.getAttribute("hx-post") === form.getAttribute("hx-post") && other.id === form.id));

const texts = (data) => [...data].filter(([, value]) => typeof value === "string");

function keep({ elt, path, parameters }) {
  const entries = texts(new FormData(elt));
  const base = waiting.find(({ form }) => form === elt)?.kept.base ?? parameters.revision;
  waiting = waiting.filter(({ form }) => form !== elt);
  waiting.push({ form: elt, kept: { path, entries, base } });
}

/** Says of a button by its words, of a drag as a move, that it wasn't done. */
function tellNotDone({ elt, verb }) {
  const words = document.querySelector("[data-save-words]");
  const { notDone, notShown, move, saved } = words.dataset;
  const label = elt === builder ? move : elt.ariaLabel || (elt.querySelector("button") ?? elt).textContent.trim();
  words.textContent = saved;
  document.dispatchEvent(new CustomEvent("toast", { detail: { text: verb === "post" ? notDone.replace("#", label) : notShown, kind: "error" } }));
}

document.addEventListener(
  "htmx:sendError",
  (event) => {
    const { requestConfig } = event.detail;
    const { path, formData, parameters } = requestConfig;
    event.preventDefault();
    if (parameters.form === "left" || requestConfig.elt.matches("[data-kept-offline]")) older.push({ path, entries: texts(formData), base: parameters.revision });
    else if (requestConfig.verb === "post" && requestConfig.elt.matches("form[hx-trigger*=change]")) keep(requestConfig);
    else tellNotDone(requestConfig);
    write();
    tell();
  },
  true,
);

/** What is left of an earlier page is sent as it was; what doesn't arrive stays kept. */
async function sendLeft(kept) {
  const { path, entries, base } = kept;
  const values = new FormData();
  for (const [name, value] of entries) values.append(name, value);
  values.set("form", "left");
  values.set("base", base);
  let isFailed = false;
  const note = ({ detail }) => {
    if (detail.requestConfig.path === path) isFailed = detail.xhr.status >= 500;
  };
  document.addEventListener("htmx:afterRequest", note);
  await window.htmx.ajax("POST", path, { source: builder, values, swap: "none" }).catch(() => {});
  document.removeEventListener("htmx:afterRequest", note);
  if (isFailed) older.push(kept);
  write();
}

/** One after the other; a form on the screen saves itself. */
async function sendOn() {
  if (isBusy() || isAsked()) return;
  const forms = waiting;
  waiting = [];
  for (const { form } of forms) heirOf(form)?.dispatchEvent(new Event("change", { bubbles: true }));
  const rest = older;
  older = [];
  for (const kept of rest) await sendLeft(kept);
  write();
  tell();
}

const back = () => (waiting.length || older.length) && sendOn();
document.addEventListener("builder:later", ({ detail }) => {
  older.push(detail);
  write();
});
document.addEventListener("builder:reached", back);
document.addEventListener("builder:unreached", tell);
addEventListener("online", back);
addEventListener("offline", tell);
