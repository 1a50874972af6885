// [data-rows]: a table of a worksheet. "One more" brings the next row into sight without leaving the page;
// without JavaScript the same button sends the sheet, and the page comes back with the row.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-rows] [data-add]");
  if (!button) return;
  event.preventDefault();
  const table = button.closest("[data-rows]");
  const [next, ...more] = table.querySelectorAll("[data-row][hidden]");
  next.hidden = false;
  table.querySelector("[data-shown]").value = table.querySelectorAll("[data-row]:not([hidden])").length;
  next.querySelector("input, textarea, select").focus();
  button.hidden = more.length === 0;
});
