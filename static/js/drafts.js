// form[data-drafts]: a sheet that is left half typed is put aside. By a link it is sealed first (js/seal.js),
// and the next page sends it; by any other way, such as Back, it is sent at once. Never by Leave, which
// empties the page before.
import { keep, taken } from "./seals.js";

const PLACE = "form[data-drafts]";
const touched = new WeakSet();
const sent = new WeakSet(); // on its way already, by a button or a link
let isLeaving = false;

const half = () => {
  const form = document.querySelector(PLACE);
  return touched.has(form) && !sent.has(form) ? form : null;
};

// Gets through also where a page's own fetch is dropped with it; what does not fit is left out there.
const post = ({ action, body }) => {
  body.set("aside", "yes");
  return navigator.sendBeacon(action, body);
};

const putAside = (form, isGone) => {
  sent.add(form);
  const all = taken(form);
  // What seals takes longer than a page that is gone has.
  return isGone && navigator.onLine ? post(all) : keep(all).catch(() => post(all));
};

const wrong = document.querySelector(`${PLACE}:has(.field-error)`);
if (wrong) touched.add(wrong); // shown again, not kept yet

document.addEventListener("input", ({ target }) => {
  if (target.form?.matches(PLACE)) touched.add(target.form);
});
document.addEventListener("submit", ({ target }) => sent.add(target));
document.addEventListener("held", ({ target }) => sent.delete(target));

document.addEventListener(
  "click",
  async (event) => {
    const link = event.target.closest("a[href^='/']");
    const form = half();
    if (!link || !(form || isLeaving) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (isLeaving) return; // touched twice
    isLeaving = true;
    await putAside(form);
    isLeaving = false;
    link.click();
  },
  true,
);
addEventListener("popstate", () => half() && putAside(half()));
addEventListener("pagehide", () => half() && putAside(half(), true));
