// form[data-opens]: the PIN is given to the server as ever; if it lets the client in, today's practices
// are kept for a time without a network, under a key from the same PIN (js/bundle.js). Without WebCrypto
// the form is sent as it is.
import { dropBundle, freshLock, keepUnder } from "./bundle.js";
import { dropOf } from "./store.js";

const PATIENCE = 15_000; // milliseconds

// The page says what did not fit.
const show = async (answer) => {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.querySelector("main").replaceChildren(...page.querySelector("main").childNodes);
  document.querySelector("main [aria-invalid]")?.focus();
};

const stay = (form) => {
  form.querySelector("[data-late]").hidden = false;
  form.ariaBusy = null;
};

// This phone was ended from elsewhere: what its client had here goes, and nothing of anybody else.
const { ended } = document.querySelector("form[data-opens]").dataset;
if (ended && globalThis.indexedDB) {
  dropOf(ended.split(" ")).catch(() => {});
  dropBundle().catch(() => {});
}

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-opens]");
  if (!form || !globalThis.crypto?.subtle || !globalThis.indexedDB) return;
  event.preventDefault();
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  form.querySelector("[data-late]").hidden = true;
  const body = new URLSearchParams(new FormData(form));
  const making = freshLock(form.elements.pin.value).catch(() => null);
  const late = AbortSignal.timeout(PATIENCE);
  const asked = { method: "POST", body, headers: { "HX-Request": "true" }, signal: late };
  const answer = await fetch(form.action, asked).catch(() => null);
  const to = answer?.headers.get("HX-Redirect");
  if (to) {
    const lock = await making;
    if (lock) await keepUnder(lock, form.dataset.offline).catch(() => {});
    location.assign(to);
  } else if (answer) await show(answer);
  else if (late.aborted) stay(form);
  else location.assign(form.dataset.opens); // no network: js/worker answers with the page for that
});
