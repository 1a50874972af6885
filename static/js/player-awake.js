// Keeps the screen awake while a practice plays, where the browser can; lets it sleep at the end.
export const start = (player, signal) => {
  let wanted = false;
  let hold = null;

  const release = () => {
    wanted = false;
    hold?.release();
  };

  const keep = async () => {
    if (!wanted || hold || document.hidden || !("wakeLock" in navigator)) return;
    try {
      hold = await navigator.wakeLock.request("screen");
    } catch {
      return; // a low battery, or a setting of the phone: the practice goes on all the same
    }
    hold.addEventListener("release", () => (hold = null));
    if (!wanted) release();
  };

  player.addEventListener("play:step", () => {
    wanted = true;
    keep();
  });
  player.addEventListener("play:end", release);
  player.addEventListener("play:quit", release);
  signal.addEventListener("abort", release);
  document.addEventListener("visibilitychange", keep, { signal });
};
