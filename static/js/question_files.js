/** Files to send: what was chosen is listed, pictures in small, and judged before it travels. */
import { onEach } from "./behaviour.js";

onEach("[data-files]", (field) => {
  const input = field.querySelector("input[type=file]");
  const list = field.querySelector("[data-chosen]");
  const problem = field.querySelector("[data-problem]");
  field.querySelector("button").hidden = true; // the files go along with the page

  const kept = () => field.querySelectorAll("[name$='.remove']:not(:checked)").length;

  const problemWith = (files) => {
    const large = files.find((file) => file.size > Number(field.dataset.largest));
    if (large) return `${field.dataset.tooLarge} ${large.name}`;
    return files.length + kept() > Number(field.dataset.most) ? field.dataset.tooMany : "";
  };

  const draw = async (file, canvas) => {
    const picture = await createImageBitmap(file);
    const side = Math.min(picture.width, picture.height);
    const [x, y] = [(picture.width - side) / 2, (picture.height - side) / 2];
    canvas.getContext("2d").drawImage(picture, x, y, side, side, 0, 0, canvas.width, canvas.height);
    picture.close();
  };

  const row = (file) => {
    const item = document.createElement("li");
    item.className = "file";
    if (file.type.startsWith("image/")) {
      const canvas = Object.assign(document.createElement("canvas"), { width: 96, height: 96 });
      draw(file, canvas).then(() => item.prepend(canvas), () => {});
    }
    const name = document.createElement("bdi");
    name.className = "file-name";
    name.textContent = file.name;
    item.append(name);
    return item;
  };

  const judge = () => {
    const files = [...input.files];
    problem.textContent = problemWith(files);
    problem.hidden = !problem.textContent;
    input.setCustomValidity(problem.textContent);
    list.replaceChildren(...files.map(row));
    list.hidden = !files.length;
  };

  input.addEventListener("change", judge);
  field.addEventListener("change", (event) => event.target !== input && judge());
  if (input.files.length) judge(); // the browser's back button keeps them
});
