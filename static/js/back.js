// Pages for a fault are the same for everybody; only the browser knows where the reader came from.
const back = document.querySelector("[data-back]");
const start = document.querySelector("[data-start]");

if (back && history.length > 1) {
  back.hidden = false;
  back.addEventListener("click", () => history.back());
}
if (start && location.pathname.startsWith("/p/")) start.href = "/p/";
