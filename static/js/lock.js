// [data-lock="address of the PIN page"]: after ten minutes the page goes and the PIN is asked again;
// with data-hide also as soon as something else comes to the front. What was typed into a
// form[data-keep] is sent first, or sealed where there is no network, so that nothing is lost. A practice
// that is running goes on, as a locked surface (js/player-locked.js). The server ends the sitting by
// itself too.
import { MARK } from "./leave.js";
import { keep, taken } from "./seals.js";

const IDLE = 10 * 60 * 1000;
const UNLOADS = 300;
const place = document.querySelector("[data-lock]");
const leave = document.querySelector("form[data-leave]");
const opened = Date.now();
let touched = false;
let locked = false;

const send = (action, data) => {
  const body = new URLSearchParams(data);
  return fetch(action, { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => null);
};

const sendDraft = async ({ action, body, content, later, phone }) => {
  const isSent = !later && navigator.onLine && (await send(action, body));
  if (!isSent && content.act) await keep({ content, phone }).catch(() => {});
};

const lock = (wait) => {
  if (locked) return;
  locked = true;
  const away = `${place.dataset.lock}?next=${encodeURIComponent(location.pathname)}`;
  const goodbye = new FormData(leave);
  const kept = document.querySelector("form[data-keep]");
  const draft = touched && kept ? taken(kept) : null;
  const running = document.querySelector("[data-player][data-running]");
  document.dispatchEvent(new Event("lock"));
  if (running) {
    running.dataset.lockedAt = away;
    running.dispatchEvent(new CustomEvent("lock"));
  } else document.documentElement.replaceChildren();
  setTimeout(async () => {
    if (draft) await sendDraft(draft); // needs the sitting that the mark ends
    document.cookie = MARK;
    if (navigator.onLine) await send(leave.action, goodbye);
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
