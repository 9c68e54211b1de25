/**
 * After a swap that took the focused element away, focus goes on where it makes sense: the same id
 * (HTMX does that), else the first invalid field, else [data-focus] in what came in, else the
 * swapped piece itself. A refused form (422) moves focus to the first invalid field, unless it is one of
 * many ([data-keeps-place]), each of which is sent as it is left.
 */
let hadFocus = false;
let refused = false;

document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, xhr, requestConfig } = event.detail;
  hadFocus = target.contains(document.activeElement);
  refused = xhr.status === 422 && !requestConfig.elt.matches("[data-keeps-place]");
});

function landingPlace(piece) {
  return piece.querySelector("[data-error-summary], [aria-invalid='true']") ?? piece.querySelector("[data-focus]") ?? piece;
}

document.addEventListener("htmx:afterSettle", (event) => {
  const lost = hadFocus && (document.activeElement === document.body || !document.activeElement);
  if (!lost && !refused) return;
  const place = landingPlace(event.detail.elt);
  hadFocus = refused = false;
  if (!place.matches("a[href], button, input, select, textarea, [tabindex]")) place.tabIndex = -1;
  place.focus({ preventScroll: false });
});
