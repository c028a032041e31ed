// Fault 18: another page of the same site clears localStorage while the app is open.
import { go, kept, withTeam } from './data.mjs';
import { expect, test } from './fixtures.mjs';
import { stored, untilMirrored } from './mirror.mjs';

/** A page of the same site that is not the app. */
async function otherPage(page) {
  const other = await page.context().newPage();
  await other.goto(`${page.url().split('#')[0]}icons/icon-192.png`);
  return other;
}

test('a foreign clear is noticed at once, and everything comes back', async ({ page }) => {
  await withTeam(page, 'Reps');
  const before = await untilMirrored(page);
  const other = await otherPage(page);
  await other.evaluate(() => localStorage.clear());
  await expect.poll(() => stored(page)).toEqual(before);
  await page.reload();
  await expect(page.locator('summary')).toHaveText([/^Dana Okafor/, /^Tom Reed/]);
});

test('an edit right after a foreign clear is kept with all that was there', async ({ page }) => {
  await withTeam(page, 'Settings');
  await untilMirrored(page);
  await page.evaluate(() => localStorage.clear());
  await page.getByRole('combobox', { name: 'Amounts in' }).selectOption('EUR');
  await expect.poll(async () => JSON.stringify(await stored(page))).toContain('EUR');
  await expect.poll(async () => JSON.stringify(await stored(page))).toContain('Tom Reed');
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Amounts in' })).toHaveValue('EUR');
  await go(page, 'Import');
  await expect(kept(page)).toContainText('4 deals are kept: 2 won, 1 lost, 1 open, of 2 reps');
});

test('without a mirror a foreign clear costs the deals alone, and it says what to do', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  await withTeam(page, 'Reps');
  const other = await otherPage(page);
  await other.evaluate(() => localStorage.clear());
  await expect(page.getByRole('alert').filter({ hasText: 'Another page of this site removed what was kept here' })).toBeVisible();
  await page.reload();
  await expect(page.locator('summary')).toHaveText([/^Dana Okafor/, /^Tom Reed/]);
});
