// [data-slash]: the key / puts the cursor into this field, unless one is writing somewhere already.
// .shelves: on a narrow screen the shelf that is looked at is brought into sight.
const WRITING = "input, select, textarea, [contenteditable]";

const showShelf = () => {
  const shelves = document.querySelector(".shelves");
  const current = shelves?.querySelector("[aria-current]");
  if (current) shelves.scrollLeft = current.offsetLeft - shelves.offsetLeft - 16;
};

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  const field = document.querySelector("[data-slash]");
  if (!field || event.target.closest(WRITING)) return;
  event.preventDefault();
  field.focus();
  field.select();
});

document.addEventListener("htmx:afterSettle", showShelf);
showShelf();
