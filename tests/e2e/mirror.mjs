// The second copy of what is kept: IndexedDB, as it is found behind the app's back.
import { expect } from './fixtures.mjs';

/** What localStorage keeps of the app. */
export const stored = (page) =>
  page.evaluate(() => Object.fromEntries(Object.entries({ ...localStorage }).filter(([key]) => key.startsWith('ridealong'))));

/** What the mirror holds, by key; null where there is none. */
export const mirrored = (page) =>
  page.evaluate(async () => {
    if (!(await indexedDB.databases()).some(({ name }) => name === 'ridealong')) return null;
    const heard = (request) => new Promise((done, failed) => { request.onsuccess = () => done(request.result); request.onerror = failed; });
    const database = await heard(indexedDB.open('ridealong'));
    try {
      const store = database.transaction('texts').objectStore('texts');
      const [keys, texts] = await Promise.all([heard(store.getAllKeys()), heard(store.getAll())]);
      return Object.fromEntries(keys.map((key, at) => [key, texts[at]]));
    } finally {
      database.close();
    }
  });

/** Everything that the app's database holds, snapshots too, as one text. */
export const everythingMirrored = (page) =>
  page.evaluate(async () => {
    const heard = (request) => new Promise((done, failed) => { request.onsuccess = () => done(request.result); request.onerror = failed; });
    const database = await heard(indexedDB.open('ridealong'));
    const names = [...database.objectStoreNames];
    const act = database.transaction(names);
    const all = await Promise.all(names.map((name) => heard(act.objectStore(name).getAll())));
    database.close();
    return JSON.stringify(all);
  });

/** Waits until the mirror holds what localStorage holds, and gives it. */
export async function untilMirrored(page) {
  await expect.poll(async () => {
    const [one, other] = [await stored(page), await mirrored(page)];
    return Object.keys(one).length > 0 && JSON.stringify(one, Object.keys(one).sort()) === JSON.stringify(other, Object.keys(other ?? {}).sort());
  }).toBe(true);
  return stored(page);
}

/** Changes texts of the mirror; null removes one. */
export const changeMirror = (page, texts) =>
  page.evaluate(async (texts) => {
    const heard = (request) => new Promise((done, failed) => { request.onsuccess = () => done(request.result); request.onerror = failed; });
    const database = await heard(indexedDB.open('ridealong'));
    const act = database.transaction('texts', 'readwrite');
    for (const [key, text] of Object.entries(texts)) {
      if (text === null) act.objectStore('texts').delete(key);
      else act.objectStore('texts').put(text, key);
    }
    await new Promise((done) => { act.oncomplete = done; });
    database.close();
  }, texts);

/** Leaves the app, does something to what is kept, and opens the app again at `at`. */
export async function behindItsBack(page, act, argument, at = '#/team') {
  const { origin } = new URL(page.url());
  const base = page.url().split('#')[0];
  // A page of the same site that is not the app: pictures run no scripts.
  await page.goto(`${base}icons/icon-192.png`);
  expect(new URL(page.url()).origin).toBe(origin);
  const done = typeof act === 'function' ? await page.evaluate(act, argument) : undefined;
  await page.goto(`${base}${at}`);
  return done;
}
