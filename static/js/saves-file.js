// form[data-saves-file="address"]: its answer is a file, so the page would stay as it was before. The file is
// saved, and the address opened, which shows what came of it; without JavaScript the file comes all the same.
const nameOf = (answer) => /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition"))?.[1];

const save = (file, name, next) => {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: name });
  link.click();
  setTimeout(() => location.assign(next)); // after the browser took the file
};

const send = async (form) => {
  const sent = { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" };
  const answer = await fetch(form.action, sent).catch(() => null);
  const next = form.dataset.savesFile;
  if (answer?.type === "opaqueredirect") return location.assign(next); // the page says why there is no file
  const name = answer?.ok && nameOf(answer);
  if (name) return save(await answer.blob(), name, next);
  HTMLFormElement.prototype.submit.call(form); // the answer itself says what is wrong
};

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches("[data-saves-file]")) return;
  event.preventDefault();
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  await send(form);
});
