// [data-rows]: a table of a worksheet. "One more" makes the next row out of the last, empty, without leaving
// the page; without JavaScript the same button sends the sheet, and the page comes back with the row.
const NAMES = ["id", "name", "for", "aria-describedby"];

// Rows are numbered from 0 in names, from 1 for the eye.
const renumber = (row, number) => {
  for (const one of row.querySelectorAll("*")) {
    for (const name of NAMES.filter((name) => one.hasAttribute(name))) {
      const said = one.getAttribute(name).replaceAll(`-${number - 1}-`, `-${number}-`);
      one.setAttribute(name, said);
    }
  }
  row.querySelector("legend").lastChild.textContent = String(number + 1);
};

const empty = (row) => {
  for (const fault of row.querySelectorAll(".field-error")) fault.remove();
  for (const one of row.querySelectorAll("input, textarea, select")) {
    one.removeAttribute("aria-invalid");
    if (one.matches("[type=radio], [type=checkbox]")) one.checked = false;
    else one.value = "";
  }
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-rows] [data-add]");
  if (!button) return;
  event.preventDefault();
  const table = button.closest("[data-rows]");
  const rows = table.querySelectorAll("[data-row]");
  const last = rows[rows.length - 1];
  const next = last.cloneNode(true);
  renumber(next, rows.length);
  empty(next);
  last.after(next);
  table.querySelector("[data-shown]").value = rows.length + 1;
  next.querySelector("input, textarea, select").focus();
  button.hidden = rows.length + 1 >= Number(table.dataset.most);
});
