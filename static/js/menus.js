/**
 * details[data-menu]: opens to the side and direction that have room; closes on Escape, on a click
 * elsewhere and when focus leaves; arrows move in it.
 */
import { onEach } from "./behaviour.js";

const items = (menu) => [...menu.querySelectorAll(":is(a[href], button):not(:disabled)")].filter((item) => item.offsetParent);

function moveFocus(menu, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !menu.open) return;
  event.preventDefault();
  const all = items(menu);
  const at = all.indexOf(document.activeElement);
  all.at(at < 0 && step < 0 ? -1 : (at + step) % all.length)?.focus();
}

function findRoom(menu) {
  const panel = menu.querySelector(".menu-panel");
  if (!menu.open || !panel) return;
  menu.classList.remove("flipped", "up");
  const { left, right, bottom } = panel.getBoundingClientRect();
  menu.classList.toggle("flipped", left < 0 || right > innerWidth);
  menu.classList.toggle("up", bottom > innerHeight && menu.getBoundingClientRect().top > panel.offsetHeight);
}

onEach("details[data-menu]", (menu) => {
  menu.addEventListener("toggle", () => findRoom(menu));
  menu.addEventListener("keydown", (event) => {
    moveFocus(menu, event);
    if (event.key !== "Escape" || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
