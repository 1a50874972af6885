// [data-not-sent]: what htmx sent and nobody took is said where one looks, until the next that is taken.
// A page that saves by itself must not look saved when it is not.
const place = document.querySelector("[data-not-sent]");

const say = (words) => {
  const said = document.createElement("p");
  said.className = "toast error";
  said.textContent = words;
  place.replaceChildren(said);
};

document.addEventListener("htmx:sendError", () => say(place.dataset.notSent));

document.addEventListener("htmx:responseError", (event) => {
  const { elt, xhr } = event.detail;
  const isGone = xhr.status === 404;
  if (isGone && elt.closest?.("[data-editor]")) return; // the editor says it beside the text
  say(isGone ? place.dataset.gone : place.dataset.refused);
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) place.replaceChildren();
});
