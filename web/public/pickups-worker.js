// Keeps the pages of rounds readable without network, and nothing else: it is registered for their addresses alone. What
// was noted is kept and sent by the page (web/islands/pickup-round.ts).
const KEPT = 'pickups'
const SLOW_MS = 6000

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin) return
  if (request.mode === 'navigate') event.respondWith(pageOf(request, url.pathname))
  else if (url.pathname.startsWith('/assets/')) event.respondWith(fileOf(request))
})

/** From the network where there is any; what is refused there is kept no more. */
async function pageOf(request, path) {
  const cache = await caches.open(KEPT)
  const kept = await cache.match(path)
  const fresh = fetch(request).then(async (answer) => {
    if (answer.ok && !answer.redirected) await cache.put(path, answer.clone())
    else if ([401, 403, 404].includes(answer.status) || answer.type === 'opaqueredirect')
      await cache.delete(path)
    return answer
  })
  if (!kept) return fresh
  fresh.catch(() => {})
  const slow = new Promise((resolve) => setTimeout(resolve, SLOW_MS, kept))
  return Promise.race([fresh.catch(() => kept), slow])
}

/** Files whose names carry a hash of their content do not change. */
async function fileOf(request) {
  return (await caches.match(request.url)) ?? fetch(request)
}
