/** What scripts of staff pages ask about their page. */

/** Whether keys typed at this element are meant as text. */
export function takesText(element) {
  return element.isContentEditable || element.matches("input:not([type=checkbox], [type=radio], [type=range]), textarea, select");
}

/** The token that a POST made by a script has to carry. */
export function csrfToken() {
  return JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
}
