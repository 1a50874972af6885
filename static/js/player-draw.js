// What changes on the screen of a step while it runs: clock and ring, breaths, the round.
const part = (name, within) => within.querySelector(`[data-${name}]`);
const clockOf = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

// `step` is undefined at the end; `left` in milliseconds.
export const drawStep = (player, step, { left, breaths, round }) => {
  const timed = step ? Number(step.dataset.seconds || 0) : 0;
  part("pause", player).hidden = !timed;
  part("on", player).hidden = !step;
  part("on", player).classList.toggle("main", !timed);
  if (!step) return;
  if (timed) {
    part("clock", step).textContent = clockOf(Math.max(0, Math.ceil(left / 1000)));
    part("ring", step).style.strokeDashoffset = String((100 * Math.max(0, left)) / (timed * 1000));
  }
  if (part("breaths", step)) part("breaths", step).textContent = String(breaths);
  const enough = part("enough", step);
  if (enough) enough.hidden = breaths < Number(step.dataset.least || 0);
  const times = part("round", step);
  if (times) times.textContent = times.dataset.words.replace("#", String(round));
};
