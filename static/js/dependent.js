/** A page on which questions depend on each other: asks the server what it shows now, after every answer.
 *
 * htmx sends the page's form and this takes from the answer the places that have changed, so that the focus
 * stays where it is. While a key or pointer is down nothing is taken, nor what answers to less than is put in by
 * now: it is asked for anew. htmx is fetched when somebody first comes to a field. */
const form = document.querySelector("[data-survey-form]");
const status = document.querySelector("[data-dependent-status]");
let asked, isDown, isBehind;

/** All that is put in, what isn't sent included: words to search by, say. */
const putIn = () => JSON.stringify([...form.elements].map(({ value, checked, files }) => [value, checked, files?.length]));

/** What tells a field or button from the others: buttons their words, fields their id or what they stand for. */
const telling = ({ type, id, name, value, ariaLabel }) => (type === "button" && ariaLabel) || id || name + value;

/** Focus goes on in what came in; words to search by are searched for again. */
function refocus(place, focused, { value, selectionStart, selectionEnd, ariaExpanded }) {
  const field = [...place.querySelectorAll("*")].find((each) => telling(each) === telling(focused));
  field?.focus();
  if (!field || selectionStart == null) return;
  field.value = value;
  field.setSelectionRange(selectionStart, selectionEnd);
  if (ariaExpanded === "true") field.dispatchEvent(new Event("input"));
}

/** Where on the screen something begins, if any of it is on the screen. */
function topOf(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight ? top : undefined;
}

function take(html) {
  const arrived = [];
  const held = document.activeElement ?? document.body;
  const top = topOf(held);
  const fresh = new DOMParser().parseFromString(html, "text/html");
  for (const place of form.querySelectorAll("[data-depends]")) {
    const wanted = fresh.getElementById(place.id);
    if (!wanted || wanted.dataset.depends === place.dataset.depends) continue;
    const focused = document.activeElement;
    const isWithin = place.contains(focused);
    const { value, selectionStart, selectionEnd, ariaExpanded } = focused; // as it goes, it may forget words to search by
    const isNew = !place.hasChildNodes() && wanted.hasChildNodes();
    place.dataset.depends = wanted.dataset.depends;
    place.replaceChildren(...wanted.childNodes);
    place.dispatchEvent(new CustomEvent("survey:arrived", { bubbles: true }));
    place.classList.toggle("arrived", isNew);
    if (isWithin) refocus(place, focused, { value, selectionStart, selectionEnd, ariaExpanded });
    if (isNew) arrived.push(place);
  }
  if (top !== undefined && held !== document.body && topOf(held) !== top) held.scrollIntoView({ block: "nearest" }); // what came in above pushed it away
  if (arrived.length) status.textContent = status.dataset.dependentStatus.replace("#", arrived.length);
}

const goOn = () => window.htmx && isBehind && !isDown && form.dispatchEvent(new Event("change"));

function fetchHtmx(event) {
  if (window.htmx) return;
  isBehind ||= event.type === "input" || event.type === "change";
  if (form.dataset.htmx) {
    const script = Object.assign(document.createElement("script"), { src: form.dataset.htmx });
    script.onload = () => {
      htmx.process(form);
      goOn();
    };
    script.onerror = () => (form.dataset.htmx = script.src);
    document.head.append(script);
    delete form.dataset.htmx;
  }
}

for (const name of ["focusin", "pointerdown", "input", "change"]) form.addEventListener(name, fetchHtmx);

for (const name of ["keydown", "keyup", "pointerdown", "pointerup", "pointercancel", "change"]) {
  addEventListener(name, ({ target }) => {
    if (name === "change" && !target.matches("select")) return; // the list of a select may keep to itself that it was let go
    isDown = name.endsWith("down");
    goOn();
  });
}

form.addEventListener("htmx:configRequest", () => {
  asked = putIn();
  isBehind = false;
});

form.addEventListener("htmx:beforeSwap", ({ target, detail }) => {
  if (target !== form || detail.requestConfig.elt !== form) return;
  detail.shouldSwap = false;
  if (detail.xhr.status !== 200) return;
  isBehind = isDown || putIn() !== asked;
  if (isBehind) goOn();
  else take(detail.serverResponse);
});
