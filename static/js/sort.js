// [data-sort]: a list whose items are moved by their grip: dragged, or picked up by keyboard (Space),
// carried by the arrows and put down (Space; Escape puts it back). With nothing picked up, the arrows go
// from grip to grip. What happens is said aloud, in the words that the list brings along. Without
// JavaScript the arrows beside each item do the same.
const ITEM = "li:has([data-grip])";
let held = null; // { grip, item, home }: what the keyboard carries
let away = null; // how far from home it is while its list comes anew

const lists = () => document.querySelectorAll("[data-sort]");
const items = (list) => [...list.querySelectorAll(`:scope > ${ITEM}`)];
const placeOf = (item) => items(item.parentElement).indexOf(item);

const say = (list, word, item) => {
  const words = list.dataset[word];
  const place = placeOf(item) + 1;
  const said = words.replace("%title", item.querySelector("[data-title]").textContent.trim());
  document.querySelector("[data-sort-says]").textContent = said
    .replace("%place", place)
    .replace("%of", items(list).length);
};

// The item's own form says where it goes; the answer brings the list anew.
const send = (item) => {
  const form = item.querySelector("[data-place]");
  const button = document.createElement("button");
  button.name = "to";
  button.value = placeOf(item);
  button.hidden = true;
  form.append(button);
  button.click();
  button.remove();
};

const carry = (step) => {
  const { item } = held;
  const all = items(item.parentElement);
  const other = all[all.indexOf(item) + step];
  if (!other) return;
  if (step < 0) other.before(item);
  else other.after(item);
  held.grip.focus();
  say(item.parentElement, "carried", item);
};

const goOn = (grip, step) => {
  const item = grip.closest("li");
  const all = items(item.parentElement);
  all[all.indexOf(item) + step]?.querySelector("[data-grip]").focus();
};

const mark = (isHeld) => {
  if (isHeld) held.grip.setAttribute("aria-pressed", "true");
  else held.grip.removeAttribute("aria-pressed");
  held.item.classList.toggle("is-held", isHeld);
};

const putDown = () => {
  const { item, home } = held;
  mark(false);
  held = null;
  say(item.parentElement, "dropped", item);
  if (placeOf(item) !== home) send(item);
};

const putBack = () => {
  const { grip, item, home } = held;
  mark(false);
  held = null;
  const others = items(item.parentElement).filter((one) => one !== item);
  if (others[home]) others[home].before(item);
  else others.at(-1)?.after(item);
  grip.focus();
  say(item.parentElement, "back", item);
};

const pickUp = (grip) => {
  const item = grip.closest("li");
  held = { grip, item, home: placeOf(item) };
  mark(true);
  say(item.parentElement, "held", item);
};

const STEPS = { ArrowUp: -1, ArrowDown: 1 };
const KEYS = {
  ArrowUp: () => carry(STEPS.ArrowUp),
  ArrowDown: () => carry(STEPS.ArrowDown),
  Escape: putBack,
  " ": putDown,
  Enter: putDown,
};

document.addEventListener("keydown", (event) => {
  const grip = event.target.closest?.("[data-grip]");
  if (!grip) return;
  if (held) {
    if (!KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  } else if (event.key === " " || event.key === "Enter") {
    event.preventDefault();
    pickUp(grip);
  } else if (STEPS[event.key]) {
    event.preventDefault();
    goOn(grip, STEPS[event.key]);
  }
});

// Moving an item in the page takes the focus away for a moment; only a real leave puts it back.
document.addEventListener("focusout", () => {
  setTimeout(() => {
    if (held && away === null && document.activeElement !== held.grip) putBack();
  });
});

// The list came anew while an item was carried (an earlier move was answered): its twin, or the same item
// at its new home, is carried on as far.
const takeAgain = () => {
  const twin = document.getElementById(held.grip.id);
  held = null;
  if (!twin) return;
  pickUp(twin);
  held.isAgain = true;
  for (let step = 0; step < Math.abs(away); step += 1) carry(Math.sign(away));
};

// htmx gives what came anew its old attributes first, and its own ones when it settles.
const settle = () => {
  away = null;
  if (!held) return;
  held.isAgain = false;
  mark(true);
  held.grip.focus();
};

const ready = () => {
  for (const list of lists()) {
    for (const grip of list.querySelectorAll("[data-grip][hidden]")) grip.hidden = false;
    if (list.dataset.ready) continue;
    list.dataset.ready = "yes";
    window.Sortable.create(list, {
      handle: "[data-grip]",
      draggable: ITEM,
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      ghostClass: "is-ghost",
      onEnd: ({ item, oldDraggableIndex, newDraggableIndex }) => {
        if (oldDraggableIndex !== newDraggableIndex) send(item);
      },
    });
  }
};

// What dragging leaves in `style` must not be copied to the new list: the policy allows no such attribute.
document.addEventListener("htmx:beforeSwap", ({ target, detail }) => {
  if (held && detail.shouldSwap && target.contains(held.item)) away = placeOf(held.item) - held.home;
  for (const list of lists()) for (const item of list.children) item.removeAttribute("style");
});
document.addEventListener("htmx:afterSwap", () => {
  if (held && away !== null && !held.isAgain) takeAgain();
});
document.addEventListener("htmx:afterSettle", () => {
  ready();
  if (away !== null) settle();
});
ready();
