/**
 * [data-talk]: comments are written, answered and resolved where they stand; what is typed and not sent yet is
 * kept in this tab. [data-talk-from] fetches the comments of a place once it is opened. Without this script
 * the forms lead to the page of comments.
 */
import { onEach } from "./behaviour.js";

const NAME = "talk:name";
const keyOf = (talk, form) => `talk:${talk.dataset.talk}:${form.elements.thread?.value ?? ""}`;

function recall(key) {
  try {
    return sessionStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

function remember(key, words) {
  try {
    if (words) sessionStorage.setItem(key, words);
    else sessionStorage.removeItem(key);
  } catch {
    /* A full or forbidden store keeps nothing; the words stay on the screen. */
  }
}

/** The HTML is our own template's, in which what people wrote is escaped. */
function replace(place, html) {
  const made = new DOMParser().parseFromString(html, "text/html").querySelector("[data-talk]");
  if (!made) return null;
  place.replaceWith(made);
  made.dispatchEvent(new Event("survey:arrived", { bubbles: true }));
  return made;
}

async function fetched(address, options = {}) {
  const answer = await fetch(address, { ...options, headers: { "HX-Request": "true" } });
  const isOurs = (answer.ok || answer.status === 422) && !answer.redirected;
  return { isDone: answer.ok && isOurs, html: isOurs ? await answer.text() : "" };
}

/** How many comments wait is told elsewhere on the page, too. */
function mark(talk) {
  for (const told of talk.querySelector("[data-talk-marks]")?.content.children ?? []) {
    const places = document.querySelectorAll(`[data-talk-place="${CSS.escape(told.dataset.for)}"]`);
    for (const place of places) place.replaceChildren(...told.cloneNode(true).childNodes);
  }
}

async function send(talk, form, submitter) {
  const isAsked = form.method !== "post";
  const values = new FormData(form, submitter);
  const query = isAsked ? `?${new URLSearchParams(values)}` : "";
  const { isDone, html } = await fetched(form.action + query, isAsked ? {} : { method: "POST", body: values });
  if (!html) return form.submit();
  if (isDone && form.elements.words) remember(keyOf(talk, form), "");
  const made = replace(talk, html);
  const alert = made?.querySelector("[role=alert]");
  (alert?.closest("form")?.elements.words ?? made?.querySelector("h2"))?.focus();
  if (made) mark(made);
}

function start(talk) {
  talk.querySelector("h2").tabIndex = -1;
  for (const form of talk.querySelectorAll("form")) {
    const { words, name } = form.elements;
    if (words?.matches?.("textarea") && !words.value) words.value = recall(keyOf(talk, form));
    if (name?.matches?.("[data-talk-name]") && !name.value) name.value = recall(NAME);
  }
  talk.addEventListener("input", ({ target }) => {
    if (target.name === "words") remember(keyOf(talk, target.form), target.value);
    if (target.matches("[data-talk-name]")) remember(NAME, target.value);
  });
  talk.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    send(talk, event.target, event.submitter).catch(() => event.target.submit());
  });
}

onEach("[data-talk]", start);

/** Comments that are open to be read come anew, in the state that they are looked at. */
async function renew(talk) {
  const from = talk.closest("[data-talk-from]").dataset.talkFrom;
  const state = talk.querySelector("[name=state][aria-current]")?.value ?? "";
  const { html } = await fetched(`${from}&state=${state}`).catch(() => ({ html: "" }));
  if (html && talk.isConnected && !talk.contains(document.activeElement)) replace(talk, html);
}

/** What others said meanwhile is told at its places, and shown where nobody is writing. */
onEach("#talk-marks[data-told]", (marks) => {
  const told = new Map([...marks.children].map((mark) => [mark.dataset.for, mark]));
  for (const place of document.querySelectorAll("[data-talk-place]")) {
    const mark = told.get(place.dataset.talkPlace);
    if (place.textContent.trim() !== (mark?.textContent.trim() ?? "")) place.replaceChildren(...(mark?.cloneNode(true).childNodes ?? []));
  }
  for (const talk of document.querySelectorAll("[data-talk-from][open] [data-talk]")) if (!talk.contains(document.activeElement)) renew(talk);
});

onEach("details[data-talk-from]", (details) => {
  const fill = async () => {
    const place = details.querySelector("[data-talk-here]");
    if (!details.open || !place) return;
    const { html } = await fetched(details.dataset.talkFrom).catch(() => ({ html: "" }));
    if (html) replace(place, html);
  };
  details.addEventListener("toggle", fill);
  fill();
});
