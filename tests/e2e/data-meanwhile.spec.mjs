// What is open while something else is kept, undone or erased: it knew other data.
import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { bring, few, FEW, go, keep, keepAll, kept, openData, picker, total, withTeam } from './data.mjs';
import { csv } from './deals-files.mjs';
import { expect, test } from './fixtures.mjs';

const year = (page, name) => page.getByRole('textbox', { name: `Quota of ${name} for the year, divided evenly` });
const texts = (page) => page.evaluate(() => Object.entries({ ...localStorage }).filter(([key]) => key.startsWith('ridealong')).sort());
const said = (page, words) => page.getByRole('status').filter({ hasText: words });
const preview = (page) => page.getByRole('region', { name: 'What the file would change', exact: true });
const OTHER = csv([FEW[0], ['B1', 'Ana Diaz', 'Other', 'Negotiation', '2017-12-01', '2018-02-01', '9000']]);

async function saved(page) {
  await go(page, 'Backup');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save to a file' }).click();
  return readFileSync(await (await download).path());
}

async function look(page, bytes) {
  await go(page, 'Backup');
  await picker(page, 'Choose a saved file').setInputFiles({ name: 'saved.json', mimeType: 'application/json', buffer: Buffer.from(bytes) });
  await preview(page).waitFor();
}

async function erase(page) {
  await go(page, 'Backup');
  await page.getByRole('button', { name: 'Erase everything…' }).click();
  await page.getByRole('button', { name: 'Erase everything now' }).click();
}

test.describe('a look at a backup', () => {
  test('is closed by an import that is kept: it knew other deals', async ({ page }) => {
    test.slow();
    await withTeam(page, 'Backup');
    const bytes = await saved(page);
    await erase(page);
    await look(page, bytes);
    await go(page, 'Import');
    await bring(page, OTHER);
    await page.getByRole('button', { name: 'Keep this deal' }).click();
    await page.getByRole('heading', { name: /^Kept: / }).waitFor();
    await go(page, 'Backup');
    await expect(page.getByRole('button', { name: 'Load it' })).toHaveCount(0);
    await look(page, bytes);
    await expect(preview(page)).toContainText('Not touched: 1 deal that is only here.');
    await page.getByRole('button', { name: 'Load it' }).click();
    await said(page, 'The file was loaded.').waitFor();
    await go(page, 'Import');
    await expect(kept(page)).toContainText('5 deals are kept');
  });

  test('is closed when an import is undone, and when everything is erased', async ({ page }) => {
    await withTeam(page, 'Backup');
    const bytes = await saved(page);
    await look(page, bytes);
    await go(page, 'Import');
    await page.getByRole('button', { name: 'Undo the import' }).click();
    await said(page, 'Undone').waitFor();
    await go(page, 'Backup');
    await expect(preview(page)).toHaveCount(0);
    await look(page, bytes);
    await erase(page);
    await expect(preview(page)).toHaveCount(0);
  });

  test('is shown again where a record changed since', async ({ page }) => {
    await withTeam(page, 'Backup');
    const bytes = await saved(page);
    await erase(page);
    await look(page, bytes);
    await expect(preview(page).getByRole('row', { name: /^Reps and quotas/ })).toHaveText(/^Reps and quotas\s*2$/);
    await go(page, 'Reps');
    const add = page.getByRole('textbox', { name: 'Add a rep by name' });
    await add.fill('Tom Reed');
    await add.blur();
    await go(page, 'Backup');
    await page.getByRole('button', { name: 'Load it' }).click();
    await expect(said(page, 'What is kept has changed since: look at what the file would change now')).toBeVisible();
    await expect(preview(page).getByRole('row', { name: /^Reps and quotas/ })).toHaveText(/^Reps and quotas\s*1\s*1$/);
    await page.getByRole('button', { name: 'Load it' }).click();
    await said(page, 'The file was loaded.').waitFor();
  });
});

test('a quota that is typed while a report is open stays when the import is kept', async ({ page }) => {
  await withTeam(page, 'Import');
  await bring(page, few({ A3: { Owner: 'Reed, Tom' }, A4: { Owner: 'Reed, Tom' } }));
  await expect(total(page)).toBeVisible();
  await go(page, 'Quotas');
  await year(page, 'Tom Reed').fill('400k');
  await year(page, 'Tom Reed').blur();
  await go(page, 'Import');
  await page.getByRole('button', { name: /^Keep / }).first().click();
  await page.getByRole('heading', { name: /^Kept: / }).waitFor();
  await page.reload();
  await go(page, 'Quotas');
  await expect(year(page, 'Tom Reed')).toHaveValue('$400,000');
});

