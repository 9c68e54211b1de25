/**
 * button[data-dialog="id"] opens that dialog; a click on the backdrop closes it.
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
    if (event.target === dialog) dialog.close();
  });
});
