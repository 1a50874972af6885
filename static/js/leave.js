// Leave: every readable trace is gone at once, the sign-out follows by itself. Without JavaScript
// the form does the same a little more slowly.
const goAway = (form) => {
  const body = new URLSearchParams(new FormData(form));
  const away = form.dataset.leave || "about:blank";
  document.documentElement.replaceChildren();
  fetch(form.action, { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => {});
  location.replace(away);
};

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-leave]");
  if (!form) return;
  event.preventDefault();
  goAway(form);
});

// A page kept by the browser for its Back button must not come back readable.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
