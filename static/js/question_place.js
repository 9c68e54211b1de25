/** A place: the device's own position, when asked for. Nothing is asked of the device before. */
import { onEach, tellChanged } from "./behaviour.js";

onEach("[data-place]", (field) => {
  const button = field.querySelector("[data-find]");
  const [latitude, longitude] = field.querySelectorAll(".input");
  const accuracy = field.querySelector("[data-accuracy]");
  for (const input of [latitude, longitude]) input.addEventListener("input", () => (accuracy.value = ""));
  if (!button || !navigator.geolocation) return;

  const status = field.querySelector("[data-status]");
  const words = field.dataset;
  const fill = ({ coords }) => {
    latitude.value = coords.latitude.toFixed(6);
    longitude.value = coords.longitude.toFixed(6);
    accuracy.value = Math.round(coords.accuracy);
    tellChanged(accuracy);
    status.textContent = `${words.found} ±${accuracy.value} m`;
    button.removeAttribute("aria-busy");
  };
  const fail = () => {
    status.textContent = words.failed;
    button.removeAttribute("aria-busy");
    latitude.focus();
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    status.textContent = words.finding;
    navigator.geolocation.getCurrentPosition(fill, fail, { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 });
  });
});
