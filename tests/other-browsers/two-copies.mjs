// Faults 5 to 8, 13 to 15 and 18: what one of the two copies loses, the other has.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { record } from '../e2e/by-hand.mjs';
import { behindItsBack, changeMirror, mirrored, stored, unchanged, untilMirrored, untilStored } from './kept.mjs';
import { bring, change, openData, teamIsThere, withTeam } from './team.mjs';
import { few } from '../e2e/data.mjs';

const put = (page, key, text) => page.run((key, text) => localStorage.setItem(key, text), key, text);
const half = (text) => text.slice(0, text.length / 2);
const keysOf = (texts, kind) => Object.keys(texts).filter((key) => key.startsWith(`ridealong:${kind}:`));
const danasKey = (texts) => keysOf(texts, 'rep').find((key) => texts[key].includes('Dana'));

/** A record that is spoilt in localStorage is taken from the mirror, and put aside. */
const spoilt = (name, spoil) => ({
  name,
  async test({ page, site }) {
    await withTeam(page, site, 'Reps');
    const before = await untilMirrored(page);
    const key = danasKey(before);
    const text = spoil(before[key]);
    await behindItsBack(page, site, () => put(page, key, text));
    await page.says('Dana Okafor could not be read; the second copy on this device was whole');
    await teamIsThere(page);
    const after = await stored(page);
    equal(after[key], before[key]);
    equal(after[`ridealong:aside:0:${key}`], text);
  },
});

const WITHOUT = [
  ['is not there', "() => Object.defineProperty(window, 'indexedDB', { value: undefined })"],
  ['can not be reached', "() => Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError'); } })"],
  ['refuses to open', "() => { IDBFactory.prototype.open = () => { throw new DOMException('no', 'InvalidStateError'); }; }"],
];

const withoutMirror = ([how, act]) => ({
  name: `fault 15: where IndexedDB ${how} the app keeps what it is told in one copy, and says that the disk may take a minute`,
  site: { acts: [act] },
  async test({ page, site }) {
    await withTeam(page, site, 'Settings');
    await page.choose('Amounts in', 'EUR');
    await page.says('Saved; may take a minute to reach the disk');
    await page.reload();
    await page.holds('Amounts in', 'EUR');
    await teamIsThere(page);
  },
});

/** Remembers every mirror that is opened, for a test to close. */
const REMEMBER = `() => {
  const open = IDBFactory.prototype.open;
  window.opened = [];
  IDBFactory.prototype.open = function remember(...how) {
    const request = open.apply(this, how);
    request.addEventListener('success', () => window.opened.push(request.result));
    return request;
  };
}`;

