/**
 * What two people changed isn't saved until one of them has chosen. The question stays whatever else is done
 * meanwhile, and the indicator says so; another edit that meets such a change waits until it is answered.
 */
import { onEach } from "./behaviour.js";
import { say } from "./builder.js";

const asked = () => document.getElementById("clash");
const sayAsked = () => asked() && say("asked");
onEach("#clash", sayAsked);
onEach("#save-state", sayAsked);

const field = (form, name) => form.elements.namedItem(name)?.value;
const isSameEdit = (one, other) => one.action === other.action && field(one, "form") === field(other, "form");

/** The edit as it was sent, for builder_offline.js, which sends it again. */
function keep(form) {
  const own = new Set(["csrfmiddlewaretoken", "revision", "seen"]);
  const entries = [...form.querySelectorAll("input[type=hidden]")].filter(({ name }) => !own.has(name)).map(({ name, value }) => [name, value]);
  const { pathname, search } = new URL(form.action);
  document.dispatchEvent(new CustomEvent("builder:later", { detail: { path: pathname + search, entries, base: field(form, "revision") } }));
}

document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
  const older = asked();
  if (!older || detail.target.id !== "builder-note" || !detail.shouldSwap) return;
  const newer = detail.fragment.querySelector("#clash");
  if (newer && isSameEdit(older, newer)) return;
  const note = detail.fragment.querySelector("#builder-note");
  if (newer) keep(newer);
  if (newer || !note.children.length) detail.shouldSwap = false;
  else note.prepend(older.closest(".notice"));
  sayAsked();
});
