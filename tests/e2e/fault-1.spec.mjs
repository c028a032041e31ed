// Fault 1 while the app is open: what the browser refuses to keep is said loudly, stays on the
// screen, can be saved to a file, and is kept as soon as that works again.
import { readFileSync } from 'node:fs';
import { go, withTeam } from './data.mjs';
import { expect, test } from './fixtures.mjs';
import { stored, untilMirrored } from './mirror.mjs';

const alert = (page) => page.getByRole('alert').filter({ hasText: /^Not saved\./ });
const words = (page) => page.locator('.save-words:visible');

const refuse = (page) => page.evaluate(() => {
  window.real = Storage.prototype.setItem;
  Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
});
const allow = (page) => page.evaluate(() => { Storage.prototype.setItem = window.real; });

async function settle(page, currency) {
  await page.getByRole('combobox', { name: 'Amounts in' }).selectOption(currency);
}

test('what is kept is said by the hour, and typing as typing', async ({ page }) => {
  await withTeam(page, 'Reps');
  await expect(words(page)).toHaveText(/^Saved on this device \d/);
  await page.getByRole('textbox', { name: 'Add a rep by name' }).pressSequentially('An');
  await expect(words(page)).toHaveText('Editing');
  await page.getByRole('textbox', { name: 'Add a rep by name' }).fill('Ana Diaz');
  await page.getByRole('textbox', { name: 'Add a rep by name' }).blur();
  await expect(words(page)).toHaveText(/^Saved on this device \d/);
});

test('without a second copy it says that the disk may take a minute', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  await withTeam(page, 'Reps');
  await expect(words(page)).toHaveText('Saved; may take a minute to reach the disk');
});

test('fault 1: a change that is refused is said, stays, goes into a file, and is kept once it can be', async ({ page }) => {
  await withTeam(page, 'Settings');
  const before = await untilMirrored(page);
  await refuse(page);
  await settle(page, 'EUR');
  await expect(alert(page)).toContainText("This browser's storage for the app is full");
  await expect(words(page)).toHaveText('Not saved');
  await go(page, 'Reps');
  await go(page, 'Settings');
  await expect(page.getByRole('combobox', { name: 'Amounts in' })).toHaveValue('EUR');
  expect(await stored(page)).toEqual(before);

  const download = page.waitForEvent('download');
  await alert(page).getByRole('button', { name: 'Save to a file' }).click();
  expect(readFileSync(await (await download).path(), 'utf8')).toMatch(/"currency":"EUR"/i);

  await allow(page);
  await expect(page.getByRole('status').filter({ hasText: 'Saved after all.' })).toBeVisible();
  await expect(alert(page)).toHaveCount(0);
  await expect(words(page)).toHaveText(/^Saved on this device \d/);
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Amounts in' })).toHaveValue('EUR');
});

test('what another tab has changed meanwhile is not written over when a refused change is kept', async ({ page }) => {
  await withTeam(page, 'Settings');
  await untilMirrored(page);
  const other = await page.context().newPage();
  await other.goto(`${page.url().split('#')[0]}#/data/settings`);
  await other.getByRole('combobox', { name: 'Amounts in' }).waitFor();
  await refuse(page);
  await settle(page, 'EUR');
  await expect(alert(page)).toBeVisible();
  const take = other.getByRole('button', { name: 'Take over here' });
  if (await take.isVisible()) await take.click();
  await settle(other, 'GBP');
  await allow(page);
  await expect(page.getByRole('combobox', { name: 'Amounts in' })).toHaveValue('GBP');
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Amounts in' })).toHaveValue('GBP');
});

test('what is typed when the page goes is taken over', async ({ page }) => {
  await withTeam(page, 'Reps');
  await page.getByRole('textbox', { name: 'Add a rep by name' }).fill('Ana Diaz');
  await page.goto('about:blank');
  await page.goBack();
  await expect(page.locator('summary')).toHaveText([/^Ana Diaz/, /^Dana Okafor/, /^Tom Reed/]);
});
