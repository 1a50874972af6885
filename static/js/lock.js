// [data-lock="address of the PIN page"]: after ten minutes the page goes and the PIN is asked again;
// with data-hide also as soon as something else comes to the front. What was typed into a form[data-keep]
// is sealed first and then sent as all that waits, so that nothing is lost whatever becomes of it on the
// way, and what does not fit is named. A practice that is running goes on, as a locked surface
// (js/player-locked.js). The server ends the sitting by itself too.
import { END } from "./leave.js";
import { keep, taken } from "./seals.js";
import { send } from "./sync.js";

const IDLE = 10 * 60 * 1000;
const UNLOADS = 300;
const PATIENCE = 3000; // milliseconds that the empty page waits for an answer
const place = document.querySelector("[data-lock]");
const leave = document.querySelector("form[data-leave]");
const opened = Date.now();
let touched = false;
let locked = false;

const post = async (action, body) => {
  if (!navigator.onLine) return;
  const asked = { method: "POST", body, keepalive: true, redirect: "manual" };
  await fetch(action, { ...asked, signal: AbortSignal.timeout(PATIENCE) }).catch(() => {});
};

// What cannot be sealed (a week from paper, a browser that keeps nothing) is sent as it is.
const saveDraft = async ({ action, body, content, later, phone }, token) => {
  const isKept = content.act && (await keep({ content, phone }).then(() => true, () => false));
  if (isKept) await send(phone, { token, patience: PATIENCE });
  else if (!later) await post(action, body);
};

const lock = (wait) => {
  if (locked) return;
  locked = true;
  const away = `${place.dataset.lock}?next=${encodeURIComponent(location.pathname)}`;
  const goodbye = new URLSearchParams(new FormData(leave));
  const kept = document.querySelector("form[data-keep]");
  const draft = touched && kept ? taken(kept) : null;
  const running = document.querySelector("[data-player][data-running]");
  document.dispatchEvent(new Event("lock"));
  if (running) {
    running.dataset.lockedAt = away;
    running.dispatchEvent(new CustomEvent("lock"));
  } else document.documentElement.replaceChildren();
  setTimeout(async () => {
    if (draft) await saveDraft(draft, goodbye.get("csrfmiddlewaretoken")); // before the sitting ends
    document.cookie = END;
    await post(leave.action, goodbye);
    if (!running) location.replace(away);
  }, wait);
};

if (place && leave) {
  document.addEventListener("input", (event) => {
    touched ||= Boolean(event.target.closest("form[data-keep]"));
  });
  document.addEventListener("visibilitychange", () => {
    if (Date.now() - opened >= IDLE) lock(0);
    // A page that is being left for the next one is hidden too, and gone before the wait is over.
    else if (document.hidden && "hide" in place.dataset) lock(UNLOADS);
  });
  setTimeout(lock, IDLE - 5000, 0);
}
