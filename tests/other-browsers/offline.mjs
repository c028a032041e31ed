// Faults 19 and 20: without a connection, and while a new version comes.
import { equal, ok } from 'node:assert/strict';
import { few } from '../e2e/data.mjs';
import { bring, openData } from './team.mjs';

/** Waits until the whole app is on the device. */
const onDevice = (page) => page.until(() => page.run(() => document.documentElement.dataset.offline === 'ready'), 'the app to be on the device');

const version = (page) => page.run(() => document.documentElement.dataset.version ?? '');
const untilVersion = (page, wanted) => page.until(async () => (await version(page)) === wanted, `the version "${wanted}"`);

/** Lets the browser look for a new version; says whether one that is whole waits then. */
const look = (page) =>
  page.run(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration.update().catch(() => {});
    for (let worker = registration.installing; worker?.state === 'installing'; ) {
      await new Promise((next) => worker.addEventListener('statechange', next, { once: true }));
    }
    return Boolean(registration.waiting);
  });

/** Opens the coverage calculator and waits until it works without a connection. */
async function arrive(page, site) {
  await page.open(`${site.url}#/calculate/coverage`);
  await page.says('5.6×');
  await onDevice(page);
}

export default [
  {
    name: 'fault 19: with the server stopped a reload and a deep link open the app in its sub-folder',
    site: { offline: true },
    async test({ page, site }) {
      await page.open(`${site.url}#/calculate/coverage`);
      await page.type('Left to quota', '240k');
      await page.holds('Left to quota', '$240,000');
      await onDevice(page);
      await site.stop();
      await page.reload();
      await page.holds('Left to quota', '$240,000');
      const tab = await page.anotherTab(`${site.url}index.html?from=elsewhere#/calculate/activity-numbers`);
      await page.asks('What does a week have to hold?');
      await tab.back();
    },
  },
  {
    name: 'fault 19: every part of the app is there without a connection after one visit to one page',
    site: { offline: true },
    async test({ page, site }) {
      await arrive(page, site);
      await site.stop();
      // The workbench and the reader, neither of which this visit ever loaded.
      await openData(page, site);
      await bring(page, few());
      await page.press('button', 'Keep these', { beginsSo: true });
      await page.says('4 deals are kept');
      await page.reload();
      await page.says('4 deals are kept');
    },
  },
  ...[
    ['a missing file', (site) => site.remove('workbench.js')],
    ['a file of another version', (site) => site.change('workbench.js', (text) => `${text}\n// half published`)],
  ].map(([fault, spoil]) => ({
    name: `fault 20: an update with ${fault} is never used, and the version before goes on without a connection`,
    site: { offline: true },
    async test({ page, site }) {
      await arrive(page, site);
      site.change('workbench.js', (text) => `${text}\n// next`);
      site.publish('next');
      const published = site.read('workbench.js');
      spoil(site);
      const asked = site.asked.length;
      equal(await look(page), false);
      // It was tried, past every cache.
      ok(site.asked.slice(asked).some((path) => path.endsWith('/workbench.js')));
      await site.stop();
      await page.reload();
      await page.says('5.6×');
      equal(await version(page), '');
      await site.start();
      site.change('workbench.js', () => published);
      equal(await look(page), true);
      await page.press('link', 'Win rate');
      await page.press('button', 'Use it now');
      await untilVersion(page, 'next');
    },
  })),
  {
    name: 'fault 20: a good update waits while a form is half typed, is offered on the next page and keeps what was typed',
    site: { offline: true },
    async test({ page, site }) {
      await arrive(page, site);
      await page.type('Left to quota', '31', { leave: false });
      site.publish('next');
      equal(await look(page), true);
      await page.until(() => page.run(() => document.documentElement.dataset.update === 'ready'), 'the update to be ready');
      // Neither the half-typed number nor anything else of the page has moved.
      equal(await page.value('Left to quota'), '31');
      equal(await page.run(() => document.activeElement.value), '31');
      await page.saysNoMore('A new version is ready.');
      await page.type('Left to quota', '310k');
      await page.reload();
      equal(await version(page), '');
      await page.holds('Left to quota', '$310,000');
      await page.press('link', 'Win rate');
      await page.says('A new version is ready.');
      await page.type('Deals won, last year', '17', { leave: false });
      await page.press('button', 'Use it now');
      await untilVersion(page, 'next');
      await page.holds('Deals won, last year', '17');
    },
  },
];
