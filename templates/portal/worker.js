// Answers for the phone while there is no network. It holds the addresses below and nothing else, never
// a page of a person: without a network every page is the same neutral one, which asks for the PIN.
const KEPT = new Set(JSON.parse("{{ kept_json|escapejs }}"));
const SHELL = "{{ shell|escapejs }}";
const NAME = "day-{{ version }}";
const PATIENCE = 6000; // milliseconds until a network that hangs counts as none

const fill = async () => {
  const cache = await caches.open(NAME);
  // Past the browser's own cache: its copy may be older than this script.
  await cache.addAll([...KEPT].map((address) => new Request(address, { cache: "reload" })));
  await self.skipWaiting();
};

const clear = async () => {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== NAME).map((name) => caches.delete(name)));
  await self.clients.claim();
};

const found = async (address) => (await caches.open(NAME)).match(address, { ignoreVary: true });

const page = async (request) => {
  const asked = fetch(request).catch(() => Response.error());
  const late = new Promise((done) => setTimeout(done, PATIENCE));
  const answer = await Promise.race([asked, late]);
  return answer?.type === "error" || !answer ? ((await found(SHELL)) ?? asked) : answer;
};

const file = async (request) => (await found(request.url)) ?? fetch(request);

self.addEventListener("install", (event) => {
  // What is sent needs no worker, and what a page sends while it goes would be lost with it here.
  event.addRoutes?.([{ condition: { requestMethod: "POST" }, source: "network" }]);
  event.waitUntil(fill());
});
self.addEventListener("activate", (event) => event.waitUntil(clear()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (KEPT.has(pathname) && !search) event.respondWith(file(request));
});
