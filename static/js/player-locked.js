// The sitting ends while a practice plays (js/lock.js sends "lock" to it): the practice goes on as a
// locked surface. All that is not needed for it leaves the page at once: the client's own words but those
// of the running step, the list of steps, the ways to other pages. What is touched at its end is sealed
// without a PIN (js/seals.js), since whoever holds the phone cannot read it; then the PIN is asked.
const keepAnswers = (entry) => {
  // What was rated before the practice stays in the entry, though its question goes from the page.
  const named = new Set([...entry.querySelectorAll("[name]")].map((one) => one.name));
  for (const [name, value] of new FormData(entry)) {
    if (named.has(name)) continue;
    const input = Object.assign(document.createElement("input"), { type: "hidden", name, value });
    entry.append(input);
  }
};

export const start = (player) => {
  player.addEventListener("lock", () => {
    keepAnswers(document.querySelector("#entry"));
    for (const own of player.querySelectorAll("[data-step][hidden] [data-own]")) own.remove();
    document.querySelector("[data-before-play]").replaceChildren();
    document.querySelector(".phone-tabs")?.remove();
    document.querySelector("h1").textContent = document.title;
    for (const link of player.querySelectorAll("a[href^='/']")) link.remove();
    player.dataset.locked = "";
  });
};
