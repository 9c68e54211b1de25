/**
 * .outline-page: pages of the outline fold; the one with what is being edited shows its questions all the same.
 * In surveys of many questions pages begin folded. What was folded stays so in this window.
 */
import { onEach } from "./behaviour.js";

const MANY = 200;
const outline = document.getElementById("outline");
const key = `canvass-folded-${document.querySelector("[data-builder]").dataset.url}`;
const kept = sessionStorage.getItem(key);
const pages = () => [...outline.children];
const folded = new Set(kept ? JSON.parse(kept) : outline.querySelectorAll("li li").length > MANY ? pages().map((page) => page.dataset.id) : []);
const words = document.querySelector("[data-fold-words]");

function show(page, button) {
  const isFolded = folded.has(page.dataset.id);
  page.classList.toggle("folded", isFolded);
  button.setAttribute("aria-expanded", String(!isFolded));
}

onEach("#outline > li", (page) => {
  const button = words.content.firstElementChild.cloneNode(true);
  const rows = page.querySelector("ol");
  button.setAttribute("aria-controls", rows.id);
  button.setAttribute("aria-describedby", page.querySelector(".page-words").id);
  button.addEventListener("click", () => {
    if (!folded.delete(page.dataset.id)) folded.add(page.dataset.id);
    sessionStorage.setItem(key, JSON.stringify([...folded]));
    show(page, button);
  });
  page.insertBefore(button, rows);
  show(page, button);
});
