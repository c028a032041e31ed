// A file from one device to another.
import { readFileSync } from 'node:fs';
import { go, openData, picker } from './data.mjs';

export const preview = (page) => page.getByRole('region', { name: 'What the file would change', exact: true });

export async function save(page) {
  await go(page, 'Backup');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save to a file' }).click();
  return readFileSync(await (await download).path());
}

export async function look(page, bytes) {
  await go(page, 'Backup');
  await picker(page, 'Choose a saved file').setInputFiles({ name: 'ridealong.json', mimeType: 'application/json', buffer: bytes });
  await preview(page).waitFor();
}

export async function load(page, bytes) {
  await look(page, bytes);
  await page.getByRole('button', { name: 'Load it' }).click();
  await page.getByRole('status').filter({ hasText: 'The file was loaded.' }).waitFor();
}

export async function type(page, field, text) {
  await field.fill(text);
  await field.blur();
}

/** Opens the card of a rep under Reps, and gives one of its fields. */
export async function fieldOf(page, rep, name) {
  await go(page, 'Reps');
  const card = page.locator('details').filter({ has: page.locator('summary', { hasText: rep }) });
  if (!(await card.evaluate((details) => details.open))) await card.locator('summary').click();
  return card.getByRole('textbox', { name, exact: true });
}

/** Another device, with nothing on it yet. */
export async function device(page, browser) {
  const context = await browser.newContext({ baseURL: new URL('.', page.url()).href });
  const other = await context.newPage();
  await openData(other, 'backup');
  return other;
}

/** Erases a rep with all deals. */
export async function erase(page, name) {
  await go(page, 'Reps');
  const card = page.locator('details').filter({ has: page.locator('summary', { hasText: name }) });
  await card.locator('summary').click();
  await card.getByRole('button', { name: 'Erase with all deals…' }).click();
  await card.getByRole('button', { name: 'Erase this rep now' }).click();
}
