// Faults 1 to 4: localStorage is full, nearly full, out of reach or broken.
import { deepEqual, equal, match } from 'node:assert/strict';
import { few } from '../e2e/data.mjs';
import { stored, untilMirrored } from './kept.mjs';
import { bring, change, go, openData, savedWords, untilSaved, withTeam } from './team.mjs';

/** Fills what the browser gives the site, to the last character or to a part of it, as another page would. */
const fill = (page, part) =>
  page.run((part) => {
    const used = () => Object.entries({ ...localStorage }).reduce((sum, [key, text]) => sum + key.length + text.length, 0);
    const fits = (length) => {
      try {
        localStorage.setItem('somebody else', 'x'.repeat(length));
        return true;
      } catch {
        return false;
      }
    };
    if (part < 1) return fits(Math.floor(5_242_879 * part) - used());
    // By halving, whatever this browser gives.
    let [least, most] = [0, 20_000_000];
    while (most - least > 1) {
      const middle = (least + most) >> 1;
      if (fits(middle)) least = middle;
      else most = middle;
    }
    return fits(least);
  }, part);

const NOTHING_KEPT = 'This browser does not let the app keep anything';

/** The app works with a storage that it can't use, and says so. */
async function worksAndSaysSo({ page, site }) {
  await page.open(`${site.url}#/calculate/coverage`);
  await page.says(NOTHING_KEPT);
  await page.type('Left to quota', '240k');
  await page.saysNoMore('5.6×');
  await page.press('link', 'Win rate');
  await page.press('link', 'Coverage');
  await page.holds('Left to quota', '$240,000');
}

export default [
  {
    name: 'fault 1: with the storage really full a change is said not to be saved, stays, goes into a file, and is kept once it can be',
    async test({ page, site }) {
      await withTeam(page, site, 'Reps');
      const before = await untilMirrored(page);
      equal(await fill(page, 1), true);
      await page.press('button', 'Tom Reed', { beginsSo: true });
      await page.type('Also written as (several with ; between)', 'Thomas Reed');
      await page.says("This browser's storage for the app is full");
      equal(await savedWords(page), 'Not saved');
      equal(await page.value('Also written as (several with ; between)'), 'Thomas Reed');
      deepEqual(await stored(page), before);
      const { text } = await page.downloaded(() => page.press('button', 'Save to a file'));
      match(text, /Thomas Reed/);
      await page.run(() => localStorage.removeItem('somebody else'));
      await page.says('Saved after all.');
      await untilSaved(page);
      await page.reload();
      await page.press('button', 'Tom Reed', { beginsSo: true });
      equal(await page.value('Also written as (several with ; between)'), 'Thomas Reed');
    },
  },
  {
    name: 'fault 2: with 80% in use, an emoji among it, nothing new is taken, and to change, remove and save to a file still works',
    async test({ page, site }) {
      await openData(page, site);
      await bring(page, few({ A3: { Owner: 'Tom 😀 Reed' }, A4: { Owner: 'Tom 😀 Reed' } }));
      await page.press('button', 'Keep these', { beginsSo: true });
      await page.says('4 deals are kept');
      await go(page, 'Settings');
      await change(page, 'EUR');
      equal(await fill(page, 0.8), true);
      const before = await stored(page);
      await go(page, 'Reps');
      await page.type('Add a rep by name', 'Ana Diaz');
      await page.says('The storage is nearly full, so nothing new can be added');
      deepEqual(await stored(page), before);
      await page.reload();
      await page.sees('button', 'Tom 😀 Reed', { beginsSo: true });
      await page.saysNoMore('Ana Diaz');
      await go(page, 'Settings');
      await change(page, 'GBP');
      await go(page, 'Reps');
      await page.press('button', 'Dana Okafor', { beginsSo: true });
      await page.press('button', 'Remove from the team', { beginsSo: true });
      await page.press('button', 'Remove');
      await page.says('Dana Okafor is no longer in the team');
      await untilSaved(page);
      await page.reload();
      await page.sees('button', 'Tom 😀 Reed', { beginsSo: true });
      await page.saysNoMore('Dana Okafor');
      await go(page, 'Backup');
      const { text } = await page.downloaded(() => page.press('button', 'Save to a file'));
      match(text, /Tom (😀|\\ud83d\\ude00) Reed/);
      match(text, /GBP/);
    },
  },
  {
    name: 'fault 3: where the browser itself blocks what sites keep, the app works, and says that nothing is kept',
    alone: true,
    async test({ profile, site }) {
      const { page, quit } = await profile.start({ nothingKept: true });
      await worksAndSaysSo({ page, site });
      await openData(page, site);
      await page.says(NOTHING_KEPT);
      await quit();
    },
  },
  {
    name: 'fault 3: where localStorage throws, the app works, and says that nothing is kept',
    site: { acts: ["() => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"] },
    test: worksAndSaysSo,
  },
  {
    name: 'fault 4: where getItem throws, the app works, and says that nothing is kept',
    site: { acts: ["() => { Storage.prototype.getItem = () => { throw new DOMException('no', 'UnknownError'); }; }"] },
    test: worksAndSaysSo,
  },
];
