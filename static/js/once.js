// form[method=post]: the same button pressed twice in a hurry sends it once. What htmx sends is its own
// business.
const HURRY = 1500; // milliseconds
const sent = new WeakMap();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
  const pressed = event.submitter ?? form;
  if (event.timeStamp - (sent.get(pressed) ?? -HURRY) < HURRY) event.preventDefault();
  else sent.set(pressed, event.timeStamp);
});
