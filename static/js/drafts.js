// form[data-drafts]: a sheet that is left half typed is put aside. Whenever the hand rests it is sealed
// (js/seal.js) in place of what was sealed of it before: so whatever becomes of the page, it is on this phone,
// and the next page sends it. What is left within that moment, as by Back, is sent at once if there is a network.
// Never by Leave, which empties the page before.
import { keep, taken } from "./seals.js";

const PLACE = "form[data-drafts]";
const RESTS = 400; // milliseconds
const LONGEST = 5000; // milliseconds that are waited for a hand that does not rest
const sent = new WeakSet(); // on its way already, by a button, or not to be kept
let typed = null; // the form that holds what is not put aside yet
let strokes = 0;
let since = 0;
let timer = null;
let working = Promise.resolve();
let isLeaving = false;

// Gets through also where a page's own fetch is dropped with it; what does not fit is left out there.
const post = ({ action, body }) => {
  body.set("aside", "yes");
  return navigator.sendBeacon(action, body);
};

const half = () => (sent.has(typed) ? null : typed);

// One after the other, so that the last words stand.
const putAside = () => {
  clearTimeout(timer);
  const form = half();
  if (!form) return working;
  const [all, upTo] = [taken(form), strokes];
  const isWanted = () => !sent.has(form);
  working = working
    .then(() => keep(all, { draft: true, isWanted }))
    .catch(() => post(all))
    .then(() => {
      if (strokes === upTo) typed = null;
    });
  return working;
};

const isTyped = (form) => {
  if (!typed) since = Date.now();
  typed = form;
  strokes += 1;
  clearTimeout(timer);
  timer = setTimeout(putAside, Date.now() - since > LONGEST ? 0 : RESTS);
};

const wrong = document.querySelector(`${PLACE}:has(.field-error)`);
if (wrong) isTyped(wrong); // shown again, not kept yet

document.addEventListener("input", ({ target }) => {
  if (target.form?.matches(PLACE)) isTyped(target.form);
});
document.addEventListener("submit", ({ target }) => sent.add(target));
document.addEventListener("held", ({ target }) => sent.delete(target));
document.addEventListener("lock", () => typed && sent.add(typed));

document.addEventListener(
  "click",
  async (event) => {
    const link = event.target.closest("a[href^='/']");
    const isApart = event.ctrlKey || event.metaKey || event.shiftKey;
    if (!link || isApart || !(half() || isLeaving)) return;
    event.preventDefault();
    event.stopPropagation();
    if (isLeaving) return; // touched twice
    isLeaving = true;
    await putAside();
    isLeaving = false;
    link.click();
  },
  true,
);
document.addEventListener("visibilitychange", () => document.hidden && putAside());
addEventListener("popstate", putAside);
addEventListener("pagehide", () => {
  if (half() && navigator.onLine) post(taken(half()));
  putAside();
});
