// form[data-unsaved]: the browser asks before something that was typed is left behind. data-changed on
// the form: it held something unsaved when the page came. A page that saves a form by itself says which
// (`neverAsk`): then nobody is asked.
const FORM = "form[data-unsaved]";
let sending = false;
let savesItself = () => false;

export const neverAsk = (rule) => (savesItself = rule);
export const changed = () => [...document.querySelectorAll(`${FORM}[data-changed]`)];

const mark = (element) => {
  const form = element.closest?.(FORM);
  if (form) form.dataset.changed = "";
};

document.addEventListener("input", (event) => mark(event.target));
document.addEventListener("htmx:afterSwap", (event) => mark(event.target));
document.addEventListener("submit", (event) => {
  sending ||= event.target.matches(FORM) && !event.defaultPrevented;
});
addEventListener("pageshow", () => {
  sending = false;
});
addEventListener("beforeunload", (event) => {
  if (!sending && changed().some((form) => !savesItself(form))) event.preventDefault();
});
