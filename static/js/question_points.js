/** Points on a picture: marked by pointer or arrow keys, without sending the page. */
import { onEach, tellChanged } from "./behaviour.js";

onEach("[data-points]", (field) => {
  const picture = field.querySelector("input[type=image]");
  if (!picture) return;
  const status = field.querySelector("[data-status]");
  const circles = [...field.querySelectorAll("circle")];
  const rows = [...field.querySelectorAll(".points li")].map((row) => [...row.querySelectorAll("input")]);
  const number = (input) => (input.value.trim() === "" ? NaN : Number(input.value.replace(",", ".")));
  const limited = (value) => Math.min(Math.max(Math.round(value * 10) / 10, 0), 100);
  const isMarked = ([x, y]) => number(x) >= 0 && number(x) <= 100 && number(y) >= 0 && number(y) <= 100;

  const draw = () => {
    rows.forEach((row, index) => {
      const shown = isMarked(row);
      circles[index].classList.toggle("nowhere", !shown);
      if (!shown) return;
      circles[index].setAttribute("cx", `${number(row[0])}%`);
      circles[index].setAttribute("cy", `${number(row[1])}%`);
    });
  };
  const put = (row, x, y) => {
    [row[0].value, row[1].value] = [limited(x), limited(y)].map(String);
    draw();
    tellChanged(row[0]);
    status.textContent = `${field.dataset.marked}: ${row[0].value} %, ${row[1].value} %`;
  };
  let current = rows.findLast(isMarked) ?? rows[0];

  picture.width = picture.dataset.width;
  picture.height = picture.dataset.height;
  field.dataset.ready = "";
  picture.addEventListener("click", (event) => {
    event.preventDefault();
    if (!event.detail) return; // Enter on the picture: arrow keys move the point
    const box = picture.getBoundingClientRect();
    current = rows.find((row) => !isMarked(row)) ?? rows.at(-1);
    put(current, ((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
  });
  picture.addEventListener("keydown", (event) => {
    const step = event.shiftKey ? 10 : 1;
    const [x, y] = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key] ?? [];
    if (x === undefined && event.key !== "Enter") return;
    event.preventDefault();
    if (event.key === "Enter") current = rows.find((row) => !isMarked(row)) ?? current;
    const [fromX, fromY] = isMarked(current) ? current.map(number) : [50, 50];
    put(current, fromX + (x ?? 0), fromY + (y ?? 0));
  });
  field.addEventListener("input", draw);
});
