/** A survey on a shared device begins anew when nobody touches it: html[data-idle] says after how many seconds. */
const { idle } = document.documentElement.dataset;
let waiting;

function wait() {
  clearTimeout(waiting);
  waiting = setTimeout(() => location.replace("?again=1"), Number(idle) * 1000);
}

if (idle) {
  for (const name of ["pointerdown", "keydown", "input", "scroll"]) addEventListener(name, wait, { passive: true, capture: true });
  wait();
}

/* The back button must not bring back what somebody else has typed. */
addEventListener("pageshow", (event) => event.persisted && location.reload());
