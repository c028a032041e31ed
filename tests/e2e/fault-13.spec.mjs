// Faults 5 to 8, 13 and 15 in a browser: what one of the two copies loses, the other has.
import { openData, go, kept, withTeam } from './data.mjs';
import { expect, test } from './fixtures.mjs';
import { behindItsBack, mirrored, stored, untilMirrored } from './mirror.mjs';

const reps = (page) => page.locator('summary');
const alert = (page, words) => page.getByRole('alert').filter({ hasText: words });

async function teamIsThere(page) {
  await go(page, 'Reps');
  await expect(reps(page)).toHaveText([/^Dana Okafor/, /^Tom Reed/]);
  await go(page, 'Import');
  await expect(kept(page)).toContainText('4 deals are kept: 2 won, 1 lost, 1 open, of 2 reps');
}

test('what is kept lies in both copies, byte for byte', async ({ page }) => {
  await withTeam(page, 'Quotas');
  const all = await untilMirrored(page);
  expect(Object.keys(all).length).toBeGreaterThan(5);
});

for (const at of ['', '#/data/reps', '#/team']) {
  test(`fault 13: an emptied localStorage is filled again from the mirror, opened at "${at}"`, async ({ page }) => {
    await withTeam(page, 'Reps');
    const before = await untilMirrored(page);
    await behindItsBack(page, () => localStorage.clear(), undefined, at);
    await expect(alert(page, 'It was brought back from the second copy on this device')).toBeVisible();
    expect(await stored(page)).toEqual(before);
    if (at === '') await expect(page).toHaveURL(/#\/team$/);
    await page.goto('#/data/reps');
    await teamIsThere(page);
    // It is said once.
    await page.reload();
    await teamIsThere(page);
    await expect(page.getByRole('alert').filter({ hasText: /./ })).toHaveCount(0);
  });
}

test('fault 13: after a take-over the only tab there is writes what came back, and watches nobody', async ({ page }) => {
  await withTeam(page, 'Reps');
  const other = await page.context().newPage();
  await openData(other, 'reps');
  await other.getByRole('button', { name: 'Take over here' }).click();
  await other.getByRole('status').filter({ hasText: 'This tab is the one that saves now.' }).waitFor();
  await page.close();
  // The mark of who writes is in localStorage alone.
  await expect.poll(async () => JSON.stringify(await mirrored(other))).toContain('Tom Reed');
  await behindItsBack(other, () => localStorage.clear(), undefined, '#/data/reps');
  await expect(alert(other, 'It was brought back from the second copy on this device')).toBeVisible();
  await expect(other.getByText('Ridealong is open in another tab, and that one saves.')).toHaveCount(0);
  const field = other.getByRole('textbox', { name: 'Add a rep by name' });
  await field.fill('Ana Diaz');
  await field.blur();
  await expect(reps(other)).toHaveText([/^Ana Diaz/, /^Dana Okafor/, /^Tom Reed/]);
  await expect(other.locator('.save-words').first()).toHaveText(/^Saved on this device/);
  await other.reload();
  await expect(reps(other)).toHaveText([/^Ana Diaz/, /^Dana Okafor/, /^Tom Reed/]);
});

test('fault 13: the figures of the calculators come back with the team', async ({ page }) => {
  await page.goto('#/calculate/coverage');
  const quota = page.getByRole('textbox', { name: 'Left to quota', exact: true });
  await quota.fill('777k');
  await quota.blur();
  await withTeam(page, 'Reps');
  await page.reload();
  await untilMirrored(page);
  await behindItsBack(page, () => localStorage.clear(), undefined, '#/calculate/coverage');
  await expect(quota).toHaveValue('$777,000');
});

test('an emptied mirror is filled again, and nothing is said', async ({ page }) => {
  await withTeam(page, 'Reps');
  const before = await untilMirrored(page);
  await behindItsBack(page, () => new Promise((done) => { indexedDB.deleteDatabase('ridealong').onsuccess = done; }), undefined, '#/data/reps');
  await teamIsThere(page);
  await expect(page.getByRole('alert').filter({ hasText: /./ })).toHaveCount(0);
  expect(await untilMirrored(page)).toEqual(before);
});

for (const [how, spoil] of [
  ['cut in half', (text) => text.slice(0, text.length / 2)],
  ['changed', (text) => text.replace('Dana', 'Dena')],
]) {
  test(`faults 5 and 6: a record that is ${how} in localStorage is taken from the mirror and kept aside`, async ({ page }) => {
    await withTeam(page, 'Reps');
    const before = await untilMirrored(page);
    const key = Object.keys(before).find((key) => key.startsWith('ridealong:rep:') && before[key].includes('Dana'));
    const spoilt = spoil(before[key]);
    await behindItsBack(page, ([key, text]) => localStorage.setItem(key, text), [key, spoilt], '#/data/reps');
    await expect(alert(page, 'Dana Okafor could not be read; the second copy on this device was whole')).toBeVisible();
    await teamIsThere(page);
    const after = await stored(page);
    expect(after[key]).toBe(before[key]);
    expect(after[`ridealong:aside:0:${key}`]).toBe(spoilt);
  });
}

test('a part of the deals that is damaged in localStorage is taken from the mirror', async ({ page }) => {
  await withTeam(page, 'Reps');
  const before = await untilMirrored(page);
  const key = Object.keys(before).find((key) => key.startsWith('ridealong:deals:'));
  await behindItsBack(page, (key) => localStorage.setItem(key, 'half'), key, '#/data/reps');
  await teamIsThere(page);
  await expect(alert(page, 'A part of your deals could not be read; the second copy')).toBeVisible();
  expect((await stored(page))[key]).toBe(before[key]);
});

test('fault 8: what a newer version wrote in the mirror is left as it is, and nothing is written', async ({ page }) => {
  await withTeam(page, 'Reps');
  const before = await untilMirrored(page);
  const key = Object.keys(before).find((key) => key.startsWith('ridealong:rep:'));
  // A record that says it is of a later version, with its checksum right.
  const crc = (text) => {
    let sum = ~0;
    for (const byte of new TextEncoder().encode(text)) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
    }
    return (~sum >>> 0).toString(16).padStart(8, '0');
  };
  const { kind, id, rev, saved_at: savedAt } = JSON.parse(before[key]);
  const data = before[key].slice(before[key].indexOf('"data":') + 7, -1);
  const newer = before[key]
    .replace('"schema":1', '"schema":2')
    .replace(/"crc32":"[0-9a-f]+"/, `"crc32":"${crc(`${kind}\n2\n${id}\n${rev}\n${savedAt}\n${data}`)}"`);
  await behindItsBack(page, async ([key, text]) => {
    const database = await new Promise((done) => { const request = indexedDB.open('ridealong'); request.onsuccess = () => done(request.result); });
    const act = database.transaction('texts', 'readwrite');
    act.objectStore('texts').put(text, key);
    await new Promise((done) => { act.oncomplete = done; });
    database.close();
  }, [key, newer], '#/data/settings');
  await expect(alert(page, 'Your data was saved by a newer version of the app')).toBeVisible();
  await page.getByRole('combobox', { name: 'Amounts in' }).selectOption('EUR');
  await expect(page.getByRole('status').filter({ hasText: 'last saved by a newer version' })).toBeVisible();
  expect(await stored(page)).toEqual(before);
  expect(await mirrored(page)).toEqual({ ...before, [key]: newer });
});

