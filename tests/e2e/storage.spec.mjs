// Data / Storage: what is stored, how large, how near the budget, and what can be gone back to.
import { readFileSync } from 'node:fs';
import { bring, few, go, keepAll, kept, openData, withTeam } from './data.mjs';
import { expect, test } from './fixtures.mjs';
import { behindItsBack, changeMirror, stored, untilMirrored } from './mirror.mjs';

const sizes = (page) => page.getByRole('table').getByRole('row');
const back = (page) => page.getByRole('button', { name: /^Go back to / });

test('what is stored is listed with its size, of what the browser gives', async ({ page }) => {
  await withTeam(page, 'Storage');
  await expect(sizes(page)).toHaveText([/What\s*Size/, /^4 deals\s*\d+\sKB/, /^2 reps, quotas, settings\s*\d+\sKB/, /^Figures of the calculators and of the last visit\s*none/, /^Set aside.*none/, /^Other pages of this site\s*none/]);
  await expect(page.getByText('Under 1% of the 5.2\u00a0MB that this browser gives the app is used.')).toBeVisible();
  await expect(page.getByText(/^A second copy is complete on this device\. Not counted in that: second copy, \d+\sKB; snapshots, none\.$/)).toBeVisible();
  const used = await page.evaluate(() => Object.entries({ ...localStorage }).reduce((sum, [key, text]) => sum + key.length + text.length, 0));
  const listed = await page.locator('.storage td data').evaluateAll((all) => all.reduce((sum, one) => sum + Number(one.value), 0));
  expect(listed).toBe(used);
});

test('with nothing kept it says so', async ({ page }) => {
  await openData(page, 'storage');
  await expect(page.getByText('Nothing is remembered yet.')).toBeVisible();
});

test('one can go back to what was there before a file was brought, and undo that', async ({ page }) => {
  await withTeam(page, 'Import');
  await bring(page, few({ A3: { Amount: '9000' }, A4: { 'Opportunity ID': 'B4' } }));
  await keepAll(page);
  await expect(kept(page)).toContainText('5 deals are kept');
  await go(page, 'Storage');
  await expect(back(page)).toHaveCount(1);
  await back(page).click();
  await expect(page.getByRole('status').filter({ hasText: /^Everything is as it was on / })).toBeVisible();
  await go(page, 'Import');
  await expect(kept(page)).toContainText('4 deals are kept');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(kept(page)).toContainText('5 deals are kept');
});

test('what can not be read is listed and downloaded byte for byte', async ({ page }) => {
  await withTeam(page, 'Reps');
  const before = await untilMirrored(page);
  const key = Object.keys(before).find((key) => key.startsWith('ridealong:rep:'));
  const spoilt = `${before[key].slice(0, 80)} 😀`;
  await behindItsBack(page, ([key, text]) => localStorage.setItem(key, text), [key, spoilt], '#/data/storage');
  await expect(page.getByText(key)).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download part 1' }).click();
  expect(readFileSync(await (await download).path(), 'utf8')).toBe(spoilt);
  expect(Object.values(await stored(page))).toContain(spoilt);
});

test('deals that can be read in neither copy are counted apart, with the ways to have them back', async ({ page }) => {
  await withTeam(page, 'Import');
  const before = await untilMirrored(page);
  const pack = Object.keys(before).find((key) => key.startsWith('ridealong:deals:'));
  const half = before[pack].slice(0, 200);
  await changeMirror(page, { [pack]: half });
  await behindItsBack(page, ([key, text]) => localStorage.setItem(key, text), [pack, half], '#/data/storage');
  await expect(sizes(page).nth(1)).toHaveText(/^2 deals, and 2 that can't be read/);
  await go(page, 'Import');
  await expect(kept(page).first()).toContainText('2 of 4 kept deals can be read');
  await page.getByRole('link', { name: 'go back to a snapshot under Data, Storage' }).click();
  await expect(page).toHaveURL(/#\/data\/storage$/);
});
