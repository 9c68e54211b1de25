/** [data-theme-switch]: light, dark or as the system; remembered in a cookie that the server reads. */
import { onEach } from "./behaviour.js";

const YEAR = 365 * 24 * 3600;

function choose(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  document.cookie = `canvass_theme=${theme}; path=/; max-age=${theme ? YEAR : 0}; samesite=lax`;
  for (const button of document.querySelectorAll("[data-theme-switch] button")) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
}

onEach("[data-theme-switch]", (group) => {
  group.hidden = false;
  group.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) choose(button.value);
  });
});
