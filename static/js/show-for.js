// [data-show-for="daily once"][data-show-by="kind"]: a part of a form that belongs to some choices of
// the field `kind` only. Without JavaScript every part is there, and the server passes over the rest.
const chosen = (form, name) => form.querySelector(`[name="${name}"]:checked, select[name="${name}"]`);

const fit = (form) => {
  for (const part of form.querySelectorAll("[data-show-for]")) {
    const value = chosen(form, part.dataset.showBy)?.value;
    // A field that the server complained about is never put out of sight.
    const wanted = part.dataset.showFor.split(" ").includes(value);
    part.hidden = !wanted && !part.querySelector(".field-error");
  }
};

const fitAll = (root) => {
  const parts = [...root.querySelectorAll("[data-show-for]")];
  for (const form of new Set(parts.map((part) => part.closest("form")))) if (form) fit(form);
};

document.addEventListener("change", (event) => {
  if (event.target.form?.querySelector("[data-show-for]")) fit(event.target.form);
});
document.addEventListener("htmx:load", (event) => fitAll(event.target));
fitAll(document);
