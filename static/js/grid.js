// [data-grid]: a table that is typed through. Arrows and Enter move from place to place; a mark or a digit
// that is complete brings the next place by itself. Without JavaScript Tab does the same.
const SIGNS = { x: "✓", v: "✓", y: "✓", 1: "✓", "+": "✓", "/": "½", h: "½", p: "½", 2: "½", "-": "–", n: "–", 0: "–" };
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0] };

const places = (grid) =>
  [...grid.tBodies[0].rows].map((row) => [...row.querySelectorAll("input.cell")]).filter((row) => row.length);

const go = (place) => {
  place?.focus();
  place?.select();
};

const step = (input, down, across) => {
  const rows = places(input.closest("[data-grid]"));
  const at = rows.findIndex((row) => row.includes(input));
  const column = rows[at].indexOf(input);
  if (down) return rows[at + down]?.[column];
  const all = rows.flat();
  return all[all.indexOf(input) + across];
};

// A number is whole when one more digit would pass its top: 8 of 0 to 10 is, 1 is not yet.
const isWhole = ({ value, dataset: { top } }) =>
  Boolean(top) && /^\d+$/.test(value) && (value === "0" || Number(value) * 10 > Number(top));

document.addEventListener("input", ({ target }) => {
  if (!target.matches("[data-grid] input.cell")) return;
  if ("mark" in target.dataset) {
    target.value = SIGNS[target.value.trim().toLowerCase()] ?? target.value;
    if (["✓", "½"].includes(target.value)) go(step(target, 0, 1));
    if (target.value === "–") go(step(target, 1, 0)); // nothing more is asked after "not today"
  } else if ("digit" in target.dataset && /^[1-7]$/.test(target.value)) go(step(target, 0, 1));
  else if (isWhole(target)) go(step(target, 0, 1));
});

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (!target.matches("[data-grid] input.cell") || event.altKey || event.ctrlKey || event.metaKey) return;
  let next = null;
  if (key in MOVES) next = step(target, ...MOVES[key]);
  else if (key === "ArrowRight" && target.selectionEnd === target.value.length) next = step(target, 0, 1);
  else if (key === "ArrowLeft" && target.selectionStart === 0) next = step(target, 0, -1);
  if (!next) return; // after the last place Enter sends
  event.preventDefault();
  go(next);
});

const first = (wrong) => document.querySelector(`[data-grid] input.cell${wrong}`);
go(first("[aria-invalid=true]") ?? first(""));
