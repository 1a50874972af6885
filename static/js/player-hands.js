// The player's buttons and keys. A button is known by its data- attribute, which names the act. Escape
// is "Stop and steady"; Space and Enter go on, unless something of its own has the focus.
const pressed = (button) => button.getAttribute("aria-pressed") === "true";

export const heed = (player, acts, step, signal) => {
  const switches = {
    larger: (button) => document.documentElement.toggleAttribute("data-larger", pressed(button)),
    "show-clock": (button) => player.toggleAttribute("data-no-clock", !pressed(button)),
  };
  const all = { ...acts, ...switches };

  const click = (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.closest("[data-settings]")) button.setAttribute("aria-pressed", String(!pressed(button)));
    for (const [name, act] of Object.entries(all)) if (button.matches(`[data-${name}]`)) return act(button);
  };

  const key = (event) => {
    const isOther = event.ctrlKey || event.metaKey || event.altKey || event.repeat;
    if (!("running" in player.dataset) || isOther) return;
    if (event.key === "Escape") return acts.stop();
    const isOwn = event.target.closest("button, a, summary, input, label");
    const now = step();
    if (isOwn || !now || now.hidden || ![" ", "Enter"].includes(event.key)) return;
    event.preventDefault();
    if (event.key === " " && now.querySelector("[data-breath]")) acts.breath();
    else acts.on();
  };

  // Once open, the switches stand at the end of the page, below what the step says.
  const settings = player.querySelector("[data-settings]");
  const unfold = () => settings.open && scrollTo(0, document.documentElement.scrollHeight);

  settings.addEventListener("toggle", unfold, { signal });
  document.addEventListener("click", click, { signal });
  document.addEventListener("keydown", key, { signal });
};
