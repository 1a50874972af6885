// The sitting ends while a practice plays (js/lock.js sends "lock" to it): the practice goes on as a
// locked surface. All that is not needed for it leaves the page at once: the client's own words but those
// of the running step, the list of steps, the ways to other pages. At the end the PIN is asked
// first, and then what was touched is saved. Without a network nothing is asked: what is sealed
// (js/seals.js) cannot be read by whoever holds the phone.
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
  const entry = document.querySelector("#entry");
  const pin = player.querySelector("[data-pin]");
  const said = player.querySelector("[data-pin-said]");
  const asksPin = () => navigator.onLine && !player.closest("[data-shell-page]");

  player.addEventListener("lock", () => {
    keepAnswers(entry);
    for (const own of player.querySelectorAll("[data-step][hidden] [data-own]")) own.remove();
    document.querySelector("[data-before-play]").replaceChildren();
    document.querySelector(".phone-tabs")?.remove();
    document.querySelector("h1").textContent = document.title;
    for (const link of player.querySelectorAll("a[href^='/']")) link.remove();
    pin.hidden = !asksPin();
    player.dataset.locked = "";
  });

  const refuse = (words) => {
    said.textContent = words;
    said.hidden = false;
    pin.elements.pin.value = "";
    pin.elements.pin.focus();
  };

  const goOn = (button) => {
    delete player.dataset.locked;
    setTimeout(() => entry.requestSubmit(button)); // not while the form is being submitted already
  };

  // The three touches wait for the PIN: once it fits, the entry is sent as it would have been.
  entry.addEventListener("submit", async (event) => {
    if (!("locked" in player.dataset)) return;
    event.preventDefault();
    event.stopPropagation();
    const button = event.submitter;
    if (!asksPin()) return goOn(button);
    pin.hidden = false;
    if (!pin.reportValidity()) return;
    const body = new URLSearchParams(new FormData(pin));
    const answer = await fetch(pin.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
    if (!answer || answer.type === "opaqueredirect") return goOn(button);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    refuse(page.querySelector(".field-error")?.textContent.trim() || said.dataset.words);
  });

  pin.addEventListener("submit", (event) => event.preventDefault());
};
