/** A page of a survey: sent once however often it is clicked, found again by the browser's back button. */
const form = document.querySelector("[data-survey-form]");
/** What sent the page. */
let sent;

function free() {
  sent?.removeAttribute("aria-busy");
  sent = null;
}

form?.addEventListener("submit", (event) => {
  if (sent) event.preventDefault();
  else sent = event.submitter ?? form;
  sent.setAttribute("aria-busy", "true");
});

/* A page that comes back from the browser's memory may be sent again, and so may one whose sending was stopped. */
addEventListener("pageshow", free);
window.navigation?.addEventListener("navigateerror", free);

/* The survey's own address shows whichever page comes next; in the history it is to mean this one. */
if (form && !location.search.includes("page=")) history.replaceState(null, "", form.getAttribute("action"));

document.getElementById("errors")?.focus();
