// [data-waits]: how many entries wait on this phone, as a number only. [data-refused]: what the server said of one.
// A cookie holds their number, and after a dot that of other people who used this phone: so the server can say
// how many are lost when this phone has been ended from elsewhere (by then its store may be gone), and
// leaves alone what is not of the one whose phone was ended.
import { dropEntry, entries } from "./store.js";

const phone = document.querySelector(".phone");
const secure = location.protocol === "https:" ? "; secure" : "";
const YEAR = 365 * 24 * 3600;

const remember = (own, others) => {
  const age = own || others ? YEAR : 0;
  document.cookie = `pw=${own}${others ? `.${others}` : ""}; path=/p/; max-age=${age}; samesite=strict${secure}`;
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

// What is there, counted for the cookie. The page of the PIN does not know whose it is.
export const tally = async () => {
  const all = await entries().catch(() => []);
  const rows = all.filter((row) => row.envelope);
  const { device } = phone.dataset;
  const own = all.filter((row) => row.device === device);
  const many = countOf(own.filter((row) => row.envelope));
  if (device) remember(many, countOf(rows) - many);
  return { rows, own };
};

// Resolves with the number of this person's entries that are still to be sent.
export const refresh = async () => {
  const { rows, own } = await tally();
  const waiting = own.filter((row) => !row.why && row.envelope);
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
