/**
 * [data-live="etag"]: asks, while the page can be seen, whether the figures changed: often enough for an
 * answer to show within two seconds of being stored.
 * data-every: milliseconds between, where it may be less often.
 * An unchanged answer (304) leaves the page alone. Tables that stand open stay open through a swap.
 */
import { onEach } from "./behaviour.js";

const EVERY = 1500;
const SLOWEST = 30000;
const QUIET_FOR = 10000;

function openIds(root) {
  return [...root.querySelectorAll("details[open][id]")].map((details) => details.id);
}

function start(region) {
  let etag = region.dataset.live;
  const every = Number(region.dataset.every) || EVERY;
  let wait = every;
  let timer;
  let opened = [];
  let announced = 0;

  const show = (state) => {
    const badge = document.querySelector("[data-live-state]");
    if (!badge) return;
    badge.hidden = false;
    badge.dataset.state = state;
    badge.textContent = region.dataset[`words${state[0].toUpperCase()}${state.slice(1)}`];
  };
  const later = () => {
    clearTimeout(timer);
    if (region.isConnected && !document.hidden) timer = setTimeout(() => htmx.trigger(region, "poll"), wait);
  };
  const announce = () => {
    const text = document.querySelector("[data-count]")?.textContent;
    if (Date.now() - announced < QUIET_FOR) return;
    announced = Date.now();
    document.dispatchEvent(new CustomEvent("announce", { detail: { text } }));
  };
  const mine = (listener) => (event) => event.detail.elt === region && listener(event);

  region.addEventListener("htmx:configRequest", mine((event) => (event.detail.headers["If-None-Match"] = etag)));
  region.addEventListener("htmx:beforeSwap", mine(() => (opened = openIds(region))));
  region.addEventListener("htmx:afterSwap", mine(() => {
    for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
    show("live");
    announce();
  }));
  region.addEventListener("htmx:afterRequest", mine((event) => {
    const status = event.detail.xhr.status;
    const answered = status === 200 || status === 304;
    if (status === 200) etag = event.detail.xhr.getResponseHeader("ETag") ?? etag;
    wait = answered ? every : Math.min(wait * 2, SLOWEST);
    show(answered ? "live" : "offline");
    later();
  }));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      clearTimeout(timer);
      show("paused");
    } else if (region.isConnected) htmx.trigger(region, "poll");
  });
  show("live");
  later();
}

onEach("[data-live]", start);
