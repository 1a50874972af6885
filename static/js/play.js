// [data-player]: a practice that can be played, with its sound, the screen kept awake and the lock that
// lets it go on. The page of a practice starts it here; the page without a network each time it shows one.
import { start as steps } from "./player.js";
import { start as sound } from "./player-sound.js";
import { start as awake } from "./player-awake.js";
import { start as locked } from "./player-locked.js";

// `signal` ends it all when the practice goes from the page. The steps come first: a switch is turned by
// them before the sound looks at it.
export const play = (player, signal) => {
  for (const start of [steps, sound, awake, locked]) start(player, signal);
};

const found = document.querySelector("[data-player]");
if (found) play(found, new AbortController().signal);
