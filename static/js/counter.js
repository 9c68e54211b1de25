/** Says how many characters are left in a long text once few are, or how many are too many; at a pause in typing. */
import { onEach } from "./behaviour.js";

const NEAR = 0.2;
const PAUSE = 400;

onEach("textarea[data-maximum]", (area) => {
  const counter = area.parentElement.querySelector("[data-counter]");
  const [left, over] = counter.children;
  const maximum = Number(area.dataset.maximum);
  let waiting;

  const count = () => {
    const room = maximum - [...area.value.trim()].length;
    counter.hidden = room > maximum * NEAR;
    left.hidden = room < 0;
    over.hidden = room >= 0;
    const shown = room < 0 ? over : left;
    shown.lastElementChild.textContent = Math.abs(room).toLocaleString(document.documentElement.lang);
  };

  area.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(count, PAUSE);
  });
  addEventListener("pageshow", count);
  count();
});
