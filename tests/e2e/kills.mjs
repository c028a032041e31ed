// A browser of its own that can be killed as if the power went, and what is there when it is
// started again.
import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchOptions } from '../../tools/browser.mjs';

/** Starts the browser on a profile. `kill` ends it at once, with all of its processes. */
async function start(profile) {
  const { executablePath, args } = launchOptions();
  const how = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'];
  // A group of its own, so that no part of it lives on.
  const browser = spawn(executablePath, [...args, ...how], { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  const gone = new Promise((done) => { browser.once('exit', done); });
  const endpoint = await new Promise((found, failed) => {
    let said = '';
    browser.stderr.on('data', (text) => {
      said += text;
      const [, address] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
      if (address) found(address);
    });
    browser.once('exit', () => failed(new Error(`The browser ended: ${said}`)));
  });
  const connection = await chromium.connectOverCDP(endpoint);
  const [context] = connection.contexts();
  const page = await context.newPage();
  const kill = async () => {
    process.kill(-browser.pid, 'SIGKILL');
    await gone;
  };
  return { page, kill };
}

/** Opens the settings, which stand for anything that is typed. */
async function openSettings(page, url) {
  await page.goto(`${url}#/data/settings`);
  const field = page.getByRole('combobox', { name: 'Amounts in' });
  await field.waitFor();
  return field;
}

const said = (page) => page.evaluate(() => document.documentElement.getAttribute('data-saved') ?? '');

/** Changes the currency and waits until it is said to be saved. */
async function change(page, currency) {
  await page.getByRole('combobox', { name: 'Amounts in' }).selectOption(currency);
  // What is said follows in the next task.
  await page.evaluate(() => new Promise((next) => { setTimeout(next); }));
  while (!(await said(page)).startsWith('Saved on this device')) await page.waitForTimeout(5);
}

/** Does something with a profile that is gone afterwards. */
async function withProfile(act) {
  const profile = mkdtempSync(join(tmpdir(), 'ridealong-kill-'));
  try {
    return await act(profile);
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Kills the browser so many milliseconds after "Saved", and says whether what was saved is there. */
export const killAfterSaved = (url, delays) => withProfile(async (profile) => {
  const survived = [];
  let last = 'USD';
  for (const [at, delay] of delays.entries()) {
    const { page, kill } = await start(profile);
    const field = await openSettings(page, url);
    const was = await field.inputValue();
    last = at % 2 === 0 ? 'EUR' : 'GBP';
    await change(page, last);
    await page.waitForTimeout(delay);
    await kill();
    const again = await start(profile);
    const is = await (await openSettings(again.page, url)).inputValue();
    await again.kill();
    survived.push({ delay, was, saved: last, is });
  }
  return survived;
});

/**
 * Kills the browser at some moment of a storm of writes, so many times on one profile. Each time
 * what was said to be saved last, or the change after it, is to be there.
 */
export const killInAStorm = (url, kills) => withProfile(async (profile) => {
  const outcomes = [];
  for (let at = 0; at < kills; at += 1) {
    const { page, kill } = await start(profile);
    const field = await openSettings(page, url);
    const currencies = await field.locator('option').evaluateAll((options) => options.map(({ value }) => value));
    let saved = await field.inputValue();
    let next = saved;
    let killed = false;
    const storm = (async () => {
      for (let turn = at; !killed; turn += 1) {
        next = currencies[turn % currencies.length];
        await change(page, next);
        saved = next;
      }
    })().catch((error) => { if (!killed) throw error; });
    // From a tenth of a second on, never twice the same.
    await page.waitForTimeout(100 + ((at * 137) % 900));
    const [before, after] = [saved, next];
    killed = true;
    await kill();
    await storm;
    const again = await start(profile);
    const is = await (await openSettings(again.page, url)).inputValue();
    await again.kill();
    // Between reading what was saved and the kill another change may have been saved.
    outcomes.push({ before, after: [after, saved, next], is, survived: [before, after, saved, next].includes(is) });
  }
  return outcomes;
});
