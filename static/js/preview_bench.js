/**
 * The workbench of the preview. form[data-bench-form] shows at once what is chosen; [data-bench-follow] is asked for
 * anew for every page that comes into the frame, [data-bench-lively] with every answer, too. What is in the frame is
 * of our own host.
 */
import { onEach } from "./behaviour.js";

const PAUSE = 300;
const FOCUSED = "bench:focused";
const frame = document.querySelector("[data-bench-frame]");
let wait = 0;

/** What the form in the frame would send, without files; at the end of a survey what it was left with. */
function carried(page) {
  const form = page.getElementById("answers");
  const values = new URLSearchParams();
  if (form) for (const [name, value] of new FormData(form)) typeof value === "string" && values.append(name, value);
  else for (const field of page.querySelectorAll("[name=_state], [name=_in], [name=csrfmiddlewaretoken]")) values.append(field.name, field.value);
  return values.has("_state") ? values : null;
}

function put(place, html) {
  const made = new DOMParser().parseFromString(html, "text/html").body;
  const talk = [made, place].map((root) => root.querySelector("[data-talk]")?.dataset.talk);
  if (talk[0] && talk[0] === talk[1]) return;
  const opened = [...place.querySelectorAll("details[open] > summary")].map((summary) => summary.textContent);
  for (const summary of made.querySelectorAll("details > summary")) summary.parentElement.open ||= opened.includes(summary.textContent);
  place.replaceChildren(...made.childNodes);
  place.dispatchEvent(new Event("survey:arrived", { bubbles: true }));
}

async function ask(place, values) {
  const mine = (place.asked = Symbol("asked"));
  const answer = await fetch(place.dataset.benchFollow, { method: "POST", body: values, headers: { "HX-Request": "true" } });
  if (answer.ok && !answer.redirected && mine === place.asked) put(place, await answer.text());
}

function follow(selector) {
  const page = frame.contentDocument;
  const values = page && carried(page);
  if (!values) return;
  for (const place of document.querySelectorAll(selector)) ask(place, values).catch(() => {});
}

function listen() {
  const page = frame.contentDocument;
  if (!page || page.readyState === "loading") return;
  follow("[data-bench-follow]");
  for (const name of ["change", "input"])
    page.addEventListener(name, () => {
      clearTimeout(wait);
      wait = setTimeout(follow, PAUSE, "[data-bench-lively]");
    });
}

if (frame) {
  frame.addEventListener("load", listen);
  if (frame.contentDocument?.querySelector("[name=_state]")) listen();
}

/** The width is a matter of the style sheet; everything else begins anew. */
onEach("[data-bench-form]", (form) => {
  form.addEventListener("change", ({ target }) => {
    if (target.name !== "width") return form.requestSubmit();
    const address = new URL(location.href);
    address.searchParams.set("width", target.value);
    history.replaceState(null, "", address);
  });
  form.addEventListener("submit", () => {
    for (const field of form.elements) if (field.name && !field.value && field.type !== "submit") field.disabled = true;
    sessionStorage.setItem(FOCUSED, document.activeElement?.id ?? "");
  });
  const focused = document.getElementById(sessionStorage.getItem(FOCUSED) || "-");
  sessionStorage.removeItem(FOCUSED);
  if (form.contains(focused)) focused.focus();
});
