/**
 * [data-announce="words"]: after a swap, the words of what came in are read out by screen readers.
 * Scripts announce by the event "announce" with {text}.
 */
function announce(text) {
  const region = document.querySelector("[data-announcer]");
  if (!region || !text) return;
  region.textContent = "";
  setTimeout(() => (region.textContent = text), 50);
}

document.addEventListener("announce", (event) => announce(event.detail.text));
document.addEventListener("htmx:afterSettle", (event) => {
  const swapped = event.detail.elt;
  const source = swapped.matches?.("[data-announce]") ? swapped : swapped.querySelector?.("[data-announce]");
  announce(source?.dataset.announce);
});
