// [data-slash]: the key / puts the cursor into this field, unless one is writing somewhere already.
const WRITING = "input, select, textarea, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  const field = document.querySelector("[data-slash]");
  if (!field || event.target.closest(WRITING)) return;
  event.preventDefault();
  field.focus();
  field.select();
});
