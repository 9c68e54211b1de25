/**
 * button[data-dialog="id"] opens that dialog; [data-dialog-close] and a click on the backdrop close
 * it; dialog[data-open] opens as soon as it is there (for dialogs that HTMX brings).
 */
import { onEach } from "./behaviour.js";

onEach("[data-dialog]", (button) => {
  button.hidden = false;
  button.addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById(button.dataset.dialog).showModal();
  });
});

onEach("dialog", (dialog) => {
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-dialog-close]")) dialog.close();
  });
  if ("open" in dialog.dataset) dialog.showModal();
});
