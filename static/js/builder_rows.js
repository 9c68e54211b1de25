/**
 * The rows of a [data-list] of choices: a new one goes to the end, but above what stays there
 * ([data-stays-last], such as "Other, namely"), as the server puts it; each is called by its number.
 */
const rowsOf = (list) => [...list.querySelector("ol").children];
const isStaying = (row) => row.querySelector("[data-stays-last]") !== null;

/** The row that the next new one goes above; nothing where that is the end of the list. */
function above(list) {
  const rows = rowsOf(list);
  const last = rows.findLastIndex((row) => !isStaying(row));
  return last < 0 ? undefined : rows[last + 1];
}

/** Whether the next new row goes right below this one. */
export const isBeforeNew = (list, row) => row.nextElementSibling === (above(list) ?? null);

export function put(list, row) {
  list.querySelector("ol").insertBefore(row, above(list) ?? null);
  renumber(list);
}

function renumber(list) {
  const blank = list.querySelector("[data-list-new]").content;
  const words = [...blank.querySelectorAll("[aria-label]")].map((named) => named.ariaLabel);
  rowsOf(list).forEach((row, index) => {
    row.querySelectorAll("[aria-label]").forEach((named, place) => (named.ariaLabel = words[place].replace("__number__", index + 1)));
  });
}
