// Fault 21: a damaged program, or one that panics, leads to a page that needs none. How each browser
// words and passes on such an error is its own.
import { deepEqual, equal, match } from 'node:assert/strict';
import { stored, unchanged, untilStored } from './kept.mjs';
import { withTeam } from './team.mjs';

const COULD_NOT_START = 'Ridealong could not start';
const HAS_STOPPED = 'Ridealong has stopped';

/** Opens a calculator with a figure in it, which is kept. */
async function keepFigures(page, site) {
  await page.open(`${site.url}#/calculate/coverage`);
  await page.type('Left to quota', '240k');
  await untilStored(page, '24000000');
}

/**
 * Goes to another page while the browser refuses to make one element: the program takes for granted
 * that it makes them, and panics.
 */
const panicAtNextPage = (page) =>
  page.run(() => {
    const places = [[Document.prototype, 'createElement'], [Node.prototype, 'cloneNode']];
    const real = places.map(([owner, name]) => owner[name]);
    const restore = () => places.forEach(([owner, name], at) => { owner[name] = real[at]; });
    for (const [owner, name] of places) owner[name] = () => { restore(); throw new Error('refused'); };
    location.hash = location.hash.startsWith('#/data') ? '#/data/quotas' : '#/calculate/win-rate';
  });

const saved = async (page) => JSON.parse((await page.downloaded(() => page.press('button', 'Save my data to a file'))).text);

export default [
  ...[
    ['the shell', keepFigures],
    ['the workbench', (page, site) => withTeam(page, site)],
  ].map(([where, begin]) => ({
    name: `fault 21: a panic of ${where} leads to the rescue page, and what is kept stays byte for byte and can be saved`,
    allowed: /^(error|rejection): /,
    async test({ page, site }) {
      await begin(page, site);
      const before = await stored(page);
      await panicAtNextPage(page);
      await page.asks(HAS_STOPPED);
      match(await page.text(), /For whoever mends it: .*\.rs:\d+:\d+/);
      await unchanged(page, before);
      const { app, kind, entries } = await saved(page);
      deepEqual({ app, kind, entries }, { app: 'ridealong', kind: 'rescue', entries: before });
      const refused = await page.run(() =>
        [() => localStorage.setItem('ridealong/x', '1'), () => localStorage.clear()].map((write) => { try { write(); return false; } catch { return true; } }));
      deepEqual(refused, [true, true]);
      await page.press('button', 'Load Ridealong again');
      await page.sees('link', 'Calculate');
      await unchanged(page, before);
    },
  })),
  {
    name: 'fault 21: a program that is cut short leads to the rescue page, and a whole one opens again',
    allowed: /^(error|rejection): /,
    async test({ page, site }) {
      await keepFigures(page, site);
      const before = await stored(page);
      const program = site.find(/^ridealong-.*_bg\.wasm$/);
      site.cut(program, 100_000);
      // Past what the browser keeps of the whole one.
      await page.run((program) => fetch(`./${program}`, { cache: 'reload' }).then((response) => response.arrayBuffer()).then(() => {}), program);
      await page.reload();
      await page.asks(COULD_NOT_START);
      await page.says('Your data is safe.');
      deepEqual((await saved(page)).entries, before);
      site.restore(program);
      await page.press('button', 'Load Ridealong again');
      await page.holds('Left to quota', '$240,000');
      await unchanged(page, before);
    },
  },
  {
    name: 'fault 21: a kept program that is damaged leads to the rescue page, and is mended once there is a connection',
    site: { offline: true },
    allowed: /^(error|rejection): /,
    async test({ page, site }) {
      await keepFigures(page, site);
      await page.until(() => page.run(() => document.documentElement.dataset.offline === 'ready'), 'the app to be on the device');
      const before = await stored(page);
      await page.run(async () => {
        const [name] = await caches.keys();
        const cache = await caches.open(name);
        const { url } = (await cache.keys()).find(({ url }) => /ridealong-.*_bg\.wasm$/.test(url));
        const { headers } = await cache.match(url);
        await cache.put(url, new Response('no program', { headers }));
      });
      await site.stop();
      await page.reload();
      await page.asks(COULD_NOT_START);
      deepEqual((await saved(page)).entries, before);
      await site.start();
      await page.press('button', 'Load Ridealong again');
      await page.holds('Left to quota', '$240,000');
      await unchanged(page, before);
      equal(await page.run(() => document.querySelector('.rescue')), null);
    },
  },
];
