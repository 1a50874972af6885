// The stepper answers at once and saves when the hand rests; what is typed is never overtaken by an
// answer that was still on its way. Without JavaScript each button sends its own minutes.
import "./toolbar.js";
import { saved } from "./typed.js";

const REST = 450;
const wanted = new Map(); // block uid -> minutes not saved yet
const timers = new Map();
const onTheWay = new Set();
let isSwapping = false; // new rows stand there, but htmx does not know them yet: a form would reload the page

const stepper = (uid) => document.querySelector(`form[data-stepper="${uid}"]`);
const field = (form) => form.querySelector('input[name="minutes"]');

const save = (uid) => {
  const form = stepper(uid);
  if (!form || onTheWay.has(uid) || !wanted.has(uid)) return;
  if (isSwapping) return later(uid, wanted.get(uid));
  if (!field(form).reportValidity()) return;
  wanted.delete(uid);
  form.requestSubmit(form.querySelector("[data-set]"));
};

const later = (uid, minutes) => {
  wanted.set(uid, minutes);
  clearTimeout(timers.get(uid));
  timers.set(uid, setTimeout(() => save(uid), REST));
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-stepper] [data-step]");
  if (!button) return;
  event.preventDefault();
  const input = field(button.form);
  const minutes = Number(input.value || 0) + Number(button.dataset.step);
  input.value = Math.max(Number(input.min), Math.min(Number(input.max), minutes));
  later(button.form.dataset.stepper, input.value);
});

// By keyboard the number is the one stop: its own arrows are a minute, Page Up and Page Down five.
const PAGES = { PageUp: 5, PageDown: -5 };

const passOver = () => {
  for (const button of document.querySelectorAll("[data-stepper] [data-step]")) button.tabIndex = -1;
};

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-stepper]");
  const button = form?.querySelector(`[data-step="${PAGES[event.key]}"]`);
  if (!button || event.target !== field(form)) return;
  event.preventDefault();
  button.click();
});

document.addEventListener("htmx:afterSettle", passOver);
passOver();

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-stepper]");
  if (form && event.target === field(form)) later(form.dataset.stepper, event.target.value);
});

document.addEventListener("submit", (event) => {
  const uid = event.target.dataset?.stepper;
  if (!uid) return;
  wanted.delete(uid);
  clearTimeout(timers.get(uid));
});

// htmx counts a button that merely has the focus as pressed: whoever types a number and goes on with
// Tab has not asked for the next button's minutes.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.target.dataset?.stepper) delete event.detail.parameters.to;
});

// What the page shows already need not come again; should it be gone by then, the page comes whole.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "post") return;
  const blocks = document.querySelectorAll(".timeline > [data-sign]");
  event.detail.parameters.shown = [...blocks].map((block) => block.dataset.sign).join(" ");
});

document.addEventListener("htmx:afterSettle", () => {
  if (document.querySelector(".timeline > [hx-preserve]:empty")) location.reload();
});

// Minutes that did not arrive wait for the network, and go with it (js/not-sent.js says so meanwhile).
document.addEventListener("htmx:sendError", (event) => {
  const uid = event.target.dataset?.stepper;
  if (uid) wanted.set(uid, field(event.target).value);
});

addEventListener("online", () => {
  for (const [uid, minutes] of wanted) later(uid, minutes);
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const uid = event.target.dataset?.stepper;
  if (uid) onTheWay.add(uid);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const uid = event.detail.requestConfig?.elt?.dataset?.stepper;
  if (uid) onTheWay.delete(uid);
});

document.addEventListener("htmx:beforeSwap", (event) => {
  isSwapping = event.detail.shouldSwap;
});

document.addEventListener("htmx:afterSettle", () => {
  isSwapping = false;
  for (const [uid, minutes] of wanted) {
    const form = stepper(uid);
    if (!form) {
      wanted.delete(uid);
      continue;
    }
    field(form).value = minutes;
    later(uid, minutes);
  }
});

// Enter in a field is the form's main act; its first button, which a browser would press, searches.
document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (key !== "Enter" || !target.matches?.("[data-editor] input:not([type=search])")) return;
  const main = target.form.querySelector(".button.main");
  if (!main) return;
  event.preventDefault();
  target.form.requestSubmit(main);
});

// An editor opens with the cursor in its first field; where something needs another look, in that one.
document.addEventListener("htmx:afterSwap", (event) => {
  const form = event.target.querySelector?.(":scope > form[data-editor]");
  const wrong = form?.querySelector("[aria-invalid=true]");
  (wrong ?? form?.querySelector("input:not([type=hidden]), select, textarea"))?.focus();
  wrong?.scrollIntoView({ block: "center" });
});

// Escape closes the panel of a new block; in the search field it first empties the field.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || event.target.value) return;
  event.target.closest?.("form[data-editor]")?.querySelector("[data-close]")?.click();
});

// Whether the plan itself can still be opened: one who lost access gets the same answer as for a
// block that is gone, and could not add a new one either.
async function isReachable() {
  try {
    const { status } = await fetch(location.pathname, { method: "HEAD" });
    return status !== 404;
  } catch {
    return true;
  }
}

// A block that somebody removed meanwhile: the text stays on the screen, and one is told.
document.addEventListener("htmx:responseError", async (event) => {
  const form = event.detail.elt.closest?.("form[data-editor]");
  const words = form && document.querySelector("[data-lost-words]")?.dataset;
  if (!words || event.detail.xhr.status !== 404) return;
  const said = (await isReachable()) ? words.lostWords : words.lostPlan;
  const note = document.createElement("p");
  note.setAttribute("role", "alert");
  note.className = "field-error";
  note.textContent = said;
  form.prepend(note);
});

// A page that is left while something waits is saved first.
addEventListener("pagehide", () => {
  const waiting = [...wanted.keys()].map(stepper).filter(Boolean);
  for (const form of [...waiting, ...saved()]) {
    navigator.sendBeacon(form.action, new FormData(form));
  }
});