export default [
  spoilt('fault 5: a record that is cut in half in localStorage is taken from the mirror and kept aside', half),
  spoilt('fault 6: a record that is changed in localStorage is taken from the mirror and kept aside', (text) => text.replace('Dana', 'Dena')),
  {
    name: 'fault 7: with both slots of the index bad in localStorage the deals are there, from the mirror',
    async test({ page, site }) {
      await openData(page, site);
      await bring(page, few());
      await page.press('button', 'Keep these', { beginsSo: true });
      await page.says('4 deals are kept');
      // A second import, so that both slots are in use.
      await page.reload();
      await bring(page, few({ A3: { Amount: '3500' } }));
      const indexes = async () => { const all = await stored(page); return keysOf(all, 'index').map((key) => all[key]); };
      const first = await indexes();
      await page.press('button', 'Keep the changes', { beginsSo: true });
      await page.until(async () => { const now = await indexes(); return now.length === 2 && `${now}` !== `${first}`; }, 'the other slot of the index');
      const before = await untilMirrored(page);
      await behindItsBack(page, site, async () => {
        for (const key of keysOf(before, 'index')) await put(page, key, half(before[key]));
      });
      await teamIsThere(page);
      const after = await stored(page);
      for (const key of keysOf(before, 'index')) equal(after[key], before[key]);
    },
  },
  {
    name: 'fault 8: what a newer version wrote in the mirror is left as it is, and nothing is written',
    async test({ page, site }) {
      await withTeam(page, site, 'Reps');
      const before = await untilMirrored(page);
      const key = danasKey(before);
      const { kind, id, rev, saved_at: savedAt } = JSON.parse(before[key]);
      const data = before[key].slice(before[key].indexOf('"data":') + 7, -1);
      const newer = record(kind, id, data, { schema: 2, rev, savedAt });
      await behindItsBack(page, site, () => changeMirror(page, key, newer), '#/data/settings');
      await page.says('Your data was saved by a newer version of the app');
      await page.choose('Amounts in', 'EUR');
      await page.says('last saved by a newer version');
      await unchanged(page, before);
      deepEqual(await mirrored(page), { ...before, [key]: newer });
    },
  },
  {
    name: 'faults 9 and 10: a fixture of each released version migrates; a migration that fails midway',
    not: 'a migration makes text from text, the same WebAssembly in every browser: tests/store/frozen.rs',
  },
  {
    name: 'fault 13: an emptied localStorage is filled again from the mirror, and it is said once',
    async test({ page, site }) {
      await withTeam(page, site);
      const before = await untilMirrored(page);
      await behindItsBack(page, site, () => page.run(() => localStorage.clear()), '#/team');
      await page.says('It was brought back from the second copy on this device');
      await unchanged(page, before);
      await page.reload();
      await page.sees('link', 'Dana Okafor');
      await page.saysNoMore('It was brought back from the second copy on this device');
    },
  },
  {
    name: 'fault 14: with the clock set back a year and a half and another time zone, the latest change counts, also from the mirror',
    alone: true,
    async test({ profile, site }) {
      const first = await profile.start();
      await withTeam(first.page, site, 'Settings');
      await change(first.page, 'EUR');
      await first.quit();
      site.beforeApp({ moment: '2016-07-01T12:00:00Z' });
      const { page, quit } = await profile.start({ zone: 'Pacific/Kiritimati' });
      equal(await page.run(() => Intl.DateTimeFormat().resolvedOptions().timeZone), 'Pacific/Kiritimati');
      await openData(page, site, 'settings');
      await page.holds('Amounts in', 'EUR');
      await change(page, 'GBP');
      await untilMirrored(page);
      await behindItsBack(page, site, () => page.run(() => localStorage.clear()), '#/data/settings');
      await page.holds('Amounts in', 'GBP');
      await teamIsThere(page);
      await quit();
    },
  },
  ...WITHOUT.map(withoutMirror),
  {
    name: 'fault 15: a mirror that never answers does not hold the app up',
    site: { acts: ['() => { IDBFactory.prototype.open = () => new EventTarget(); }'] },
    test: ({ page, site }) => openData(page, site, 'reps'),
  },
  {
    name: 'fault 15: a mirror that is closed while the page is open is opened again, with what it missed',
    site: { acts: [REMEMBER] },
    async test({ page, site }) {
      await withTeam(page, site, 'Settings');
      await untilMirrored(page);
      ok((await page.run(() => window.opened.map((database) => database.close()))).length > 0);
      await page.choose('Amounts in', 'EUR');
      await untilStored(page, 'EUR');
      await untilMirrored(page);
    },
  },
  {
    name: 'fault 18: a foreign clear() in another tab is noticed at once, and everything comes back',
    async test({ page, site }) {
      await withTeam(page, site, 'Reps');
      const before = await untilMirrored(page);
      const tab = await page.anotherTab(`${site.url}icons/icon-192.png`);
      await page.run(() => localStorage.clear());
      await tab.back();
      await page.until(async () => JSON.stringify(await stored(page)) === JSON.stringify(before), 'everything to come back');
      await page.reload();
      await teamIsThere(page);
    },
  },
  {
    name: 'fault 18: a change right after a foreign clear() is kept with all that was there',
    async test({ page, site }) {
      await withTeam(page, site, 'Settings');
      await untilMirrored(page);
      await page.run(() => localStorage.clear());
      await page.choose('Amounts in', 'EUR');
      await untilStored(page, 'EUR');
      await untilStored(page, 'Tom Reed');
      await page.reload();
      await page.holds('Amounts in', 'EUR');
      await teamIsThere(page);
    },
  },
  {
    name: 'everything erased is gone from both copies, and stays gone',
    async test({ page, site }) {
      await withTeam(page, site, 'Backup');
      await untilMirrored(page);
      await page.press('button', 'Erase everything…');
      await page.press('button', 'Erase everything now');
      await page.says('Everything was erased from this browser. The second copy is gone too.');
      await page.until(async () => (await mirrored(page)) === null, 'the mirror to be gone');
      await unchanged(page, {});
      await page.reload();
      await page.asks('Is it safe?');
      await unchanged(page, {});
    },
  },
];
