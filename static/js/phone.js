// Every page of an open sitting: registers what answers without a network (/p/worker.js), sends what
// waits on this phone, and shows how many do.
import { dropUnlessQuiet, fillBundle, hasBundle } from "./bundle.js";
import { send } from "./sync.js";
import { refresh } from "./waits.js";

const phone = document.querySelector(".phone");

const catchUp = async (wish) => {
  await refresh();
  const arrived = await send(phone.dataset, wish);
  await refresh();
  document.querySelector("[data-arrived]")?.toggleAttribute("hidden", !arrived);
  const until = document.querySelector("[data-until-sent]");
  if (arrived && until) until.hidden = true;
};

if ("serviceWorker" in navigator) {
  const register = () => navigator.serviceWorker.register("/p/worker.js").catch(() => {});
  // After the page itself: a slow network has more urgent things to bring.
  if (document.readyState === "complete") register();
  else addEventListener("load", register);
}

// What is too old goes, or says too much in quiet mode; what the first sitting could not keep yet comes.
const tidy = async () => {
  await hasBundle();
  if ("hide" in phone.dataset) await dropUnlessQuiet();
  if (phone.dataset.offline && globalThis.crypto?.subtle) await fillBundle(phone.dataset.offline);
};

if (globalThis.indexedDB) {
  tidy().catch(() => {});
  if (phone.dataset.device) {
    addEventListener("online", () => catchUp());
    catchUp();
  } else refresh(); // the PIN page tells the server how many wait
}

document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-send]")) catchUp({ again: true });
});
