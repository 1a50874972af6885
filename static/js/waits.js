// [data-waits]: how many entries wait on this phone, as a number only. [data-refused]: what the server said of one.
// A cookie holds the number of all of them, so that the server can say how many are lost when this
// phone has been ended from elsewhere: by then the phone's own store is gone.
import { dropEntry, entries } from "./store.js";

const phone = document.querySelector(".phone");
const secure = location.protocol === "https:" ? "; secure" : "";
const YEAR = 365 * 24 * 3600;

const remember = (count) => {
  const age = count ? YEAR : 0;
  document.cookie = `pw=${count}; path=/p/; max-age=${age}; samesite=strict${secure}`;
};

// What waits although there is a network (the server is not well) says so.
const inWords = ({ dataset }, count) => {
  const { one, many, oneSoon = one, manySoon = many } = dataset;
  const said = navigator.onLine ? [oneSoon, manySoon] : [one, many];
  return said[count === 1 ? 0 : 1].replace("#", String(count));
};

const showCount = (place, count) => {
  place.hidden = count === 0;
  if (count) place.querySelector("[data-said]").textContent = inWords(place, count);
};

const showRefused = (place, rows) => {
  const example = place.querySelector("template");
  place.querySelector("ul").replaceChildren(
    ...rows.map((row) => {
      const item = example.content.cloneNode(true);
      item.querySelector("[data-why]").textContent = row.why.length > 1 ? row.why : "";
      item.querySelector("button").dataset.drop = row.place;
      return item;
    }),
  );
  place.hidden = rows.length === 0;
};

// An entry that was added to is one entry.
const countOf = (rows) => new Set(rows.map((row) => row.entry)).size;

// Resolves with the number of this person's entries that are still to be sent.
export const refresh = async () => {
  const all = await entries().catch(() => []);
  const rows = all.filter((row) => row.envelope);
  const own = all.filter((row) => row.device === phone.dataset.device);
  const waiting = own.filter((row) => !row.why && row.envelope);
  remember(countOf(rows));
  for (const input of document.querySelectorAll("[data-unsent]")) input.value = rows.length;
  for (const place of document.querySelectorAll("[data-waits]")) {
    showCount(place, countOf("all" in place.dataset ? rows : waiting));
  }
  const refused = document.querySelector("[data-refused]");
  if (refused) showRefused(refused, own.filter((row) => row.why));
  return countOf(waiting);
};

addEventListener("offline", refresh);
document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-drop]");
  if (!button) return;
  await dropEntry(Number(button.dataset.drop));
  await refresh();
});
