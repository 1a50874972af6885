// The page around a player: quiet and dark while it plays, as it was afterwards. The entry goes along to
// the player's last screen, because that is where it is asked.
const root = document.documentElement;

// As it was before, also when something else takes the place of the practice.
export const brighten = () => {
  delete root.dataset.playing;
  delete root.dataset.theme;
  document.querySelector("[data-place]")?.setAttribute("hidden", "");
  document.querySelector("h1").classList.remove("visually-hidden");
};

export const pageAround = (player) => {
  const page = player.parentElement;
  const before = page.querySelector("[data-before-play]");
  const place = document.querySelector("[data-place]");
  const title = document.querySelector("h1");
  const entry = page.querySelector("#entry");
  const home = entry.parentElement;
  const larger = player.querySelector("button[data-larger]");

  return {
    // Said while the field can be seen: once the player runs, it is hidden, and a wrong number in it
    // would stop every button at the end without a word.
    isFine: () => entry.reportValidity(),
    say: (words) => (place.textContent = words),
    enter: () => {
      Object.assign(root.dataset, { playing: "", theme: "dark" });
      player.dataset.running = "";
      before.hidden = true;
      player.hidden = place.hidden = false;
      title.classList.add("visually-hidden");
      player.querySelector("[data-said-there]").append(entry);
      // Where steps are read aloud from the start, they are large as well.
      root.toggleAttribute("data-larger", larger.getAttribute("aria-pressed") === "true");
    },
    leave: () => {
      brighten();
      delete player.dataset.running;
      before.hidden = false;
      player.hidden = true;
      home.append(entry);
      page.querySelector("[data-begin]").focus();
    },
    ready: () => (page.querySelector("[data-begin]").hidden = false),
  };
};
