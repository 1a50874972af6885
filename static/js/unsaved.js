// form[data-unsaved]: the browser asks before something that was typed is left behind. data-changed on
// the form: it held something unsaved when the page came.
const FORM = "form[data-unsaved]";
let sending = false;

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
  if (!sending && document.querySelector(`${FORM}[data-changed]`)) event.preventDefault();
});
