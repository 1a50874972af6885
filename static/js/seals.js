// form[data-seals="create|edit|unpleasant|take_back|sheet|sheet_back"]: what is written down is sent; where that
// cannot be done (no network, the sitting is over, the server is not well) it is sealed, kept on this phone and sent
// later. data-homework and, but for "create", data-entry say what it belongs to. With data-whole the form shows what
// is there, so what is blank in it was erased. With data-later it belongs to an entry that waits itself, and waits
// too; so does all that a locked practice (js/player-locked.js) has to say. With data-holds="words" it stays as it
// is, and says so, where this browser keeps nothing; without data-seals it is never sealed and stays so too. Any
// other form stays, with the words of .phone[data-holds], rather than give way to the browser's own page about the
// network.
import { seal } from "./seal.js";
import { addEntry, dropDrafts } from "./store.js";
import { refresh, tally } from "./waits.js";
import { showKept } from "./kept.js";
import "./too-long.js";

const phone = document.querySelector(".phone");
const PATIENCE = 10_000; // milliseconds until a network that hangs counts as none
// Answers that say "not now" rather than "not like this"; 403 is a page that has grown old.
const isNotNow = (status) => status >= 500 || status === 429 || status === 403;
const canSeal = () => phone?.dataset.sealKey && globalThis.crypto?.subtle && globalThis.indexedDB;

const TOKEN = "csrfmiddlewaretoken";
// Also what a form does not send, since nothing is ticked.
const asked = (form) =>
  [...form.elements].filter((one) => one.type !== "submit").map((one) => one.name).filter((name) => name && name !== TOKEN);

const MOST = 5000; // signs of a field that has no data-most
// One sign more than fits tells the server that something was cut; all of it might be too long to be sent.
const cut = (form, name, value) => {
  const most = Number(form.elements.namedItem(name)?.dataset?.most ?? MOST);
  if (value.length <= most) return value;
  return [...value.trim().slice(0, 2 * most + 2)].slice(0, most + 1).join("");
};

// All that is needed later, while the page is still there.
export const taken = (form, button = null) => {
  const fields = new FormData(form);
  if (button?.name) fields.append(button.name, button.value);
  const said = {};
  for (const [name, value] of fields) {
    if (name === TOKEN) continue;
    const fits = cut(form, name, value);
    said[name] = name in said ? [said[name], fits].flat() : fits;
  }
  const whole = "whole" in form.dataset;
  if (whole) for (const name of asked(form)) said[name] ??= [];
  const { seals: act, homework, entry = said.entry } = form.dataset;
  const content = act?.endsWith("_back") ? { act, entry, homework } : { act, entry, homework, form: said, whole };
  const later = "later" in form.dataset;
  const body = new URLSearchParams(fields);
  return { action: form.action, body, content, later, phone: { ...phone.dataset } };
};

// A `draft` gives way to what is kept after it; `isWanted` is asked once it is sealed, which takes a moment.
export const keep = async ({ content, phone: { sealKey, sealId, device } }, { draft = false, isWanted } = {}) => {
  const envelope = await seal(content, { sealKey, sealId, device });
  if (isWanted && !isWanted()) return;
  await addEntry({ device, entry: content.entry, envelope, draft });
  await tally();
};

// The address that the server sends on to; "" when it did not fit; null when it has to wait.
const sent = async ({ action, body }) => {
  if (!navigator.onLine) return null;
  const asked = { method: "POST", body, headers: { "HX-Request": "true" } };
  const answer = await fetch(action, { ...asked, signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
  if (!answer || isNotNow(answer.status)) return null;
  const to = answer.headers.get("HX-Redirect") ?? "";
  return to.startsWith(phone.dataset.lock) ? null : to;
};

// As if there were no script: the server says what does not fit, on the page itself.
const sendPlainly = (form, button) => {
  const { name = "", value = "" } = button ?? {};
  if (name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  HTMLFormElement.prototype.submit.call(form);
};

const hold = (form) => {
  const said = form.querySelector("[data-held]") ?? document.createElement("p");
  said.dataset.held = "";
  said.className = "field-error";
  said.textContent = form.dataset.holds ?? phone.dataset.holds;
  said.setAttribute("role", "alert");
  form.append(said);
  form.dispatchEvent(new Event("held", { bubbles: true }));
};

const write = async (form, button) => {
  const all = taken(form, button);
  const waits = all.later || document.querySelector("[data-locked-at]");
  const to = waits ? null : await sent(all);
  if (to) {
    await dropDrafts(all.content.entry).catch(() => {});
    return location.assign(to);
  }
  if (to === "") return sendPlainly(form, button);
  if (!all.content.act) return hold(form);
  try {
    await keep(all);
  } catch {
    // a browser that keeps nothing
    return form.dataset.holds ? hold(form) : sendPlainly(form, button);
  }
  showKept(all.content);
  await refresh();
};

const isStuck = (form) => form.method === "post" && phone?.dataset.holds && !navigator.onLine;

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (!form.matches("[data-seals], [data-holds]")) {
    if (!isStuck(form)) return;
    event.preventDefault();
    return hold(form);
  }
  if ("seals" in form.dataset && !canSeal()) return;
  event.preventDefault();
  if (form.ariaBusy === "true") return; // touched twice
  form.ariaBusy = "true";
  await write(form, event.submitter);
  form.ariaBusy = null;
});
