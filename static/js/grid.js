// [data-grid]: a table that is typed through, row by row. Arrows move from place to place, Enter to the next
// row; a mark or a digit that is complete brings the next place by itself. Where that was the next row
// already, the Enter that ends the old one stays there. Without JavaScript Tab does the same.
const SIGNS = { x: "✓", v: "✓", y: "✓", 1: "✓", "+": "✓", "/": "½", h: "½", p: "½", 2: "½", "-": "–", n: "–", 0: "–" };
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0] };
let come = null; // the place of a new row that came by itself, until something is done there

const places = (grid) =>
  [...grid.tBodies[0].rows].map((row) => [...row.querySelectorAll("input.cell")]).filter((row) => row.length);

const go = (place) => {
  place?.focus();
  place?.select?.();
};

const step = (input, down, across) => {
  const rows = places(input.closest("[data-grid]"));
  const at = rows.findIndex((row) => row.includes(input));
  const column = rows[at].indexOf(input);
  if (down) return rows[at + down]?.[column];
  const all = rows.flat();
  return all[all.indexOf(input) + across];
};

const rowAfter = (input) => {
  const rows = places(input.closest("[data-grid]"));
  return rows[rows.findIndex((row) => row.includes(input)) + 1]?.[0];
};

const bring = (place, from) => {
  come = place && place.closest("tr") !== from.closest("tr") ? place : null;
  go(place);
};

// After the last row comes what follows the table: Enter sends nothing that was not looked over.
const enter = (input) => {
  if (input === come) return (come = null);
  const after = [...input.form.querySelectorAll("textarea, button")].find(
    (one) => input.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  return go(rowAfter(input) ?? after);
};

// A number is whole when one more digit would pass its top: 8 of 0 to 10 is, 1 is not yet.
const isWhole = ({ value, dataset: { top } }) =>
  Boolean(top) && /^\d+$/.test(value) && (value === "0" || Number(value) * 10 > Number(top));

document.addEventListener("input", ({ target }) => {
  if (!target.matches("[data-grid] input.cell")) return;
  come = null;
  if ("mark" in target.dataset) {
    target.value = SIGNS[target.value.trim().toLowerCase()] ?? target.value;
    if (["✓", "½"].includes(target.value)) bring(step(target, 0, 1), target);
    if (target.value === "–") bring(rowAfter(target), target); // nothing more is asked after "not today"
  } else if ("digit" in target.dataset && /^[1-7]$/.test(target.value)) bring(step(target, 0, 1), target);
  else if (isWhole(target)) bring(step(target, 0, 1), target);
});

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (!target.matches("[data-grid] input.cell") || event.altKey || event.ctrlKey || event.metaKey) return;
  if (key === "Enter") {
    event.preventDefault();
    return enter(target);
  }
  let next = null;
  if (key in MOVES) next = step(target, ...MOVES[key]);
  else if (key === "ArrowRight" && target.selectionEnd === target.value.length) next = step(target, 0, 1);
  else if (key === "ArrowLeft" && target.selectionStart === 0) next = step(target, 0, -1);
  if (!next) return;
  event.preventDefault();
  come = null;
  go(next);
});

const first = (wrong) => document.querySelector(`[data-grid] input.cell${wrong}`);
go(first("[aria-invalid=true]") ?? first(""));
