// The page for a time without a network: the same for everybody until the PIN opens what is kept here
// (js/bundle.js). Then it shows today's practices and plays them in this one document; where a link leads
// to something that is not kept, it is not shown; a worksheet begins anew. What is written down is sealed
// (js/seals.js).
import { hasBundle, openBundle } from "./bundle.js";
import { play } from "./play.js";
import { brighten } from "./player-page.js";
import { refresh } from "./waits.js";
import "./drafts.js";
import "./rest.js";
import "./rows.js";
import "./seals.js";

const phone = document.querySelector(".phone");
const part = (name) => document.querySelector(`[data-shell-${name}]`);
const place = part("page");
const form = part("pin");
let kept = null; // what the PIN opened: { pages: { address: { title, html, more, told } }, asked, said, phone }
let showing = new AbortController();

// The address of a page that is kept. "I did it already" leads to the foot of the practice.
const kindOf = (path) => (kept.pages[path] ? path : path.replace("/p/entry/", "/p/begin/"));

const today = () => {
  const now = new Date();
  const two = (value) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
};

// Each showing is a new entry, of the day that it is on this phone.
const makeNew = () => {
  for (const input of place.querySelectorAll("input[name=entry]")) input.value = crypto.randomUUID();
  for (const input of place.querySelectorAll("input[name=day]")) input.value = today();
};

const hideDeadEnds = () => {
  for (const link of place.querySelectorAll("a[href^='/']")) {
    if (!kept.pages[kindOf(link.pathname)]) link.remove();
  }
};

const read = (html) => new DOMParser().parseFromString(html, "text/html").body;

const stop = () => {
  showing.abort();
  showing = new AbortController();
};

const show = (path) => {
  if (!kept) return;
  stop();
  brighten();
  const address = kept.pages[kindOf(path)] ? kindOf(path) : "/p/";
  const { title, html } = kept.pages[address];
  document.querySelector("h1").textContent = title;
  place.replaceChildren(...read(html).childNodes);
  part("said").hidden = address !== "/p/";
  makeNew();
  hideDeadEnds();
  for (const link of part("tabs").querySelectorAll("a")) {
    if (link.pathname === address) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const player = place.querySelector("[data-player]");
  if (player) play(player, showing.signal);
  refresh();
  const isFoot = path !== address && path.startsWith("/p/entry/");
  if (isFoot) place.querySelector("#entry").scrollIntoView();
  else scrollTo(0, 0);
  (isFoot ? place.querySelector("#entry button") : document.querySelector("main")).focus();
};

const go = (path) => {
  history.pushState(null, "", path);
  show(path);
};

const opened = async () => {
  Object.assign(phone.dataset, kept.phone);
  part("said").firstElementChild.textContent = kept.said;
  form.remove();
  part("tabs").hidden = false;
  await import("./lock.js"); // reads what has just been put there
  show(location.pathname);
};

const say = (name) => {
  for (const one of ["wrong", "nothing"]) part(one).hidden = one !== name;
  form.hidden = name === "nothing";
};

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  const { pin } = form.elements;
  kept = await openBundle(pin.value).catch(() => null);
  pin.value = "";
  form.ariaBusy = null;
  if (kept) return opened();
  say((await hasBundle()) ? "wrong" : "nothing");
  pin.focus();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='/']");
  if (!kept || !link || !kept.pages[kindOf(link.pathname)] || "online" in link.dataset) return;
  event.preventDefault();
  go(link.pathname);
});
addEventListener("popstate", () => show(location.pathname));
addEventListener("online", () => (part("back").hidden = false));
const linesToCall = () => read(kept.pages[part("help").pathname].html).querySelectorAll(".call");

document.addEventListener("kept", ({ detail }) => {
  stop();
  part("said").hidden = true;
  if (kept && !("hide" in phone.dataset)) place.querySelector("[data-calls]").append(...linesToCall());
  const { more, told } = kept?.pages[`/p/begin/${detail.homework}/`] ?? {};
  const asked = kept?.asked?.[detail.form?.then === "unpleasant" ? told : more];
  if (!asked || detail.act !== "create" || detail.form.state === "not_today") return;
  place.querySelector("[data-title]").append(...read(asked).childNodes);
  const { entry, homework } = detail;
  Object.assign(place.querySelector("form[data-later]").dataset, { entry, homework });
});
// Locked or left: a practice that is running goes on, all else is forgotten.
document.addEventListener("lock", () => (kept = null));

say((await hasBundle().catch(() => false)) ? "" : "nothing");
refresh();
