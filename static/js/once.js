// form[method=post]: pressed twice in a hurry, it is sent once. What htmx sends is its own business.
const HURRY = 1500; // milliseconds
const sent = new WeakMap();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (event.timeStamp - (sent.get(form) ?? -HURRY) < HURRY) event.preventDefault();
  else sent.set(form, event.timeStamp);
});
