/** The totals of a matrix of numbers, kept current while one types. What is no number counts 0, as on the server. */
import { onEach } from "./behaviour.js";

const DIGITS = /\p{Nd}/gu;

onEach("[data-totals]", (table) => {
  const decimals = Number(table.dataset.decimals);
  const written = new Intl.NumberFormat(document.documentElement.lang || "en", {
    useGrouping: false,
    maximumFractionDigits: decimals,
    numberingSystem: "latn",
  });
  table.addEventListener("input", () => {
    const sums = { all: 0 };
    for (const field of table.querySelectorAll("[data-cell]")) {
      const number = numberIn(field.value, decimals);
      for (const key of [...field.dataset.cell.split(" "), "all"]) sums[key] = (sums[key] ?? 0) + number;
    }
    for (const output of table.querySelectorAll("[data-total]")) {
      const words = written.format(sums[output.dataset.total] ?? 0);
      if (output.value !== words) output.value = words;
    }
  });
});

/** The number typed: any script's digits, a point or a comma for decimals, spaces between thousands. */
function numberIn(typed, decimals) {
  const plain = typed.replace(DIGITS, ascii).replace(/[\s'’]/g, "").replace("٫", ".").replace(/[−–]/, "-");
  const grouped = /^[+-]?[1-9]\d{0,2}([.,])\d{3}(\1\d{3})*$/.test(plain) && decimals === 0;
  const number = grouped ? plain.replace(/[.,]/g, "") : plain.replace(",", ".");
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(number) ? Number(number) : 0;
}

/** A decimal digit of any script as one of ASCII: each script's ten digits follow each other from a zero. */
function ascii(digit) {
  let value = 0;
  const code = digit.codePointAt(0);
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}
