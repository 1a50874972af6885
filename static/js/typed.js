// What is typed into a block's editor is saved with it when it is closed or the page is left. Of a block
// that is not there yet, or of what does not fit, the browser asks.
import { changed, neverAsk } from "./unsaved.js";

const saves = (form) =>
  form.closest(".block-editor") &&
  form.querySelector("[data-shut]") &&
  !form.querySelector("[aria-invalid=true]") &&
  form.checkValidity();

neverAsk(saves);

export const saved = () => changed().filter(saves);

document.addEventListener(
  "click",
  (event) => {
    const form = event.target.closest?.("[data-shut]")?.closest("form[data-changed]");
    if (!form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    form.requestSubmit(form.querySelector(".button.main"));
  },
  true,
);
