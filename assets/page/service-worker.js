// Keeps the whole app on the device, so that it opens without a connection. The build writes two
// lines above this one: `BUILD`, its name, and `FILES`, the SHA-256 of each of its files by path.
//
// A version is kept whole or not at all: its files are compared with what the build made, and one
// that is missing or wrong stops it from ever being used. It then waits until somebody takes it or
// until the app is closed, so that nothing changes under a page that is open.

const SCOPE = registration.scope;
// Sites of one host share their caches: a space can't be in a path, so no other folder's begin so.
const OURS = `ridealong ${new URL(SCOPE).pathname} `;
const CACHE = OURS + BUILD;

addEventListener('install', (event) => event.waitUntil(keepEverything()));
addEventListener('activate', (event) => event.waitUntil(settle()));

addEventListener('fetch', (event) => {
  const path = pathOf(event.request.url);
  if (event.request.method === 'GET' && path) event.respondWith(answer(path, event.request));
});

addEventListener('message', (event) => {
  const act = { 'take over': takeOver, mend }[event.data];
  if (act) event.waitUntil(act().then((said) => event.ports[0]?.postMessage(said)));
});

/** The path of a file of the build; `undefined` of everything else, also of a folder below. */
function pathOf(url) {
  const [address] = url.split(/[?#]/);
  const path = address.startsWith(SCOPE) ? address.slice(SCOPE.length) || 'index.html' : '';
  return Object.hasOwn(FILES, path) ? path : undefined;
}

/** A file as it is kept. One that the browser threw away is asked for where it came from. */
async function answer(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(SCOPE + path)) ?? fetch(request);
}

// What is there already stays for the next try, should this one fail.
async function keepEverything() {
  const cache = await caches.open(CACHE);
  const outcomes = await Promise.allSettled(Object.keys(FILES).map((path) => keep(cache, path)));
  const failed = outcomes.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
}

/** Keeps a file that is what the build made: from the last version, the browser's cache, anew. */
async function keep(cache, path) {
  const url = SCOPE + path;
  if (await whole(await cache.match(url), path)) return;
  const sources = [() => caches.match(url), () => fetch(url), () => fetch(url, { cache: 'reload' })];
  for (const source of sources) {
    const response = await whole(await source(), path);
    if (response) return cache.put(url, response);
  }
  throw new Error(`${path} is not what the build made`);
}

/** The response if its content is the build's, else `undefined`. */
async function whole(response, path) {
  if (!response?.ok) return undefined;
  const content = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  if (btoa(String.fromCharCode(...digest)) !== FILES[path]) return undefined;
  // Made anew: where a host led on to another address, a page could not be opened with its answer.
  const headers = new Headers(response.headers);
  for (const name of ['content-encoding', 'content-length']) headers.delete(name);
  return new Response(content, { headers });
}

async function settle() {
  await clients.claim();
  const names = await caches.keys();
  // A newer version is on its way: what is old is for it to clear away.
  if (registration.installing || registration.waiting) return;
  const old = names.filter((name) => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** Takes the place of the version before, unless another window would then run with half of each. */
async function takeOver() {
  const windows = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (windows.filter(({ url }) => pathOf(url) === 'index.html').length > 1) return 'elsewhere';
  await skipWaiting();
  return 'taken over';
}

/** Replaces kept files that are damaged or gone; says whether all are whole. */
async function mend() {
  return keepEverything().then(() => true, () => false);
}
