/**
 * [data-toast]: good news leaves by itself after a while unless pointer or focus rests on it;
 * warnings and errors stay until dismissed. Other scripts and the server (HX-Trigger) show one by
 * the event "toast" with {text, kind}. Failed HTMX requests are told in the words of [data-toasts].
 */
import { onEach } from "./behaviour.js";

const LASTS = 8000;

const area = () => document.querySelector("[data-toasts]");

function leaveLater(toast) {
  let timer = 0;
  const pause = () => clearTimeout(timer);
  const resume = () => {
    pause();
    timer = setTimeout(() => toast.remove(), LASTS);
  };
  toast.addEventListener("pointerenter", pause);
  toast.addEventListener("focusin", pause);
  toast.addEventListener("pointerleave", resume);
  toast.addEventListener("focusout", resume);
  resume();
}

function startToast(toast) {
  const close = toast.querySelector("[data-toast-close]");
  close.hidden = false;
  close.addEventListener("click", () => toast.remove());
  if (toast.matches(".success, .info, .debug")) leaveLater(toast);
}

function show(text, kind = "info") {
  const toasts = area();
  const toast = toasts?.querySelector("template").content.firstElementChild.cloneNode(true);
  if (!toast) return;
  toast.className = `toast ${kind}`;
  toast.toggleAttribute("role", false);
  if (kind === "error") toast.setAttribute("role", "alert");
  toast.querySelector("[data-toast-text]").textContent = text;
  toasts.append(toast);
  startToast(toast);
}

onEach("[data-toast]", startToast);
document.addEventListener("toast", (event) => show(event.detail.text, event.detail.kind));
document.addEventListener("htmx:responseError", (event) => {
  const { wordsRefused, wordsFailed } = area()?.dataset ?? {};
  show([403, 404, 410].includes(event.detail.xhr.status) ? wordsRefused : wordsFailed, "error");
});
document.addEventListener("htmx:sendError", (event) => event.defaultPrevented || show(area()?.dataset.wordsOffline, "error"));
