// Plays the steps of a practice, one calm screen at a time. A step with data-seconds has a clock and
// goes on by itself; one with data-least and data-most counts breaths at the client's own pace; any
// other waits. Tells what happens by events on the player: play:begin, play:step (detail: the screen),
// play:signal (a step is over), play:rest, play:end, play:quit. Nothing is stored.
import { pageAround } from "./player-page.js";
import { drawStep } from "./player-draw.js";
import { heed } from "./player-hands.js";

const number = (step, name) => Number(step.dataset[name] || 0);

export const start = (player, signal) => {
  const part = (name) => player.querySelector(`[data-${name}]`);
  const tell = (name, detail = null) =>
    player.dispatchEvent(new CustomEvent(`play:${name}`, { detail, bubbles: true }));
  const all = [...player.querySelectorAll("[data-step]")];
  const forms = { open: all.filter((one) => "open" in one.dataset) };
  forms.given = all.filter((one) => !forms.open.includes(one));
  const screens = [...all, part("steady"), part("end")];
  const page = pageAround(player);

  const isOpen = (eyes) => eyes.getAttribute("aria-pressed") === "true";
  const formFor = (eyes) => (forms.open.length && isOpen(eyes) ? forms.open : forms.given);
  let steps = formFor(part("eyes"));
  const leftAt = new Map(); // the step of the other form, for coming back to it
  let at = 0; // the step; steps.length is the end
  let round = 1;
  let breaths = 0;
  let left = 0; // milliseconds of the round
  let seen = 0; // when `left` was last counted
  let resting = true;
  let locked = false;

  const step = () => steps[at];
  const draw = () => drawStep(player, step(), { left, breaths, round });

  const show = (screen) => {
    for (const one of screens) one.hidden = one !== screen;
    const heading = screen.querySelector("h2");
    heading.tabIndex = -1;
    scrollTo(0, 0);
    heading.focus({ preventScroll: true });
    part("moves").hidden = part("stop").hidden = screen === part("steady");
    part("settings").hidden = screen === part("steady") || screen === part("end");
  };

  // Locked, the page of the practice is no more: nothing lies before the first step.
  const holdBack = () => (part("back").disabled = locked && at === 0);

  const rest = (yes) => {
    resting = yes;
    seen = performance.now();
    const words = part("pause").querySelector("[data-words]");
    words.dataset.other ??= words.textContent;
    words.textContent = yes ? words.dataset.words : words.dataset.other;
    if (yes) tell("rest");
    draw();
  };

  const startRound = () => {
    breaths = 0;
    left = number(step(), "seconds") * 1000;
    rest(false);
  };

  const enter = (index) => {
    if (index < 0) return quit();
    at = index;
    round = 1;
    if (!step()) return end();
    startRound();
    page.say(step().dataset.placeWords);
    show(step());
    holdBack();
    tell("step", step());
  };

  const on = () => {
    if (step() && round < number(step(), "rounds")) {
      round += 1;
      startRound();
    } else enter(at + 1);
  };

  const over = () => {
    tell("signal");
    on();
  };

  const breathe = () => {
    breaths += 1;
    draw();
    if (breaths >= number(step(), "most")) over();
  };

  const begin = () => {
    if (!page.isFine()) return;
    page.enter();
    tell("begin");
    enter(0);
  };

  const quit = () => {
    resting = true;
    page.leave();
    tell("quit");
  };

  const end = () => {
    at = steps.length;
    resting = true;
    page.say("");
    draw();
    show(part("end"));
    tell("end");
  };

  const steady = () => {
    rest(true);
    show(part("steady"));
  };

  const resume = () => {
    if (!step()) return end();
    show(step());
    rest(true); // the clock waits until "Go on"
  };

  // With open eyes: the steps written for it, from their first one; without such steps a line says it.
  const eyes = (button) => {
    part("eyes-line").hidden = forms.open.length > 0 || !isOpen(button);
    const other = formFor(button);
    if (other === steps) return;
    leftAt.set(steps, at);
    steps = other;
    enter(leftAt.get(steps) ?? 0);
  };

  const ticking = setInterval(() => {
    if (resting || !step() || !number(step(), "seconds")) return;
    const now = performance.now();
    left -= now - seen;
    seen = now;
    draw();
    if (left <= 0) over();
  }, 250);
  signal.addEventListener("abort", () => clearInterval(ticking));

  const lock = () => {
    locked = true;
    holdBack();
  };
  player.addEventListener("lock", lock, { signal });

  const back = () => enter(at - 1);
  const pause = () => rest(!resting);
  const acts = { begin, on, back, pause, breath: breathe, stop: steady, resume, "end-here": end, eyes };
  heed(player, acts, step, signal);
  page.ready();
};
