/**
 * data-confirm="What will happen": asks in a dialog first. On a form (or one of its buttons) the
 * form is then sent; on a link, whose page is the confirmation page for those without JavaScript,
 * a POST goes to the link's address. Also answers hx-confirm. Optional: data-confirm-title,
 * data-confirm-button, data-confirm-danger.
 */
import { csrfToken } from "./staff.js";

const dialog = document.querySelector("[data-confirm-dialog]");
const title = dialog?.querySelector("h2");
const text = dialog?.querySelector("p");
const yes = dialog?.querySelector("[data-confirm-yes]");
const standard = { title: title?.textContent, button: yes?.textContent };
const agreed = new WeakSet();

function ask(question, { confirmTitle, confirmButton, confirmDanger }, then) {
  title.textContent = confirmTitle ?? standard.title;
  text.textContent = question;
  yes.textContent = confirmButton ?? standard.button;
  yes.classList.toggle("danger", confirmDanger !== undefined);
  dialog.returnValue = "";
  dialog.addEventListener("close", () => dialog.returnValue === "yes" && then(), { once: true });
  dialog.showModal();
}

function post(address) {
  const form = Object.assign(document.createElement("form"), { method: "post", action: address, hidden: true });
  form.append(Object.assign(document.createElement("input"), { name: "csrfmiddlewaretoken", value: csrfToken() }));
  document.body.append(form);
  form.submit();
}

function onSubmit(event) {
  const form = event.target;
  const source = event.submitter?.dataset.confirm ? event.submitter : form;
  if (!source.dataset.confirm || agreed.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(source.dataset.confirm, source.dataset, () => {
    agreed.add(form);
    form.requestSubmit(event.submitter);
  });
}

function onClick(event) {
  const link = event.target.closest("a[data-confirm]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(link.dataset.confirm, link.dataset, () => post(link.href));
}

if (dialog) {
  document.addEventListener("submit", onSubmit, { capture: true });
  document.addEventListener("click", onClick, { capture: true });
  document.addEventListener("htmx:confirm", (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    ask(event.detail.question, event.detail.elt.dataset, () => event.detail.issueRequest(true));
  });
}
