// form[data-rest]: whoever says that it is still there finds "Let it rest" chosen already, unless
// something was chosen by hand. The server does the same for a form without an answer.
document.addEventListener("change", ({ target }) => {
  const form = target.closest("form[data-rest]");
  if (!form) return;
  if (target.name === "rest") form.dataset.byHand = "";
  const rest = form.querySelector('input[name="rest"][value="yes"]');
  const isStill = target.name === "still" && target.value === "yes";
  if (isStill && rest && !("byHand" in form.dataset)) rest.checked = true;
});
