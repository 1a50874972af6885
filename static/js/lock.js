// [data-lock="address of the PIN page"]: after ten minutes the page goes and the PIN is asked again;
// with data-hide also as soon as something else comes to the front. Whoever writes is not idle: now and
// then the server is asked for time at data-stay. Only a hand that writes asks, and only the server gives
// time: the longest sitting ends all the same. What was typed into a form[data-keep] is sealed before the
// page goes and then sent as all that waits, so that nothing is lost whatever becomes of it on the way, and
// what does not fit is named. A practice that is running goes on, as a locked surface (js/player-locked.js).
// The server ends the sitting by itself too.
import { END } from "./leave.js";
import { keep, taken } from "./seals.js";
import { send } from "./sync.js";

const IDLE = 10 * 60 * 1000;
const STEP = 2 * 60 * 1000; // what is written asks for time no more often
const UNLOADS = 300;
const PATIENCE = 3000; // milliseconds that the empty page waits for an answer
const place = document.querySelector("[data-lock]");
const leave = document.querySelector("form[data-leave]");
let heard = Date.now(); // when the server last heard of an act
let asked = heard;
let falls = null;
let touched = false;
let locked = false;

const post = async (action, body) => {
  if (!navigator.onLine) return null;
  const sent = { method: "POST", body, keepalive: true, redirect: "manual" };
  return fetch(action, { ...sent, signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
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

const startOver = (since) => {
  heard = since;
  clearTimeout(falls);
  falls = setTimeout(lock, IDLE - 5000 - (Date.now() - since), 0);
};

const askForTime = async (form) => {
  if (locked || !form || !navigator.onLine || Date.now() - asked < STEP) return;
  const since = (asked = Date.now());
  const answer = await post(place.dataset.stay, new URLSearchParams(new FormData(leave)));
  if (answer?.ok) startOver(since);
};

if (place && leave) {
  document.addEventListener("input", (event) => {
    touched ||= Boolean(event.target.closest("form[data-keep]"));
    if (event.isTrusted) askForTime(event.target.form);
  });
  document.addEventListener("visibilitychange", () => {
    if (Date.now() - heard >= IDLE) lock(0);
    // A page that is being left for the next one is hidden too, and gone before the wait is over.
    else if (document.hidden && "hide" in place.dataset) lock(UNLOADS);
  });
  startOver(heard);
}
