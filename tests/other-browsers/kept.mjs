// What is kept in both copies, as it is found behind the app's back.
import { deepEqual } from 'node:assert/strict';

/** What localStorage keeps of the app. */
export const stored = (page) =>
  page.run(() => Object.fromEntries(Object.entries({ ...localStorage }).filter(([key]) => key.startsWith('ridealong')).sort()));

/** What the mirror holds, by key; null where there is none. */
export const mirrored = (page) =>
  page.run(async () => {
    if (!(await indexedDB.databases()).some(({ name }) => name === 'ridealong')) return null;
    const heard = (request) => new Promise((done, failed) => { request.onsuccess = () => done(request.result); request.onerror = failed; });
    const database = await heard(indexedDB.open('ridealong'));
    try {
      const store = database.transaction('texts').objectStore('texts');
      const [keys, texts] = await Promise.all([heard(store.getAllKeys()), heard(store.getAll())]);
      return Object.fromEntries(keys.map((key, at) => [key, texts[at]]).sort());
    } finally {
      database.close();
    }
  });

/** Writes a text into the mirror. */
export const changeMirror = (page, key, text) =>
  page.run(async (key, text) => {
    const request = indexedDB.open('ridealong');
    await new Promise((done, failed) => { request.onsuccess = done; request.onerror = failed; });
    const act = request.result.transaction('texts', 'readwrite');
    act.objectStore('texts').put(text, key);
    await new Promise((done, failed) => { act.oncomplete = done; act.onabort = failed; });
    request.result.close();
  }, key, text);

/** Waits until both copies hold the same, and gives it. */
export const untilMirrored = (page) =>
  page.until(async () => {
    const [one, other] = [await stored(page), await mirrored(page)];
    return Object.keys(one).length > 0 && JSON.stringify(one) === JSON.stringify(other) && one;
  }, 'both copies to be the same');

/** Waits until localStorage holds this of the app. */
export const untilStored = (page, words) => page.until(async () => JSON.stringify(await stored(page)).includes(words), `${words} in localStorage`);

/** Leaves the app, does something to what is kept, and opens the app again at `at`. */
export async function behindItsBack(page, site, act, at = '#/data/reps') {
  // A page of the same site that is not the app: pictures run no scripts.
  await page.open(`${site.url}icons/icon-192.png`);
  await act();
  await page.open(`${site.url}${at}`);
}

/** What is kept is as it was, byte for byte. */
export async function unchanged(page, before) {
  deepEqual(await stored(page), before);
}
