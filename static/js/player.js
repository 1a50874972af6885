// [data-player]: plays the steps of a practice, one calm screen at a time. A step with data-seconds has a
// clock and goes on by itself; one with data-least and data-most counts breaths at the client's own pace;
// any other waits. Tells what happens by events on the player: play:begin, play:step (detail: the
// screen), play:signal (a step is over), play:rest, play:end, play:quit. Nothing is stored.
const player = document.querySelector("[data-player]");
const root = document.documentElement;
const before = document.querySelector("[data-before-play]");
const place = document.querySelector("[data-place]");
const title = document.querySelector("h1");
const entry = document.querySelector("#entry");

const part = (name, within = player) => within.querySelector(`[data-${name}]`);
const tell = (name, detail = null) =>
  player.dispatchEvent(new CustomEvent(`play:${name}`, { detail, bubbles: true }));

const steps = [...player.querySelectorAll("[data-step]")];
const screens = [...steps, part("steady"), part("end")];
const number = (step, name) => Number(step.dataset[name] || 0);
const clockOf = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

let at = 0; // the step; steps.length is the end
let round = 1;
let breaths = 0;
let left = 0; // milliseconds of the round
let seen = 0; // when `left` was last counted
let resting = true;

const step = () => steps[at];
const isPlaying = () => "running" in player.dataset;

const show = (screen) => {
  for (const one of screens) one.hidden = one !== screen;
  const heading = screen.querySelector("h2");
  heading.tabIndex = -1;
  scrollTo(0, 0);
  heading.focus({ preventScroll: true });
  part("moves").hidden = screen === part("steady");
  part("settings").hidden = screen === part("steady") || screen === part("end");
};

const draw = () => {
  const now = step();
  const timed = now ? number(now, "seconds") : 0;
  part("pause").hidden = !timed;
  part("on").hidden = !now;
  part("on").classList.toggle("main", !timed);
  if (!now) return;
  if (timed) {
    part("clock", now).textContent = clockOf(Math.max(0, Math.ceil(left / 1000)));
    part("ring", now).style.strokeDashoffset = String((100 * Math.max(0, left)) / (timed * 1000));
  }
  if (part("breaths", now)) part("breaths", now).textContent = String(breaths);
  const enough = part("enough", now);
  if (enough) enough.hidden = breaths < number(now, "least");
  const times = part("round", now);
  if (times) times.textContent = times.dataset.words.replace("#", String(round));
};

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
  if (index < 0) return "locked" in player.dataset ? undefined : quit();
  at = index;
  round = 1;
  if (!step()) return end();
  startRound();
  place.textContent = step().dataset.placeWords;
  show(step());
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
  Object.assign(root.dataset, { playing: "", theme: "dark" });
  player.dataset.running = "";
  before.hidden = true;
  player.hidden = place.hidden = false;
  title.classList.add("visually-hidden");
  part("said-there").append(entry);
  acts.larger(part("larger")); // where steps are read aloud from the start, they are large as well
  tell("begin");
  enter(0);
};

const quit = () => {
  delete root.dataset.playing;
  delete root.dataset.theme;
  delete player.dataset.running;
  before.hidden = false;
  player.hidden = place.hidden = true;
  resting = true;
  title.classList.remove("visually-hidden");
  document.querySelector("[data-said-here]").append(entry);
  document.querySelector("[data-begin]").focus();
  tell("quit");
};

const end = () => {
  at = steps.length;
  resting = true;
  place.textContent = "";
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

setInterval(() => {
  if (resting || !step() || !number(step(), "seconds")) return;
  const now = performance.now();
  left -= now - seen;
  seen = now;
  draw();
  if (left <= 0) over();
}, 250);

const acts = {
  begin,
  on,
  back: () => enter(at - 1),
  pause: () => rest(!resting),
  breath: breathe,
  stop: steady,
  resume,
  "end-here": end,
  larger: (button) => root.toggleAttribute("data-larger", button.getAttribute("aria-pressed") === "true"),
  "show-clock": (button) =>
    player.toggleAttribute("data-no-clock", button.getAttribute("aria-pressed") === "false"),
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.closest("[data-settings]")) {
    button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
  }
  for (const [name, act] of Object.entries(acts)) if (button.matches(`[data-${name}]`)) return act(button);
});

document.addEventListener("keydown", (event) => {
  const isOther = event.ctrlKey || event.metaKey || event.altKey || event.repeat;
  if (!isPlaying() || isOther) return;
  if (event.key === "Escape") return steady();
  const isOwn = event.target.closest("button, a, summary, input, label");
  if (isOwn || !step() || step().hidden || ![" ", "Enter"].includes(event.key)) return;
  event.preventDefault();
  if (event.key === " " && part("breath", step())) breathe();
  else on();
});

document.querySelector("[data-begin]").hidden = false;
document.querySelector("[data-read]").open = false;
