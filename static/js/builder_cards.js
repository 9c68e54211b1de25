/**
 * The server is told which cards the canvas shows. In the place of those it sends marks, so that they stay as
 * they are (hx-preserve). A mark without its card has the whole canvas sent once more.
 */
const MOST = 100;
const drawn = () => [...document.querySelectorAll("#canvas article[data-drawn]")];

document.addEventListener("htmx:configRequest", ({ detail: { headers } }) => {
  const names = drawn().map(({ dataset }) => `${dataset.card}:${dataset.drawn}`);
  headers["Canvass-Cards"] = names.slice(0, MOST).join(" ");
});

document.addEventListener("htmx:afterSettle", () => {
  const canvas = document.getElementById("canvas");
  if (!canvas.querySelector("article[hx-preserve]:empty")) return;
  for (const card of drawn()) delete card.dataset.drawn;
  const builder = document.querySelector("[data-builder]");
  window.htmx.ajax("GET", `${builder.dataset.url}?${canvas.dataset.query}`, { source: builder, target: "#canvas", swap: "outerHTML" });
});
