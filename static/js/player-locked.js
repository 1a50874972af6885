// The sitting ends while [data-player] plays (js/lock.js sends "lock" to it): the practice goes on as a
// locked surface. All that is not needed for it leaves the page at once: the client's own words but those
// of the running step, the list of steps, the ways to other pages. At the end the PIN is asked
// first, and then what was touched is saved.
const player = document.querySelector("[data-player]");
const entry = document.querySelector("#entry");
const pin = player.querySelector("[data-pin]");
const said = player.querySelector("[data-pin-said]");

const keepAnswers = () => {
  // What was rated before the practice stays in the entry, though its question goes from the page.
  const named = new Set([...entry.querySelectorAll("[name]")].map((one) => one.name));
  for (const [name, value] of new FormData(entry)) {
    if (named.has(name)) continue;
    const input = Object.assign(document.createElement("input"), { type: "hidden", name, value });
    entry.append(input);
  }
};

player.addEventListener("lock", () => {
  keepAnswers();
  for (const own of player.querySelectorAll("[data-step][hidden] [data-own]")) own.remove();
  document.querySelector("[data-before-play]").replaceChildren();
  document.querySelector(".phone-tabs")?.remove();
  document.querySelector("h1").textContent = document.title;
  for (const link of player.querySelectorAll("a[href^='/']")) link.remove();
  pin.hidden = false;
  player.dataset.locked = "";
});

const refuse = (words) => {
  said.textContent = words;
  said.hidden = false;
  pin.elements.pin.value = "";
  pin.elements.pin.focus();
};

// The three touches wait for the PIN: once it fits, the entry is sent as it would have been.
entry.addEventListener("submit", async (event) => {
  if (!("locked" in player.dataset)) return;
  event.preventDefault();
  if (!pin.reportValidity()) return;
  const button = event.submitter;
  const body = new URLSearchParams(new FormData(pin));
  const answer = await fetch(pin.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
  if (answer?.type === "opaqueredirect") {
    delete player.dataset.locked;
    entry.requestSubmit(button);
    return;
  }
  const page = answer ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  refuse(page?.querySelector(".field-error")?.textContent.trim() || said.dataset.words);
});

pin.addEventListener("submit", (event) => event.preventDefault());
