// One rep alone: in a file of their own, and erased from everywhere in this browser.
import { readFileSync } from 'node:fs';
import { few, bring, go, keepAll, kept, openData, picker, withTeam } from './data.mjs';
import { expect, test } from './fixtures.mjs';
import { erase } from './handover.mjs';
import { everythingMirrored, stored, untilMirrored } from './mirror.mjs';

const card = (page, name) => page.locator('details').filter({ has: page.locator('summary', { hasText: name }) });
const said = (page, text) => page.getByRole('status').filter({ hasText: text });
const back = (page) => page.getByRole('button', { name: /^Go back to / });

test('a rep is erased with all deals from both copies and the snapshots, and that can be undone', async ({ page }) => {
  await withTeam(page, 'Import');
  await bring(page, few({ A1: { Amount: '1500' } }));
  await keepAll(page);
  await go(page, 'Storage');
  await expect(back(page)).not.toHaveCount(0);
  expect((await everythingMirrored(page)).split('Dana Okafor').length).toBeGreaterThan(3);
  await erase(page, 'Dana Okafor');
  await expect(said(page, 'Dana Okafor and 2 deals were erased, from the second copy and the snapshots too.')).toBeVisible();
  await expect(page.locator('summary')).toHaveText([/^Tom Reed/]);
  await untilMirrored(page);
  // A snapshot that is taken since holds what is left.
  for (const copy of [JSON.stringify(await stored(page)), await everythingMirrored(page)]) expect(copy).not.toContain('Dana');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.locator('summary')).toHaveText([/^Dana Okafor/, /^Tom Reed/]);
  await go(page, 'Import');
  await expect(kept(page)).toContainText('4 deals are kept: 2 won, 1 lost, 1 open, of 2 reps');
  await erase(page, 'Dana Okafor');
  await said(page, 'were erased').waitFor();
  await page.reload();
  await expect(page.locator('summary')).toHaveText([/^Tom Reed/]);
  await go(page, 'Import');
  await expect(kept(page)).toContainText('2 deals are kept: 1 won, 0 lost, 1 open, of 1 rep');
});

test('a rep in a file of their own is loaded beside others elsewhere', async ({ page, browser }) => {
  await withTeam(page, 'Reps');
  await card(page, 'Tom Reed').locator('summary').click();
  const download = page.waitForEvent('download');
  await card(page, 'Tom Reed').getByRole('button', { name: 'Save this rep to a file' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('ridealong-tom-reed-2018-01-02.json');
  await expect(said(page, 'Tom Reed was saved to ridealong-tom-reed-2018-01-02.json')).toBeVisible();
  const bytes = readFileSync(await file.path());
  expect(bytes.toString()).not.toContain('Dana');
  const context = await browser.newContext({ baseURL: new URL('.', page.url()).href });
  const other = await context.newPage();
  await openData(other, 'backup');
  await picker(other, 'Choose a saved file').setInputFiles({ name: 'tom.json', mimeType: 'application/json', buffer: bytes });
  await other.getByRole('button', { name: 'Load it' }).click();
  await said(other, 'The file was loaded.').waitFor();
  await go(other, 'Import');
  await expect(kept(other)).toContainText('2 deals are kept: 1 won, 0 lost, 1 open, of 1 rep');
  await context.close();
});
