/** A signature drawn with finger, pen or mouse; what is drawn goes along as a picture. */
import { onEach, tellChanged } from "./behaviour.js";

onEach("[data-signature]", (field) => {
  const pad = field.querySelector("[data-pad]");
  const canvas = pad.querySelector("canvas");
  const drawn = field.querySelector("[name$='.drawn']");
  const before = field.querySelector("[data-drawn]");
  const clear = pad.querySelector("[data-clear]");
  const pen = canvas.getContext("2d");
  const start = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    Object.assign(pen, { strokeStyle: "#16202c", lineWidth: 2.5, lineCap: "round", lineJoin: "round" });
  };
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * canvas.width, ((event.clientY - box.top) / box.height) * canvas.height];
  };
  let last = null;

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    canvas.setPointerCapture(event.pointerId);
    last = place(event);
    pen.fillStyle = pen.strokeStyle;
    pen.fillRect(last[0] - 1, last[1] - 1, 2, 2);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last) return;
    for (const each of event.getCoalescedEvents?.() ?? [event]) {
      const here = place(each);
      pen.beginPath();
      pen.moveTo(...last);
      pen.lineTo(...here);
      pen.stroke();
      last = here;
    }
  });
  const lift = () => {
    if (!last) return;
    last = null;
    drawn.value = canvas.toDataURL("image/png");
    clear.disabled = false;
    tellChanged(drawn);
  };
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);

  clear.addEventListener("click", () => {
    drawn.value = "";
    start();
    tellChanged(drawn);
    canvas.focus();
    clear.disabled = true;
  });

  if (drawn.value) drawn.value = ""; // the browser's back button keeps the field, not the drawing
  start();
  const offer = () => (pad.hidden = Boolean(before) && !before.querySelector(":checked"));
  before?.addEventListener("change", offer);
  offer();
});
