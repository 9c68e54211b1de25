/** form[data-look] shows what is chosen, before it is saved, in every iframe[data-look-sample="<theme>"]. */
import { onEach } from "./behaviour.js";

const WAIT = 250;

function words(form, theme) {
  const chosen = new URLSearchParams({ theme });
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && name !== "csrfmiddlewaretoken") chosen.set(name, value);
  }
  return chosen;
}

onEach("[data-look]", (form) => {
  const buttons = form.querySelectorAll("[data-look-try]");
  const address = buttons[0].formAction;
  let waiting;
  for (const button of buttons) button.hidden = true;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      for (const frame of document.querySelectorAll("[data-look-sample]")) {
        frame.contentWindow.location.replace(`${address}?${words(form, frame.dataset.lookSample)}`);
      }
    }, WAIT);
  });
});
