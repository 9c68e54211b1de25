/**
 * #canvas-place: where the canvas is when another question of the page is edited, or its questions stand in another
 * order, while the cards themselves stay. The server is told what the canvas shows, so that it knows when that is so.
 */
import { onEach } from "./behaviour.js";
import { atPlace } from "./builder.js";

const canvas = () => document.getElementById("canvas");
const cardOf = (id) => document.querySelector(`#canvas [data-card="${CSS.escape(id)}"]`);
const isCard = (element) => element.matches("[data-card]");

document.addEventListener("htmx:configRequest", ({ detail: { headers } }) => {
  const shown = document.getElementById("save-state");
  if (!shown || document.querySelector("[data-builder] form[data-base]")) return;
  headers["Canvass-Shows"] = `${shown.dataset.revision} ${canvas().dataset.query}`;
});

/** What stands behind a card and belongs to it: the panel of the question being edited. */
const endOf = (card) => (card.nextElementSibling?.id === "panel" ? card.nextElementSibling : card);

function nextCard(card) {
  let next = endOf(card).nextElementSibling;
  while (next && !isCard(next)) next = next.nextElementSibling;
  return next;
}

function cardBefore(card) {
  let before = card.previousElementSibling;
  while (before && !isCard(before)) before = before.previousElementSibling;
  return before;
}

/** The other cards are put around the one being edited, which keeps its focus; what leads to adding stays between. */
function order(ids) {
  const cards = ids.map(cardOf);
  const gaps = [...document.querySelectorAll("#canvas .gap")];
  const at = cards.findIndex(({ id }) => id === "current");
  for (let place = at - 1; place >= 0; place -= 1) if (cardBefore(cards[place + 1]) !== cards[place]) cards[place + 1].before(cards[place]);
  for (let place = at + 1; place < cards.length; place += 1) if (nextCard(cards[place - 1]) !== cards[place]) endOf(cards[place - 1]).after(cards[place]);
  cards.forEach((card, place) => card.previousElementSibling === gaps[place] || card.before(gaps[place]));
}

/** htmx sends a form by the button that was clicked last until that loses its focus; this form stays, by keys even without. */
const forgetButton = () => document.querySelector("#current button")?.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));

onEach("#canvas-place[data-at]", ({ dataset }) => {
  const { order: ids, announce, ...place } = dataset;
  Object.assign(canvas().dataset, place);
  if (ids) {
    order(ids.trim().split(" "));
    forgetButton();
  }
  atPlace(canvas());
});
