// a[data-line] with the address of a textarea: its line is marked there.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-line]");
  const area = link && document.querySelector(link.hash);
  if (!area) return;
  event.preventDefault();
  const lines = area.value.split("\n");
  const line = Math.min(Number(link.dataset.line), lines.length) - 1;
  const start = lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0);
  area.focus();
  area.setSelectionRange(start, start + lines[line].length);
  const height = Number.parseFloat(getComputedStyle(area).lineHeight) || 20;
  area.scrollTop = Math.max(0, (line - 4) * height);
});