const WITHOUT = [
  ['is not there', () => Object.defineProperty(window, 'indexedDB', { value: undefined })],
  ['can not be reached', () => Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError'); } })],
  ['refuses to open', () => { IDBFactory.prototype.open = () => { throw new DOMException('no', 'InvalidStateError'); }; }],
];
for (const [how, block] of WITHOUT) {
  test(`fault 15: where IndexedDB ${how} the app keeps what it is told in one copy`, async ({ page }) => {
    await page.addInitScript(block);
    await withTeam(page, 'Reps');
    await page.reload();
    await teamIsThere(page);
    await go(page, 'Backup');
    await page.getByRole('button', { name: 'Erase everything…' }).click();
    await page.getByRole('button', { name: 'Erase everything now' }).click();
    await expect(page.getByText('Everything was erased from this browser.')).toBeVisible();
  });
}

test('fault 15: a mirror that never answers does not hold the app up', async ({ page }) => {
  await page.addInitScript(() => { IDBFactory.prototype.open = () => new EventTarget(); });
  await openData(page, 'reps');
});

test('fault 15: a mirror that is closed while the page is open is opened again, with what it missed', async ({ page }) => {
  await page.addInitScript(() => {
    const open = IDBFactory.prototype.open;
    window.opened = [];
    IDBFactory.prototype.open = function remember(...how) {
      const request = open.apply(this, how);
      request.addEventListener('success', () => window.opened.push(request.result));
      return request;
    };
  });
  await withTeam(page, 'Settings');
  await untilMirrored(page);
  await page.evaluate(() => window.opened.forEach((database) => database.close()));
  await page.getByRole('combobox', { name: 'Amounts in' }).selectOption('EUR');
  const after = await untilMirrored(page);
  expect(JSON.stringify(after)).toContain('EUR');
});

test('everything erased is gone from both copies, and stays gone', async ({ page }) => {
  await withTeam(page, 'Backup');
  await untilMirrored(page);
  await page.getByRole('button', { name: 'Erase everything…' }).click();
  await page.getByRole('button', { name: 'Erase everything now' }).click();
  await expect(page.getByText('Everything was erased from this browser. The second copy is gone too.')).toBeVisible();
  await expect.poll(() => mirrored(page)).toBeNull();
  expect(await stored(page)).toEqual({});
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Is it safe?' })).toBeVisible();
  expect(await stored(page)).toEqual({});
  const caches = await page.evaluate(async () => {
    const names = await globalThis.caches.keys();
    const texts = [];
    for (const name of names) {
      const cache = await globalThis.caches.open(name);
      for (const request of await cache.keys()) texts.push(await (await cache.match(request)).text());
    }
    return texts.join('\n');
  });
  expect(caches).not.toContain('Dana Okafor');
});
