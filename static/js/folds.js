// details[data-folds]: what most rows of choices do not need, a comment and a call. On a narrow screen it is
// folded while somebody was present and nothing stands in it. Without JavaScript it stands open.
const narrow = matchMedia("(max-width: 62em)");
const all = () => document.querySelectorAll("details[data-folds]");

const isWanted = (details) => {
  const row = details.parentElement;
  return Boolean(
    row.querySelector('[type="radio"]:checked:not([value="present"]), .field-error') ||
      details.querySelector(":checked") ||
      details.querySelector('[type="text"]').value,
  );
};

const fitAll = () => {
  for (const details of all()) details.open = !narrow.matches || isWanted(details);
};

document.addEventListener("change", (event) => {
  const details = event.target.closest(".attendance")?.querySelector("details[data-folds]");
  if (details && isWanted(details)) details.open = true;
});
narrow.addEventListener("change", fitAll);
fitAll();
