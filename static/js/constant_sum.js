/** [data-sum]: shows what the numbers add up to while they are typed, and says so to screen readers. */
import { onEach } from "./behaviour.js";

function numberIn(typed, decimals) {
  let text = typed.replace(/[\s'’\u00a0\u202f]/g, "").replace(/[٠-٩]/g, (digit) => digit.charCodeAt(0) - 0x660);
  text = text.replace(/[۰-۹]/g, (digit) => digit.charCodeAt(0) - 0x6f0).replace("٫", ".").replace("−", "-");
  if (!decimals) text = text.replace(/[.,٬](?=\d{3}(\D|$))/g, "");
  const number = Number(text.replace(",", "."));
  return text && Number.isFinite(number) ? number : 0;
}

function start(box) {
  const decimals = Number(box.dataset.decimals);
  const total = Number(box.dataset.sum);
  const line = box.querySelector(".sum-total");
  const place = line.querySelector(".sum-given");
  const language = box.closest("[lang]")?.lang;
  const show = () => {
    const sum = [...box.querySelectorAll("input")].reduce((so, input) => so + numberIn(input.value, decimals), 0);
    const rounded = Number(sum.toFixed(decimals));
    place.textContent = rounded.toLocaleString(language, { maximumFractionDigits: decimals, useGrouping: false });
    line.classList.toggle("fits", rounded === total);
    line.classList.toggle("over", rounded > total);
  };
  line.hidden = false;
  let waiting;
  /* Announced once a number is typed, not with every digit. */
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 300);
  });
  show();
}

onEach("[data-sum]", start);
