// The Data place in one of these browsers: files brought in, a team kept.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { few, QUESTIONS } from '../e2e/data.mjs';

const folder = mkdtempSync(join(tmpdir(), 'ridealong-files-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** A file with this content, to be chosen in a browser. */
export function file(content, name = 'deals.csv') {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Opens a tab of the Data place. */
export async function openData(page, site, tab = 'import') {
  await page.open(`${site.url}#/data/${tab}`);
  await page.asks(QUESTIONS[tab]);
}

/** Goes to another tab without loading the page again. */
export async function go(page, tab) {
  await page.press('link', tab);
  await page.asks(QUESTIONS[tab.toLowerCase()]);
}

/** Brings a text or bytes in as an export of the CRM. */
export const bring = (page, content) => page.bring('Choose a file', file(content));

/** Gives a file to be restored. */
export const restore = (page, content, name = 'saved.json') => page.bring('Choose a saved file', file(content, name));

/** Two reps and their four deals are kept, and the tab is open. */
export async function withTeam(page, site, tab = 'Import') {
  await openData(page, site);
  await bring(page, few());
  await page.press('button', 'Keep these', { beginsSo: true });
  await page.says('4 deals are kept: 2 won, 1 lost, 1 open, of 2 reps');
  if (tab !== 'Import') await go(page, tab);
}

/** The team of `withTeam` is there, all of it. */
export async function teamIsThere(page) {
  await go(page, 'Reps');
  await page.sees('button', 'Dana Okafor', { beginsSo: true });
  await page.sees('button', 'Tom Reed', { beginsSo: true });
  await go(page, 'Import');
  await page.says('4 deals are kept: 2 won, 1 lost, 1 open, of 2 reps');
}

/** What the page says of saving. */
export const savedWords = (page) => page.run(() => document.documentElement.dataset.saved ?? '');

/** Waits until it is said to be saved, in both copies. */
export const untilSaved = (page) => page.until(async () => (await savedWords(page)).startsWith('Saved on this device'), '"Saved on this device"');

/** Changes the currency, which stands for any edit, and waits until it is said to be saved. */
export async function change(page, currency) {
  await page.choose('Amounts in', currency);
  // What is said follows in the next task.
  await page.run(() => new Promise((next) => { setTimeout(next); }));
  await untilSaved(page);
}
