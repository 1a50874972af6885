// [data-save-rows]: saves the page's [data-row] entries as a table, made here and sent nowhere. Its button is
// hidden without JavaScript; then the page can be printed or copied.
const place = document.querySelector("[data-save-rows]");
const button = place?.querySelector("[data-save]");

// A cell that begins like a formula is text, whatever opens the table.
const cell = (value) => {
  const text = String(value);
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};

const save = () => {
  const rows = [...document.querySelectorAll("[data-row]")].map((row) => JSON.parse(row.dataset.row));
  const lines = [JSON.parse(place.dataset.head), ...rows].map((row) => row.map(cell).join(","));
  const file = new Blob([`\ufeff${lines.join("\r\n")}\r\n`], { type: "text/csv" });
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: place.dataset.file });
  link.click();
  URL.revokeObjectURL(link.href);
};

if (button) {
  button.hidden = false;
  button.addEventListener("click", save);
}
