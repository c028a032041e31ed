// What keeping takes: an edit on a slow device until it is in both copies, the start with a large
// team, and how many kills of the browser what was saved outlives.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killInAStorm } from '../e2e/kills.mjs';
import { deals100k } from './deals-100k.mjs';

const EDITS = 15;
const STARTS = 5;
const KILLS = 20;
const TODAY = '2026-01-15';

export const figures = [
  { name: 'save_edit_ms_6x', unit: 'ms', target: 50, better: 'lower' },
  { name: 'start_40_reps_100k_deals_ms_4x', unit: 'ms', target: 1_500, better: 'lower' },
  { name: 'kills_survived', unit: '', target: KILLS, better: 'higher' },
  { name: 'kills_tried', unit: '', target: KILLS, better: 'higher' },
];

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

export async function run({ browser, url }) {
  const context = await browser.newContext({ serviceWorkers: 'block', locale: 'en-US' });
  try {
    const page = await context.newPage();
    await page.addInitScript(standStill, new Date(`${TODAY}T10:00:00`).getTime());
    await keepLargeTeam(page, url);
    const starts = await startTimes(page, url);
    const edits = await editTimes(page, url);
    console.log(`  edits ${edits.map((ms) => ms.toFixed(1))} ms`);
    const kills = await killInAStorm(url, KILLS);
    return {
      save_edit_ms_6x: median(edits),
      start_40_reps_100k_deals_ms_4x: median(starts),
      kills_survived: kills.filter(({ survived }) => survived).length,
      kills_tried: kills.length,
    };
  } finally {
    await context.close();
  }
}

/** Today stays what it is; what is measured with goes on (a clock of Playwright's stops that, too). */
function standStill(now) {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...parts) {
      if (parts.length > 0) super(...parts);
      else super(now);
    }

    static now() {
      return now;
    }
  };
}

/** Brings 100,000 deals of 40 reps in, with last year's bookings as quotas. */
async function keepLargeTeam(page, url) {
  const folder = mkdtempSync(join(tmpdir(), 'store-bench-'));
  try {
    const file = join(folder, 'deals.csv');
    writeFileSync(file, deals100k());
    await page.goto(`${url}#/data/import`);
    await page.getByLabel('Choose a file', { exact: true }).setInputFiles(file);
    await page.getByRole('button', { name: /^Keep these/ }).click({ timeout: 120_000 });
    await page.getByRole('heading', { name: /^Kept: / }).waitFor({ timeout: 120_000 });
    await page.goto(`${url}#/data/quotas`);
    await page.getByRole('button', { name: /last year/i }).first().click({ timeout: 60_000 });
    await page.waitForFunction(() => document.documentElement.dataset.saved?.startsWith('Saved on this device'), undefined, { timeout: 60_000 });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** From the navigation until the last rep of the team stands in the table, 4 times slowed; and until nothing of it is the last visit's any more. */
async function startTimes(page, url) {
  const cdp = await page.context().newCDPSession(page);
  const times = [];
  for (let at = 0; at <= STARTS; at += 1) {
    await page.goto('about:blank');
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.goto(`${url}#/team`, { waitUntil: 'commit' });
    const [time, anew] = await page.evaluate(() => new Promise((done) => {
      let there = null;
      const look = () => {
        if (document.querySelectorAll('main tbody th[scope="row"]').length >= 40) there ??= performance.now();
        if (there !== null && !document.querySelector('main').textContent.includes('From your last visit')) done([there, performance.now()]);
        else requestAnimationFrame(look);
      };
      look();
    }));
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    // The first one fills the browser's caches, and has no last visit.
    if (at > 0) times.push(time);
    else console.log(`  a first start ${Math.round(time)} ms`);
    if (at > 0) console.log(`  a start ${Math.round(time)} ms, worked out anew at ${Math.round(anew)} ms`);
  }
  return times;
}

/** From a change until it is said to be saved, which is when both copies have it, 6 times slowed. */
async function editTimes(page, url) {
  await page.goto(`${url}#/data/settings`);
  await page.getByRole('combobox', { name: 'Amounts in' }).waitFor();
  // The deals are counted first.
  await page.waitForTimeout(3_000);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  const times = [];
  for (let at = 0; at < EDITS; at += 1) {
    times.push(await page.evaluate((turn) => new Promise((done) => {
      const field = [...document.querySelectorAll('main select')].find((one) => [...one.options].some(({ value }) => value === 'EUR'));
      const root = document.documentElement;
      let seen = false;
      const start = performance.now();
      new MutationObserver((_, observer) => {
        if (!root.dataset.saved.startsWith('Saved')) seen = true;
        else if (seen) {
          observer.disconnect();
          done(performance.now() - start);
        }
      }).observe(root, { attributeFilter: ['data-saved'] });
      field.value = turn % 2 === 0 ? 'EUR' : 'GBP';
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }), at));
    await page.waitForTimeout(100);
  }
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  return times;
}
