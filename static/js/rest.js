// form[data-rest]: whoever says that it is still there finds "Let it rest" chosen already, unless
// something was chosen by hand. The server does the same for a form without an answer.
for (const form of document.querySelectorAll("form[data-rest]")) {
  let byHand = false;
  form.addEventListener("change", ({ target }) => {
    byHand ||= target.name === "rest";
    const rest = form.querySelector('input[name="rest"][value="yes"]');
    if (target.name === "still" && target.value === "yes" && rest && !byHand) rest.checked = true;
  });
}
