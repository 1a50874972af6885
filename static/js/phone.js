// Every page of an open sitting: registers what answers without a network (/p/worker.js), sends what
// waits on this phone, and shows how many do.
import { dropUnlessQuiet, fillBundle, hasBundle } from "./bundle.js";
import { send } from "./sync.js";
import { refresh } from "./waits.js";

const phone = document.querySelector(".phone");

const SOON = 1000; // milliseconds until the first new try; each next one waits twice as long
const LATEST = 60_000;
const touched = new WeakSet();
let pause = SOON;
let next = null;

const sayArrived = (arrived, waiting) => {
  const said = document.querySelector("[data-arrived]");
  if (said && (arrived || waiting)) said.hidden = !arrived;
  const until = document.querySelector("[data-until-sent]");
  if (until && arrived) until.hidden = true;
};

// The page shows an entry as it was before: saved like that, it would undo what has just arrived. A sheet that
// begins anew may be one that was put aside and has just arrived.
const isOld = (arrived) => {
  const form = document.querySelector("form[data-keep][data-entry], form[data-drafts]");
  if (!form || touched.has(form) || form.querySelector(".field-error")) return false;
  return form.dataset.entry ? arrived.has(form.dataset.entry) : arrived.size > 0;
};

// A network that has just come back may fail once more: as long as something waits, it is tried again.
const catchUp = async (wish) => {
  clearTimeout(next);
  await refresh();
  const { arrived, cut } = await send(phone.dataset, wish);
  if (isOld(arrived)) return location.reload();
  sayArrived(arrived.size, await refresh());
  pause = arrived.size ? SOON : pause;
  if (!cut || !navigator.onLine) return;
  next = setTimeout(catchUp, pause);
  pause = Math.min(2 * pause, LATEST);
};

if ("serviceWorker" in navigator) {
  const register = () => navigator.serviceWorker.register("/p/worker.js").catch(() => {});
  // After the page itself: a slow network has more urgent things to bring.
  if (document.readyState === "complete") register();
  else addEventListener("load", register);
}

// What a page said once (that something was taken back) does not stay in the browser's list of pages.
if (location.pathname === "/p/" && location.search) history.replaceState(history.state, "", location.pathname);

// What is too old goes, or says too much in quiet mode; what the first sitting could not keep yet comes.
const tidy = async () => {
  await hasBundle();
  if ("hide" in phone.dataset) await dropUnlessQuiet();
  if (phone.dataset.offline && globalThis.crypto?.subtle) await fillBundle(phone.dataset.offline);
};

if (globalThis.indexedDB) {
  tidy().catch(() => {});
  if (phone.dataset.device) {
    addEventListener("online", () => {
      pause = SOON;
      catchUp();
    });
    catchUp();
  } else refresh(); // the PIN page tells the server how many wait
}

document.addEventListener("input", ({ target }) => target.form && touched.add(target.form));
document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-send]")) catchUp({ again: true });
});
