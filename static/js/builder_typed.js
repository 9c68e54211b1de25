/**
 * What is typed while a request is on its way survives the answer: fields that say something else
 * than was last sent take it along into what replaces them, new rows too, and it is saved from
 * there. A form that leaves the screen sends it before it is gone, and so does a tab that does.
 */
import { onEach } from "./behaviour.js";
import { put } from "./builder_rows.js";

const builder = document.querySelector("[data-builder]");
/** What each field said when it was last sent. */
const sent = new WeakMap();
let leaving = [];
let taken = [];

const FIELDS = "input[name]:not([type=hidden]), textarea[name], select[name]";
const fieldsIn = (root) => [...root.querySelectorAll(FIELDS)];
const isBox = (field) => field.matches("[type=checkbox], [type=radio]");
const said = (field) => (isBox(field) ? field.checked : field.value);

/** What a field said when it came from the server. */
function given(field) {
  if (isBox(field)) return field.defaultChecked;
  if (!field.matches("select")) return field.defaultValue;
  return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value;
}

const isUnsent = (field) => said(field) !== (sent.has(field) ? sent.get(field) : given(field));

function say(field, value) {
  if (isBox(field)) field.checked = value;
  else field.value = value;
}

document.addEventListener("htmx:configRequest", ({ detail: { elt, verb } }) => {
  const form = elt.matches("form") ? elt : elt.form;
  if (verb !== "post" || !form) return;
  const isPaste = elt.matches("[data-list-paste], [data-list-take]");
  leaving = fieldsIn(form).filter((field) => isPaste || !field.matches("[data-list-lines]"));
  for (const field of leaving) sent.set(field, said(field));
});

/** What didn't arrive hasn't been sent. */
function unsend() {
  for (const field of leaving) sent.delete(field);
}
document.addEventListener("htmx:sendError", unsend);
document.addEventListener("htmx:responseError", unsend);

const sameForm = (root, form) =>
  [...root.querySelectorAll("form")].find((other) => ["id", "hx-post"].every((name) => other.getAttribute(name) === form.getAttribute(name)));

/** Rows that were made after the request left stand where new ones of their list go, again. */
function takeRows(form, heir) {
  for (const row of form.querySelectorAll("[data-row-new]")) {
    const label = row.querySelector("[data-list-label]");
    if (sent.has(label) || heir.querySelector(`[name="${label.name}"]`)) continue;
    const list = heir.querySelector(`[data-list="${row.closest("[data-list]").dataset.list}"]`);
    if (list) put(list, row.cloneNode(true));
  }
}

const revision = () => document.getElementById("save-state")?.dataset.revision;

/** Words go on to the form's heir. Where others changed the same field (`before` they did), it says so. */
function takeWords(form, heir, before) {
  for (const field of fieldsIn(form).filter(isUnsent)) {
    const other = fieldsIn(heir).find(({ name, type }) => name === field.name && type === field.type);
    if (!other) continue;
    if (before && given(other) !== given(field)) heir.dataset.base ??= form.dataset.base ?? before;
    say(other, said(field));
    other.closest("details")?.setAttribute("open", "");
    taken.push(heir);
  }
}

const isBehind = (form) => fieldsIn(form).some((field) => isUnsent(field) && !field.matches("[data-list-lines]"));

/** A form that saves by itself; one to search with triggers by itself, too. */
const SAVING = "form[hx-post][hx-trigger*=change]";

/** Whether a form that saves by itself says something that hasn't left yet. */
export const hasUnsent = (root = builder) => [root, ...root.querySelectorAll("form")].some((form) => form.matches(SAVING) && isBehind(form));

/** The indicator doesn't call saved what is being typed. */
function sayTyping(form) {
  const words = document.querySelector("[data-save-words]");
  const { saved, typing } = words?.dataset ?? {};
  if (form?.matches(SAVING) && [saved, typing].includes(words.textContent)) words.textContent = isBehind(form) ? typing : saved;
}
document.addEventListener("input", ({ target }) => sayTyping(target.form));
onEach("#save-state", () => sayTyping(document.activeElement?.form));

/** A form that goes without an heir sends what it says. */
function sendOff(form) {
  if (!form.matches(SAVING) || !isBehind(form)) return;
  const values = new FormData(form);
  values.set("form", "left");
  if (form.dataset.base) values.set("base", form.dataset.base);
  htmx.ajax("POST", form.getAttribute("hx-post"), { source: builder, values, swap: "none" });
}

/** A tab that goes out of sight, under a closing lid too, saves what is being typed: it may never come back. */
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "hidden") return;
  for (const form of builder.querySelectorAll("form[hx-trigger^='change, submit']")) {
    if (isBehind(form)) form.dispatchEvent(new Event("change", { bubbles: true }));
  }
});

document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
  const { target, fragment, shouldSwap } = detail;
  if (!shouldSwap) return;
  if (target.matches(FIELDS)) {
    if (target === document.activeElement || isUnsent(target)) detail.shouldSwap = false;
    return;
  }
  for (const form of target.matches("form") ? [target] : target.querySelectorAll("form")) {
    const heir = sameForm(fragment, form);
    if (!heir) {
      sendOff(form);
      continue;
    }
    takeRows(form, heir);
    takeWords(form, heir, fragment.querySelector?.("[data-others]") ? revision() : undefined);
  }
});

/** A place of the builder that was asked for by a link takes the canvas as a whole. */
document.addEventListener("htmx:beforeSwap", ({ detail: { target, shouldSwap, xhr } }) => {
  const isInPieces = xhr.getResponseHeader("HX-Reswap")?.startsWith("none");
  if (shouldSwap && target.id === "canvas" && !isInPieces) target.querySelectorAll("form").forEach(sendOff);
});

document.addEventListener("htmx:afterSettle", () => {
  const forms = new Set(taken);
  taken = [];
  for (const form of forms) if (form.isConnected) form.dispatchEvent(new Event("change", { bubbles: true }));
});
