/**
 * [data-turns="seconds"]: a board on a screen on the wall turns to the page that data-next names, unless it was told
 * to stop. [data-full-screen] fills the screen; what turns takes its next page into this one, for full screen ends
 * with a page.
 */
import { onEach } from "./behaviour.js";

function turning(main) {
  let stopped = false;
  let timer;
  const later = () => {
    clearTimeout(timer);
    if (!stopped && main.isConnected) timer = setTimeout(turn, Number(main.dataset.turns) * 1000);
  };
  async function turn() {
    try {
      const answer = await fetch(main.dataset.next, { headers: { Accept: "text/html" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const next = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("main");
      const tiles = main.querySelector("#tiles");
      const fresh = next.querySelector("#tiles");
      main.dataset.next = next.dataset.next;
      main.querySelector(".wall-head .num").textContent = next.querySelector(".wall-head .num").textContent;
      tiles.setAttribute("hx-get", fresh.getAttribute("hx-get"));
      tiles.replaceChildren(...fresh.childNodes);
      window.htmx?.process(tiles);
    } catch {
      /* The screen keeps what it has, and tries again. */
    }
    later();
  }
  const button = main.querySelector("[data-turns-pause]");
  if (button) {
    const words = [button.textContent, button.dataset.wordsOn];
    button.hidden = false;
    button.addEventListener("click", () => {
      stopped = !stopped;
      button.textContent = words[Number(stopped)];
      later();
    });
  }
  later();
}

onEach("[data-turns]", turning);
onEach("[data-full-screen]", (button) => {
  if (!document.fullscreenEnabled) return;
  button.hidden = false;
  button.addEventListener("click", () =>
    document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen(),
  );
});
