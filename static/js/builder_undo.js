/** Ctrl+Z undoes, Shift+Ctrl+Z and Ctrl+Y do again, wherever a field isn't being typed in. */
import { takesText } from "./staff.js";

const wanted = (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" && !event.shiftKey ? "redo" : null;
};

document.addEventListener("keydown", (event) => {
  const name = wanted(event);
  if (!name || event.defaultPrevented || takesText(event.target)) return;
  event.preventDefault();
  document.getElementById(name)?.click();
});
