// Leave: every readable trace is gone at once, the sign-out follows by itself. Without JavaScript
// the form does the same a little more slowly.
const secure = location.protocol === "https:" ? "; secure" : "";
// The mark ends the sitting from now on, even while the sign-out is on its way or has no network.
const MARK = `pl=1; path=/p/; max-age=43200; samesite=strict${secure}`;

const goAway = (form) => {
  const body = new URLSearchParams(new FormData(form));
  const away = form.dataset.leave || "about:blank";
  document.documentElement.replaceChildren();
  document.cookie = MARK;
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
