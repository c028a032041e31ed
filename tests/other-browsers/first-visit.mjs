// What everything else stands on: the app opens, answers, takes a file in and keeps it.
import { equal, notEqual } from 'node:assert/strict';
import { CALCULATORS } from '../e2e/calculators.mjs';
import { teamIsThere, withTeam } from './team.mjs';

/** The large number of a calculator. */
const headline = (page) =>
  page.until(() => page.run(() => document.querySelector('main button data')?.textContent), 'an answer');

export default [
  {
    name: 'each calculator opens and answers, and what is typed is there after a reload',
    async test({ page, site }) {
      for (const { route, question } of CALCULATORS) {
        await page.open(`${site.url}${route}`);
        await page.asks(question);
        notEqual(await headline(page), '');
      }
      await page.open(`${site.url}${CALCULATORS[0].route}`);
      await page.says('5.6×');
      await page.type('Left to quota', '240k');
      await page.saysNoMore('5.6×');
      await page.reload();
      await page.holds('Left to quota', '$240,000');
    },
  },
  {
    name: 'a file is read and kept, and its reps are on the Team page, also after a reload',
    async test({ page, site }) {
      await withTeam(page, site);
      for (const again of [false, true]) {
        if (again) await page.reload();
        else await page.press('link', 'Team');
        await page.asks('Who needs you now');
        await page.sees('link', 'Dana Okafor');
        await page.sees('link', 'Tom Reed');
      }
      await page.press('link', 'Dana Okafor');
      await page.asks('Dana Okafor');
      await page.press('link', 'Data');
      await teamIsThere(page);
    },
  },
  {
    name: 'the browser is the one that is meant',
    async test({ page, site, browser }) {
      await page.open(site.url);
      equal(/Firefox\//.test(await page.run(() => navigator.userAgent)), browser === 'firefox');
    },
  },
];
