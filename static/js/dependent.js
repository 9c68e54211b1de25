/** A page on which questions depend on each other: asks the server what it shows now, after every answer.
 *
 * htmx sends the page's form and this takes from the answer the places that have changed, so that what
 * is being typed, and the focus, stay where they are. htmx is fetched when somebody first comes to a field:
 * a page is read before it is answered. */
const form = document.querySelector("[data-survey-form]");
const status = document.querySelector("[data-dependent-status]");

const places = (root) => new Map([...root.querySelectorAll("[data-depends]")].map((place) => [place.id, place]));

/** Where somebody is at, and what they have typed there since the server was asked. */
function kept(field) {
  const isText = field.matches("textarea, input:not([type=radio], [type=checkbox], [type=file])");
  const typed = isText ? field.value : null;
  return { id: field.id, typed, start: field.selectionStart, end: field.selectionEnd };
}

function goOn({ id, typed, start, end }) {
  const field = id && document.getElementById(id);
  if (!field) return;
  if (typed !== null && field.value !== typed) field.value = typed;
  field.focus();
  if (typed !== null && start !== null && start !== undefined) field.setSelectionRange(start, end);
}

function take(html) {
  const arrived = [];
  const fresh = places(new DOMParser().parseFromString(html, "text/html"));
  for (const [id, place] of places(form)) {
    const wanted = fresh.get(id);
    if (!wanted || wanted.dataset.depends === place.dataset.depends) continue;
    const focused = place.contains(document.activeElement) ? kept(document.activeElement) : null;
    const wasEmpty = !place.hasChildNodes();
    place.dataset.depends = wanted.dataset.depends;
    place.replaceChildren(...wanted.childNodes);
    htmx.process(place);
    place.dispatchEvent(new CustomEvent("survey:arrived", { bubbles: true }));
    place.classList.toggle("arrived", wasEmpty && place.hasChildNodes());
    if (focused) goOn(focused);
    if (wasEmpty && place.hasChildNodes()) arrived.push(place);
  }
  if (arrived.length) status.textContent = status.dataset.dependentStatus.replace("#", arrived.length);
}

const COMES = ["focusin", "pointerdown", "input", "change"];
let isBehind = false;

function fetchHtmx(event) {
  isBehind ||= event.type === "input" || event.type === "change";
  if (form.dataset.htmx) {
    const script = Object.assign(document.createElement("script"), { src: form.dataset.htmx });
    script.addEventListener("load", () => {
      for (const name of COMES) form.removeEventListener(name, fetchHtmx);
      htmx.process(form);
      if (isBehind) form.dispatchEvent(new Event("change"));
    });
    script.addEventListener("error", () => (form.dataset.htmx = script.src));
    document.head.append(script);
    delete form.dataset.htmx;
  }
}

for (const name of COMES) form.addEventListener(name, fetchHtmx);

form.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target !== form || event.detail.requestConfig.elt !== form) return;
  event.detail.shouldSwap = false;
  if (event.detail.xhr.status === 200) take(event.detail.serverResponse);
});
