// [data-keep-place]: where htmx takes away what had the focus, the focus goes to the nearest thing that
// is still there, so that whoever works by keyboard goes on from the same place.
const PLACES = {
  "[data-grip]": (grip) => [`#${CSS.escape(grip.id)}`, "#undo"],
  "[id^='b-']:not(:has([data-grip]:focus))": (place) => [
    `#${CSS.escape(place.id)} .block-title a`,
    "#undo",
  ],
  "#add-block": () => ["#add-link"],
  "#refitted": () => ["#less-time summary", "#undo"],
  "#less-time": () => ["#undo-refit", "#refit-said", "#refit .field-error", "#less-time summary"],
  "#tasks": () => ["#tasks .task-gone button", "#tasks summary"],
  "#tasks details": () => ["#task-text"],
  "[id^='f-']": () => ["#before-you-start"],
};
let wishes = [];

document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.target.closest("[data-keep-place]")) return;
  for (const [selector, wish] of Object.entries(PLACES)) {
    const place = document.activeElement.closest(selector);
    if (place) wishes = wish(place);
  }
});

document.addEventListener("htmx:afterSettle", () => {
  const found = wishes.map((wish) => document.querySelector(wish)).find(Boolean);
  wishes = [];
  if (!found || document.activeElement !== document.body) return;
  if (found.tabIndex < 0) found.tabIndex = -1; // a heading: reachable from here, not by Tab
  found.focus();
});
