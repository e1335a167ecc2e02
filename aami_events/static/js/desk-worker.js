// Answers for the network when there is none: the page of a desk and what it is made of. What it knows of people is not
// here: desk-store.js keeps that, encrypted.
const CACHE = "aami-desk-1";
const isDesk = (url) => /^\/(fr|en)\/organise\/[^/]+\/desk$/.test(url.pathname);
const isPart = (url) => url.pathname.startsWith("/static/");

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/** A page of the desk is kept under its place; it is asked for as a shell, which names nobody. */
function name(url) {
  const place = url.searchParams.get("place");
  return url.origin + url.pathname + (place ? `?place=${place}` : "");
}

async function page(request, url) {
  const cache = await caches.open(CACHE);
  try {
    return await fetch(request);
  } catch (refusal) {
    const kept = (await cache.match(name(url))) ?? (await cache.match(url.origin + url.pathname));
    if (kept) return kept;
    throw refusal;
  }
}

async function part(request) {
  const cache = await caches.open(CACHE), kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && isDesk(url)) event.respondWith(page(event.request, url));
  else if (isPart(url)) event.respondWith(part(event.request));
});

async function keep(addresses) {
  const cache = await caches.open(CACHE);
  for (const old of await cache.keys()) if (isPart(new URL(old.url)) && !addresses.includes(old.url)) await cache.delete(old);
  await Promise.all(addresses.map(async (address) => {
    const url = new URL(address), answer = await fetch(address, { credentials: "same-origin" }).catch(() => null);
    if (answer?.ok && !answer.redirected) await cache.put(isDesk(url) ? name(url) : address, answer);
  }));
}

// A page says of what it is made, also one that was there before this worker: the first loss of the network is none.
self.addEventListener("message", (event) => {
  if (event.data?.keep) event.waitUntil(keep(event.data.keep).then(() => event.ports[0]?.postMessage("kept")));
  if (event.data?.forget) event.waitUntil(caches.delete(CACHE).then(() => event.ports[0]?.postMessage("forgotten")));
});
