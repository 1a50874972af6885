// template[data-kept]: what the page says once an entry is kept on this phone. If something unpleasant
// came up, what steadies and whom to call stand first. Otherwise a locked surface has done its work and goes.
import { brighten } from "./player-page.js";

export const showKept = (content) => {
  const isHard = "unpleasant" === (content.form?.then ?? content.act);
  const lockedAt = document.querySelector("[data-locked-at]")?.dataset.lockedAt;
  if (lockedAt && !isHard) return location.replace(lockedAt);
  const place = document.querySelector("[data-shell-page]") ?? document.querySelector("main");
  const said = document.querySelector("template[data-kept]").content.cloneNode(true);
  for (const part of said.querySelectorAll("[data-hard]")) part.hidden = !isHard;
  said.querySelector("[data-of-sheet]").hidden = content.act !== "sheet";
  brighten();
  const title = document.querySelector("h1");
  title.textContent = said.querySelector("[data-title]").dataset.title;
  place.replaceChildren(...place.querySelectorAll(":scope > .waits"), said);
  document.dispatchEvent(new CustomEvent("kept", { detail: content }));
  title.tabIndex = -1;
  scrollTo(0, 0);
  title.focus();
};
