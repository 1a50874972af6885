// Leave: every readable trace is gone at once, by the button or by Escape three times in a row; the
// sign-out follows by itself. Other tabs of this phone go too. What waits to be sent stays: sealed, it
// tells nothing. Without JavaScript the form does the same a little more slowly.
import { dropBundle } from "./bundle.js";

const secure = location.protocol === "https:" ? "; secure" : "";
// Half of the sitting's name is thrown away: it is over from now on, even while the sign-out is on its way
// or has no network, and nobody who holds the phone can put it back.
export const END = `ph=; path=/p/; max-age=0; samesite=strict${secure}`;
const TIMES = 3;
const WITHIN = 1500; // milliseconds
const PATIENCE = 300; // milliseconds that the empty page waits for the phone's store
const others = "BroadcastChannel" in window ? new BroadcastChannel("day") : null;
const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

// Before anything else: this is what has to be quick.
const empty = () => {
  document.documentElement.replaceChildren();
  document.title = "";
};

// An empty page goes once nothing readable is kept any more; a browser that is slow does not hold it.
const goTo = async (away) => {
  sessionStorage.clear();
  document.cookie = END;
  document.dispatchEvent(new Event("lock"));
  await Promise.race([dropBundle().catch(() => {}), wait(PATIENCE)]);
  location.replace(away);
};

const goAway = (form) => {
  const body = new URLSearchParams(new FormData(form));
  const away = form.dataset.leave || "about:blank";
  empty();
  others?.postMessage("leave");
  if (navigator.onLine) {
    const asked = { method: "POST", body, keepalive: true, redirect: "manual" };
    fetch(form.action, asked).catch(() => {});
  }
  return goTo(away);
};

others?.addEventListener("message", () => {
  empty();
  goTo("about:blank");
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-leave]");
  if (form) {
    event.preventDefault();
    goAway(form);
  } else if (event.target.matches("form[data-forget]")) others?.postMessage("leave");
});

let touches = [];
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.repeat) return (touches = []);
  touches = [...touches, event.timeStamp].slice(-TIMES);
  const form = document.querySelector("form[data-leave]");
  if (form && touches.length === TIMES && event.timeStamp - touches[0] < WITHIN) goAway(form);
});

// A page kept by the browser for its Back button must not come back readable.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
