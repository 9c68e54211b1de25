/** Who else has the survey open is asked for every few seconds, and told to them. */
const EVERY = 3000;
const place = document.querySelector("[data-people-url]");

async function look() {
  if (document.hidden) return;
  try {
    const answer = await fetch(place.dataset.peopleUrl, { headers: { "HX-Request": "true" } });
    if (answer.status === 200 && !answer.redirected) show(await answer.text());
  } catch {
    // without a connection nobody is seen; the indicator beside tells of that
  }
}

function show(html) {
  if (place.dataset.shown === html) return;
  place.dataset.shown = html;
  window.htmx.swap(place, html, { swapStyle: "innerHTML" });
}

setInterval(look, EVERY);
document.addEventListener("visibilitychange", look);
look();
