// [data-copy="#id"]: a button that copies the text of that element; data-copied is said afterwards.
const select = (element) => {
  if (element.select) return element.select();
  getSelection().selectAllChildren(element);
};

const show = (root) => {
  for (const button of root.querySelectorAll("[data-copy]")) button.hidden = false;
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  const source = button && document.querySelector(button.dataset.copy);
  if (!source) return;
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
  } catch {
    select(source); // No clipboard without a secure address: select, so that Ctrl+C does it.
    return;
  }
  const word = button.querySelector("[data-word]") ?? button;
  const before = word.textContent;
  word.textContent = button.dataset.copied ?? before;
  setTimeout(() => (word.textContent = before), 2000);
});

show(document);
document.addEventListener("htmx:load", (event) => show(event.target));
