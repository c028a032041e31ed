// Everything out of the browser: shared, copied, and when a reminder says that it is time.
import { bring, few, go, keepAll, openData, picker, withTeam } from './data.mjs';
import { expect, test } from './fixtures.mjs';

const button = (page, name) => page.getByRole('button', { name, exact: true });
const preview = (page) => page.getByRole('region', { name: 'What the file would change', exact: true });
const fill = async (field, text) => { await field.fill(text); await field.blur(); };

/** A browser that shares text files; `window.shared` is what it was given, `outcomes` how each time goes. */
const sharing = (page, outcomes) =>
  page.addInitScript((outcomes) => {
    window.shared = [];
    Navigator.prototype.canShare = ({ files }) => files.every((file) => file.name.endsWith('.txt') && file.type === 'text/plain');
    Navigator.prototype.share = async ({ files: [file] }) => {
      window.shared.push({ name: file.name, text: await file.text() });
      const name = outcomes.shift();
      if (name) throw new DOMException('not now', name);
    };
  }, outcomes);

test('where the browser shares files everything is handed on as a text file that loads back', async ({ page }) => {
  await sharing(page, ['AbortError', 'NotAllowedError', '']);
  await withTeam(page, 'Backup');
  await expect(page.getByText('Nothing was saved to a file yet.')).toBeVisible();
  await button(page, 'Share').click();
  await expect.poll(() => page.evaluate(() => window.shared.length)).toBe(1);
  await expect(page.getByText('Nothing was saved to a file yet.')).toBeVisible();
  await button(page, 'Share').click();
  await expect(page.getByText('The file is ready: press Share once more.')).toBeVisible();
  await button(page, 'Share').click();
  await expect(page.getByText('Everything was handed on in a file.')).toBeVisible();
  await expect(page.getByText('Last saved on Jan 2, 2018. Nothing has changed since.')).toBeVisible();
  const [{ name, text }] = await page.evaluate(() => window.shared.slice(-1));
  expect(name).toBe('ridealong-2018-01-02.txt');
  await picker(page, 'Choose a saved file').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  await expect(preview(page)).toContainText('It changes nothing');
});

test('where the browser shares no files there is no such button', async ({ page }) => {
  await page.addInitScript(() => { Navigator.prototype.canShare = undefined; });
  await withTeam(page, 'Backup');
  await expect(button(page, 'Save to a file')).toBeVisible();
  await expect(button(page, 'Share')).toHaveCount(0);
});

test('everything is copied as text, or shown to be copied by hand', async ({ page }) => {
  await page.addInitScript(() => {
    window.refuse = false;
    navigator.clipboard.writeText = async (text) => {
      if (window.refuse) throw new DOMException('no', 'NotAllowedError');
      window.copied = text;
    };
  });
  await withTeam(page, 'Backup');
  await button(page, 'Copy as text').click();
  await expect(page.getByText(/^Everything was copied as text: /)).toBeVisible();
  expect(JSON.parse(await page.evaluate(() => window.copied)).kind).toBe('backup');
  await page.evaluate(() => { window.refuse = true; });
  await button(page, 'Copy as text').click();
  const text = page.getByRole('textbox', { name: 'Copy all of this text, and paste it into a note or a mail to yourself.' });
  expect(JSON.parse(await text.inputValue()).kind).toBe('backup');
});

test('a reminder says that a file is due by its age and the changes since, and a file puts it away', async ({ page }) => {
  await withTeam(page, 'Backup');
  const download = page.waitForEvent('download');
  await button(page, 'Save to a file').click();
  await download;
  await expect(page.getByText('Last saved on Jan 2, 2018. Nothing has changed since.')).toBeVisible();
  await expect(page.locator('.save-words').first()).toHaveText('Backed up Jan 2, 2018');
  await go(page, 'Storage');
  await expect(page.getByText('Last saved on Jan 2, 2018. Nothing has changed since.')).toBeVisible();
  await page.reload();
  await expect(page.locator('.save-words').first()).toHaveText('Backed up Jan 2, 2018');
  await go(page, 'Reps');
  await fill(page.getByRole('textbox', { name: 'Add a rep by name' }), 'Ana Diaz');
  await expect(page.getByText('Ana Diaz', { exact: true }).first()).toBeVisible();
  await expect(page.locator('.save-words').first()).toHaveText(/^Saved on this device/);
  const reminder = page.getByText(/lies? in this browser alone since the last file/);
  await openData(page, 'reps', '2018-01-15T10:00:00');
  await page.reload();
  await expect(page.getByText('Ana Diaz', { exact: true }).first()).toBeVisible();
  await expect(reminder).toHaveCount(0);
  await page.clock.setFixedTime(new Date('2018-01-17T10:00:00'));
  await page.reload();
  await expect(reminder).toContainText('1 change');
  await expect(reminder).toContainText('15 days ago.');
  await page.getByRole('link', { name: 'Save everything to a file' }).click();
  await expect(page.getByText('Last saved on Jan 2, 2018, 1 change ago.')).toBeVisible();
  const again = page.waitForEvent('download');
  await button(page, 'Save to a file').click();
  await again;
  await go(page, 'Reps');
  await expect(page.getByText('Ana Diaz', { exact: true }).first()).toBeVisible();
  await expect(reminder).toHaveCount(0);
});

test('when the last file was is erased with everything', async ({ page }) => {
  await withTeam(page, 'Backup');
  const download = page.waitForEvent('download');
  await button(page, 'Save to a file').click();
  await download;
  await button(page, 'Erase everything…').click();
  await button(page, 'Erase everything now').click();
  await expect(page.getByText('Nothing was saved to a file yet.')).toBeVisible();
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});

test('an import a week after the last file is a change or two, and reminds of no more', async ({ page }) => {
  await withTeam(page, 'Backup');
  const download = page.waitForEvent('download');
  await button(page, 'Save to a file').click();
  await download;
  await page.clock.setFixedTime(new Date('2018-01-09T10:00:00'));
  await go(page, 'Import');
  await bring(page, few({ A1: { Amount: '1500' } }));
  await keepAll(page);
  await go(page, 'Backup');
  await expect(page.getByText(/^Last saved on Jan 2, 2018, [1-5] changes? ago\.$/)).toBeVisible();
});

test('with everything the figures of the calculators are erased from the screen too, in all tabs', async ({ page }) => {
  await withTeam(page, 'Backup');
  const other = await page.context().newPage();
  await other.goto('#/calculate/coverage');
  const left = (tab) => tab.getByRole('textbox', { name: 'Left to quota', exact: true });
  const before = await left(other).inputValue();
  await page.evaluate(() => { location.hash = '#/calculate/coverage'; });
  await left(page).fill('777k');
  await left(page).blur();
  await left(other).fill('888k');
  await left(other).blur();
  await expect.poll(() => page.evaluate(() => Object.keys(localStorage))).toContain('ridealong/calculator');
  await page.evaluate(() => { location.hash = '#/data/backup'; });
  await button(page, 'Erase everything…').click();
  await button(page, 'Erase everything now').click();
  await expect(page.getByText('Everything was erased from this browser.')).toBeVisible();
  await expect(left(other)).toHaveValue(before);
  await page.evaluate(() => { location.hash = '#/calculate/coverage'; });
  await expect(left(page)).toHaveValue(before);
  await page.reload();
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});
