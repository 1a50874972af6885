// [data-toolbar="its name"]: buttons and links that are one stop of the Tab key. The arrows go from one
// to the next and round, Home and End to the ends (WAI-ARIA toolbar). Without JavaScript each is a stop.
const tools = (bar) => [...bar.querySelectorAll("a[href], button:not([hidden])")];

const stopAt = (bar, chosen) => {
  for (const tool of tools(bar)) tool.tabIndex = tool === chosen ? 0 : -1;
};

const fit = () => {
  for (const bar of document.querySelectorAll("[data-toolbar]")) {
    const here = tools(bar);
    bar.role = "toolbar";
    bar.ariaLabel = bar.dataset.toolbar;
    stopAt(bar, here.includes(document.activeElement) ? document.activeElement : here[0]);
  }
};

const placeFor = (key, place, count, isLeftwards) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
  if (step) return (place + (isLeftwards ? -step : step) + count) % count;
  return { Home: 0, End: count - 1 }[key];
};

document.addEventListener("keydown", (event) => {
  const bar = event.target.closest?.("[data-toolbar]");
  if (!bar || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const here = tools(bar);
  const isLeftwards = getComputedStyle(bar).direction === "rtl";
  const next = here[placeFor(event.key, here.indexOf(event.target), here.length, isLeftwards)];
  if (!next) return;
  event.preventDefault();
  next.focus();
});

document.addEventListener("focusin", (event) => {
  const bar = event.target.closest("[data-toolbar]");
  if (bar) stopAt(bar, event.target);
});

document.addEventListener("htmx:afterSettle", fit);
fit();