test('an answer followed at once by keeping is kept as it was shown, or not at all', async ({ page }) => {
  await openData(page);
  await bring(page, few());
  await page.getByText('3 stages', { exact: true }).click();
  const stage = page.getByRole('combobox', { name: 'Deals in Negotiation are' });
  await expect(keep(page)).toBeEnabled();
  const button = await keep(page).elementHandle();
  const lost = await stage.evaluate((select) => [...select.options].find((option) => option.text === 'Lost').value);
  await stage.evaluate((select, { button, lost }) => {
    select.value = lost;
    select.dispatchEvent(new Event('change', { bubbles: true }));
    button.click();
  }, { button, lost });
  await expect(total(page)).toHaveText('4 deals: 2 won, 2 lost, 0 open');
  await expect(page.getByRole('heading', { name: /^Kept: / })).toHaveCount(0);
  expect(await texts(page)).toEqual([]);
  await keepAll(page);
  await expect(kept(page)).toContainText('4 deals are kept: 2 won, 2 lost, 0 open');
});

test('a file that is dropped while an import is being written has to wait, and the import is whole', async ({ page }) => {
  await openData(page);
  await bring(page, few());
  await expect(keep(page)).toBeEnabled();
  await page.evaluate((text) => {
    [...document.querySelectorAll('.keep-bar button')].find((button) => button.textContent.startsWith('Keep')).click();
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], 'deals.csv', { type: 'text/csv' }));
    document.querySelector('main').dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, OTHER);
  await expect(said(page, 'Deals are being written: wait until that is done, then do it again.')).toBeVisible();
  await page.getByRole('heading', { name: 'Kept: 4 deals' }).waitFor();
  await page.reload();
  await expect(kept(page)).toContainText('4 deals are kept');
});

test('what a newer version wrote is left alone: nothing is imported or loaded beside it', async ({ page }) => {
  await withTeam(page, 'Backup');
  const bytes = await saved(page);
  const [kind, id, rev, saved_at, data] = ['settings', 'team', 99, 1, '{}'];
  const checked = crc32(`${kind}\n2\n${id}\n${rev}\n${saved_at}\n${data}`).toString(16).padStart(8, '0');
  const newer = `{"app":"ridealong","kind":"${kind}","schema":2,"id":"${id}","rev":${rev},"saved_at":${saved_at},"crc32":"${checked}","data":${data}}`;
  await page.evaluate((text) => localStorage.setItem('ridealong:settings:team:1', text), newer);
  await page.reload();
  await expect(page.getByRole('alert').filter({ hasText: /^Your data was saved by a newer version/ })).toBeVisible();
  const before = await texts(page);
  await go(page, 'Import');
  await bring(page, OTHER);
  await page.getByRole('button', { name: 'Keep the changes' }).click();
  await expect(said(page, /^This was last saved by a newer version of the app/)).toBeVisible();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(':rep:')).forEach((key) => localStorage.removeItem(key)));
  await look(page, bytes);
  await page.getByRole('button', { name: 'Load it' }).click();
  await expect(said(page, /^This was last saved by a newer version of the app/)).toBeVisible();
  expect(await texts(page)).toEqual(before.filter(([key]) => !key.includes(':rep:')));
});

test('a team list is undone', async ({ page }) => {
  await withTeam(page, 'Reps');
  const list = csv([['Name', 'Manager', 'Region'], ['Okafor, Dana', 'Kim Lee', 'West'], ['New Person', 'Kim Lee', 'East']]);
  await picker(page, 'Add a team list').setInputFiles({ name: 'team.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
  await said(page, '2 people of the team list were taken over.').waitFor();
  await expect(page.locator('summary')).toHaveText([/^Dana Okafor\s*Kim Lee · West$/, /^New Person/, /^Tom Reed/]);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.locator('summary')).toHaveText([/^Dana Okafor\s*$/, /^Tom Reed\s*$/]);
  await page.reload();
  await expect(page.locator('summary')).toHaveText([/^Dana Okafor\s*$/, /^Tom Reed\s*$/]);
});
