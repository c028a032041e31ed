// Fault 23: a CSV with formulas and markup, in another encoding, cut short, or that is none. The
// reader's part, with every case, is in tests/faults/csv.rs.
import { readFileSync } from 'node:fs';
import { bring, FEW, few, go, keepAll, openData, total } from './data.mjs';
import { csv } from './deals-files.mjs';
import { expect, test } from './fixtures.mjs';

const FOUR = '4 deals: 2 won, 1 lost, 1 open';
const accented = few({ A1: { Owner: 'Zoë Müller' } });
const utf16be = (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
const READ = [
  ['UTF-8 with its mark', `\ufeff${accented}`],
  ['UTF-16, lower byte first', Buffer.from(`\ufeff${accented}`, 'utf16le')],
  ['UTF-16, upper byte first', utf16be(accented)],
  ['UTF-16 without its mark', Buffer.from(accented, 'utf16le')],
  ['Windows-1252', Buffer.from(accented, 'latin1')],
  ['semicolons', csv(FEW.with(1, FEW[1].with(1, 'Zoë Müller')), { separator: ';' })],
  ['tabs', csv(FEW.with(1, FEW[1].with(1, 'Zoë Müller')), { separator: '\t' })],
];

test('fault 23: a file is read with its letters, whatever its encoding and what separates its cells', async ({ page }) => {
  await openData(page);
  for (const [which, content] of READ) {
    await test.step(which, async () => {
      await bring(page, content);
      await expect(total(page)).toHaveText(FOUR);
      await page.getByText('3 reps', { exact: true }).click();
      await expect(page.getByRole('rowheader', { name: 'Zoë Müller' })).toBeVisible();
      await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    });
  }
});

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const REFUSED = [
  ['an empty file', '', /^This file is empty: .*\.$/],
  ['a header only', csv(FEW.slice(0, 1)), /^This file has column names but no deals under them: .*\.$/],
  ['an image renamed to .csv', PNG, /^This is not a text file: .*\.$/],
  ['a quotation mark that is never closed', few().replace('Dana', '"Dana'), /^A quotation mark opened on line 2 is never closed.*\.$/],
];

test('fault 23: what is no export is refused in one sentence beside a team that is kept, whose bytes stay', async ({ page }) => {
  await openData(page);
  await bring(page, few());
  await keepAll(page);
  const texts = () => page.evaluate(() => Object.entries({ ...localStorage }).sort());
  const before = await texts();
  for (const [which, content, sentence] of REFUSED) {
    await test.step(which, async () => {
      await bring(page, content);
      await expect(page.getByRole('alert').filter({ hasText: sentence })).toBeVisible();
    });
  }
  expect(await texts()).toEqual(before);
});

const SCRIPT = '</text><script>window.ran = 1</script>';
const LINK = '=HYPERLINK("http://127.0.0.1/","x")';
const IMAGE = '<img src=x onerror="window.ran = 1">';

test('fault 23: formulas and markup in a file are text on every page that shows them', async ({ page }) => {
  test.slow();
  await openData(page);
  const owners = { 'Dana Okafor': `\u202e${SCRIPT}\0`, 'Tom Reed': LINK };
  const won = Array.from({ length: 12 }, (_, at) => [`W${at}`, 'Dana Okafor', IMAGE, at % 3 ? 'Closed Won' : 'Closed Lost', `2017-03-${10 + at}`, `2017-08-${10 + at}`, '1000']);
  const rows = [...FEW, ...won].map((row) => [...row.map((cell) => owners[cell] ?? cell).with(2, row[2] === 'Opportunity Name' ? row[2] : `${IMAGE} ${row[0]}`), '']);
  // Two hundred columns, their names and cells as bad.
  const wide = rows.map((row, at) => [...row.slice(0, 7), ...Array.from({ length: 193 }, (_, column) => (at === 0 ? `${SCRIPT} ${column}` : `\0${SCRIPT}`))]);
  await bring(page, csv(wide));
  await expect(total(page)).toHaveText('16 deals: 10 won, 5 lost, 1 open');
  await page.getByText('200 columns', { exact: true }).click();
  await expect(page.getByRole('row').filter({ hasText: `${SCRIPT} 192` }).first()).toBeVisible();
  await keepAll(page);
  const look = async (...shown) => {
    for (const text of shown) await page.getByRole('main').getByText(text).first().waitFor();
    await expect(page.getByRole('progressbar')).toHaveCount(0);
    expect(await page.locator('body').innerText()).not.toMatch(/[\u202a-\u202e\u2066-\u2069\0]/);
  };
  await go(page, 'Quotas');
  const quota = page.getByRole('textbox', { name: /^Quota of .* from / }).first();
  await quota.fill('100k');
  await quota.blur();
  await look(SCRIPT, LINK);
  await go(page, 'Reps');
  await look(SCRIPT, LINK);
  await go(page, 'Check');
  await look();
  await page.goto('#/team/win-rates');
  await look();
  await page.goto('#/team');
  await look(SCRIPT, LINK);
  await page.getByRole('link', { name: SCRIPT, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: SCRIPT }).waitFor();
  await look();
  await page.goto('#/team');
  await page.getByRole('link', { name: LINK, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: LINK }).waitFor();
  await look(IMAGE);
  expect(await page.evaluate(() => window.ran)).toBeUndefined();
  await expect(page.locator('main script, main img[onerror], svg script')).toHaveCount(0);
});

test('fault 23: the CSV of skipped rows runs nothing in a spreadsheet', async ({ page }) => {
  await openData(page);
  await bring(page, few({ A2: { Amount: "=cmd|' /C calc'!A0" }, A3: { Amount: '@SUM(1;2)' }, A4: { Amount: '-2+3' } }));
  await page.getByText('0 rows skipped, 3 cells left out').click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save all of them as CSV' }).click();
  const text = readFileSync(await (await download).path(), 'utf8');
  expect(text.split('\r\n').slice(1, 4).map((line) => line.split(',')[2])).toEqual(["'=cmd|' /C calc'!A0", "\"'@SUM(1;2)\"", "'-2+3"]);
});
