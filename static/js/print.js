/** [data-print]: a button that prints the page; there only where scripts run. */
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
