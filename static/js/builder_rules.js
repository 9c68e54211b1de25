/**
 * #rule: what is typed into a rule while its rows are being fetched anew is typed into the new rows,
 * so that nobody has to wait for the server. Once a rule is saved or left, the logic that it belongs to is in sight.
 */
const FIELDS = "input[name]:not([type=hidden]), select[name], textarea[name]";
const isBox = (field) => field.type === "checkbox";
const said = (field) => (isBox(field) ? field.checked : field.value);
const keyOf = (field, fields) => {
  const alike = fields.filter(({ name }) => name === field.name);
  return `${field.name} ${isBox(field) ? field.value : alike.indexOf(field)}`;
};

function fieldsOf(rule) {
  const fields = [...rule.querySelectorAll(FIELDS)];
  return new Map(fields.map((field) => [keyOf(field, fields), field]));
}

let sent = new Map();
let typed = new Map();

document.addEventListener("htmx:configRequest", ({ target }) => {
  const rule = target.closest?.("#rule");
  if (rule) sent = new Map([...fieldsOf(rule)].map(([key, field]) => [key, said(field)]));
});

document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
  if (target.id !== "rule") return;
  const now = [...fieldsOf(target)].map(([key, field]) => [key, said(field)]);
  typed = new Map(now.filter(([key, value]) => sent.has(key) && sent.get(key) !== value));
});

document.addEventListener("htmx:afterSwap", () => {
  const rule = document.getElementById("rule");
  if (!rule || !typed.size) return;
  const fields = fieldsOf(rule);
  for (const [key, value] of typed) {
    const field = fields.get(key);
    if (!field) continue;
    if (isBox(field)) field.checked = value;
    else field.value = value;
  }
  typed = new Map();
});

let isLeaving = false;
document.addEventListener("htmx:beforeRequest", ({ target }) => {
  if (target.closest?.("#rule")) isLeaving = true;
});
document.addEventListener("htmx:afterSettle", () => {
  if (!isLeaving || document.getElementById("rule")) return;
  isLeaving = false;
  if (document.activeElement?.id !== "choice-title") document.querySelector("#logic[open] > summary")?.focus();
});
