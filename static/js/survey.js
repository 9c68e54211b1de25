/** A page of a survey: sent once however often it is clicked, and led to what needs attention. */
const form = document.querySelector("[data-survey-form]");
let sent = false;

form?.addEventListener("submit", (event) => {
  if (sent) {
    event.preventDefault();
    return;
  }
  sent = true;
  event.submitter?.setAttribute("aria-busy", "true");
});

/* A page that comes back from the browser's memory may be sent again. */
addEventListener("pageshow", () => {
  sent = false;
  for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
});

document.getElementById("errors")?.focus();
