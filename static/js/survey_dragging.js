/**
 * [data-survey]: a survey of the list is dragged into a folder beside it ([data-folder]), and with it all that
 * are chosen. The same is done by keyboard with the form of what is chosen, which is what is sent here, too.
 */
import { onEach } from "./behaviour.js";

const form = () => document.getElementById("several");
let dragged = null;

function choose() {
  const box = dragged.querySelector("[data-tick]");
  if (!box.checked) {
    for (const each of document.querySelectorAll("[data-tick]:checked")) each.checked = false;
    box.checked = true;
  }
}

onEach("[data-survey]", (row) => {
  if (!form()) return;
  row.draggable = true;
  row.addEventListener("dragstart", (event) => {
    dragged = row;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", row.querySelector(".title-link").textContent.trim());
    row.classList.add("is-dragged");
  });
  row.addEventListener("dragend", () => {
    row.classList.remove("is-dragged");
    dragged = null;
  });
});

onEach("[data-folder]", (folder) => {
  const mark = (isOver) => folder.classList.toggle("is-target", isOver);
  folder.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    mark(true);
  });
  folder.addEventListener("dragleave", () => mark(false));
  folder.addEventListener("drop", (event) => {
    if (!dragged) return;
    event.preventDefault();
    choose();
    form().elements.folder.value = folder.dataset.folder;
    form().requestSubmit(form().querySelector("[data-move]"));
  });
});
