// A CRM export becomes kept data: read, reported, asked about, kept and there again.
import { readFileSync } from 'node:fs';
import { deals100k } from '../bench/deals-100k.mjs';
import { bring, FEW, few, go, keep, keepAll, kept, openData, picker, PRODUCTS, TEAMS, total } from './data.mjs';
import { csv, drop, missing, PIPELINE } from './deals-files.mjs';
import { exported, REPS } from './export-shapes.mjs';
import { expect, test } from './fixtures.mjs';

test.describe('the public data set', () => {
  test.beforeEach(() => test.skip(missing !== undefined, missing));

  test('reads as it is, with its team and its prices, is kept, and is there again after a reload', async ({ page }) => {
    await openData(page);
    await picker(page).setInputFiles(PIPELINE);
    await expect(total(page)).toHaveText('8,800 deals: 4,238 won, 2,473 lost, 2,089 open');
    await expect(page.getByText('8,800 rows read, 30 reps.')).toBeVisible();
    await expect(page.getByText('2,473 lost or open deals have an amount of 0: that means none was recorded.')).toBeVisible();
    await page.getByText('30 reps', { exact: true }).click();
    await picker(page, 'Add a team list').setInputFiles(TEAMS);
    await picker(page, 'Add a price list').setInputFiles(PRODUCTS);
    await expect(page.getByText(/^2,089 open deals without an amount, valued at the list price of the product; "GTXPro" is "GTX Pro" there\.$/)).toBeVisible();
    await keepAll(page);
    const all = '8,800 deals are kept: 4,238 won, 2,473 lost, 2,089 open, of 30 reps, decided Mar 1, 2017 to Dec 31, 2017.';
    await expect(kept(page)).toHaveText(all);
    await page.reload();
    await expect(kept(page)).toHaveText(all);
    await picker(page).setInputFiles(PIPELINE);
    await expect(page.getByText('The same as what is kept: keeping it changes no deal.')).toBeVisible();
    await expect(page.getByText('2,089 open deals come without an amount, valued as before.')).toBeVisible();
    await expect(page.getByText('Add a price list')).toHaveCount(0);
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await go(page, 'Reps');
    await expect(page.locator('summary')).toHaveCount(35);
    await expect(page.getByText('Darcel Schlecht').locator('..')).toContainText('Melvin Marxen · Central');
  });

  test('the same file twice changes nothing', async ({ page }) => {
    await openData(page);
    await picker(page).setInputFiles(PIPELINE);
    await keepAll(page);
    await picker(page).setInputFiles(PIPELINE);
    await expect(page.getByText('The same as what is kept: keeping it changes no deal.')).toBeVisible();
  });

  test('deals that were decided long ago are kept as the export knew them', async ({ page }) => {
    await openData(page, 'import', '2026-06-30T10:00:00');
    await picker(page).setInputFiles(PIPELINE);
    await keepAll(page);
    await expect(kept(page)).toContainText('8,800 deals are kept: 4,238 won, 2,473 lost, 2,089 open, of 30 reps');
  });
});

const SHAPES = {
  hubspot_deals: { reps: true },
  hubspot_deals_with_stage_dates: { reps: true },
  pipedrive_deals: { reps: true },
  salesforce_report: { reps: false },
  salesforce_object: { reps: false },
  dynamics365_opportunities: { reps: true },
  zoho_deals: { reps: false },
};
for (const [shape, { reps }] of Object.entries(SHAPES)) {
  test(`${shape.replaceAll('_', ' ')}: an export is read without a wrong guess, kept, and there again`, async ({ page }) => {
    await openData(page, 'import', '2026-06-30T10:00:00');
    await bring(page, exported(shape));
    await expect(total(page)).toHaveText('30 deals: 10 won, 10 lost, 10 open');
    await expect(page.getByText(/rows? skipped/)).toHaveCount(0);
    if (!reps) {
      await page.getByRole('combobox', { name: 'The rep who owns all of them' }).fill(REPS[0]);
      await page.getByRole('button', { name: "All are this rep's" }).click();
    }
    await expect(page.getByText('Please check')).toHaveCount(0);
    await page.getByText(reps ? '3 reps' : '1 rep', { exact: true }).click();
    await expect(page.getByRole('region', { name: 'The reps found' }).getByRole('rowheader')).toHaveText(reps ? REPS : [REPS[0]]);
    await keepAll(page);
    await page.reload();
    await expect(kept(page)).toContainText('30 deals are kept: 10 won, 10 lost, 10 open');
  });
}

for (const shape of ['hubspot_calls', 'pipedrive_activities']) {
  test(`${shape.replaceAll('_', ' ')}: activities are not taken for deals`, async ({ page }) => {
    await openData(page);
    await bring(page, exported(shape));
    await expect(page.getByRole('alert').filter({ hasText: /^These are activities/ })).toBeVisible();
    await expect(keep(page)).toHaveCount(0);
  });
}

test('a later export says what is new, changed, moved and gone, and gone deals leave only when asked to', async ({ page }) => {
  await openData(page);
  await bring(page, few());
  await keepAll(page);
  const later = FEW.filter(([id]) => id !== 'A2').concat([['A5', 'Tom Reed', 'Five', 'Negotiation', '2017-12-01', '2018-02-01', '9000']]);
  const changed = later.map((row) => (row[0] === 'A3' ? row.with(6, '3500') : row[0] === 'A4' ? row.with(1, 'Dana Okafor') : row));
  await bring(page, csv(changed));
  await expect(page.getByText('Of 4 deals that are kept, 1 is the same in this file.')).toBeVisible();
  const listed = async (part, name) => {
    await page.getByText(part, { exact: true }).click();
    return page.getByRole('region', { name }).getByRole('row').nth(1);
  };
  await expect(await listed('1 new', 'Deals new')).toHaveText(/Five.*Tom Reed.*Negotiation, \$9,000, expected Feb 1, 2018/);
  await expect(await listed('1 changed', 'Deals changed')).toHaveText(/Three.*Tom Reed.*Amount \$3,000 → \$3,500/);
  await expect(await listed('1 moved to another rep', 'Deals moved to another rep')).toHaveText(/Four.*Dana Okafor.*Rep Tom Reed → Dana Okafor/);
  await expect(await listed('1 not in the file', 'Deals not in the file')).toHaveText(/Two.*Dana Okafor.*Lost, \$2,000, Apr 21, 2017/);
  await page.getByRole('radio', { name: 'Remove them' }).check({ force: true });
  await keepAll(page);
  await expect(kept(page)).toContainText('4 deals are kept: 2 won, 0 lost, 2 open');
  await page.getByRole('button', { name: 'Undo the import' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Undone: everything is as it was before.' })).toBeVisible();
  await expect(kept(page)).toContainText('4 deals are kept: 2 won, 1 lost, 1 open');
  await page.reload();
  await expect(kept(page)).toContainText('4 deals are kept: 2 won, 1 lost, 1 open');
});

test('a long list of changed deals opens part by part', async ({ page }) => {
  await openData(page);
  const deals = (amount) => csv([FEW[0], ...Array.from({ length: 120 }, (_, at) => [`B${at}`, 'Dana Okafor', `Deal ${at}`, at % 3 ? 'Closed Won' : 'Negotiation', '2017-01-14', '2017-03-20', `${amount + at}`])]);
  await bring(page, deals(1_000));
  await keepAll(page);
  await bring(page, deals(2_000));
  await page.getByText('120 changed', { exact: true }).click();
  const rows = page.getByRole('region', { name: 'Deals changed' }).getByRole('rowheader');
  await expect(rows).toHaveCount(50);
  await page.getByRole('button', { name: 'Show more of the 70 left' }).click();
  await page.getByRole('button', { name: 'Show more of the 20 left' }).click();
  await expect(rows).toHaveCount(120);
  expect(new Set(await rows.allTextContents()).size).toBe(120);
  await expect(page.getByRole('button', { name: /^Show more/ })).toHaveCount(0);
});

test('a price list by itself says where it belongs, before and after the deals are kept', async ({ page }) => {
  await openData(page);
  const prices = csv([['Product', 'Price'], ['Pump', '500']]);
  await bring(page, prices);
  await expect(page.getByText(/^This is a price list: bring the deals first, /)).toBeVisible();
  await bring(page, few());
  await keepAll(page);
  await bring(page, prices);
  await expect(page.getByText(/^This is a price list: bring the export of the deals once more /)).toBeVisible();
});

test('a hundred thousand deals show how far they are, are kept and are there again', async ({ page }) => {
  test.slow();
  await openData(page, 'import', '2026-01-15T10:00:00');
  const file = { name: 'deals.csv', mimeType: 'text/csv', buffer: Buffer.from(deals100k()) };
  // A fast machine is through before anybody could look, so the page itself notes what was shown.
  await page.evaluate(() => {
    window.shown = [];
    new MutationObserver(() => {
      const bar = document.querySelector('progress');
      if (bar) window.shown.push(bar.getAttribute('aria-label') ?? bar.labels?.[0]?.textContent ?? '');
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  await picker(page).setInputFiles(file);
  await expect(total(page)).toHaveText(/^100,000 deals: /, { timeout: 30_000 });
  expect(await page.evaluate(() => window.shown)).toContain('Reading the file');
  await expect(keep(page)).toHaveText('Keep these 100,000 deals', { timeout: 30_000 });
  await keep(page).click();
  await page.getByRole('heading', { name: 'Kept: 100,000 deals' }).waitFor({ timeout: 30_000 });
  await page.reload();
  await expect(kept(page)).toHaveText(/^100,000 deals are kept: .* of 40 reps, /, { timeout: 30_000 });
});

test("amounts are shown in the first file's currency, and that a later one has another is said", async ({ page }) => {
  await openData(page);
  const inEuro = FEW.map((row, at) => (at === 0 ? row : row.with(6, `€${row[6]}`)));
  await bring(page, csv(inEuro));
  await expect(page.getByText('Amounts are in EUR.')).toBeVisible();
  await keepAll(page);
  await bring(page, csv(FEW.map((row, at) => (at === 0 ? row : row.with(6, `$${row[6]}1`)))));
  await page.getByText('4 changed', { exact: true }).click();
  await expect(page.getByRole('region', { name: 'Deals changed' }).getByRole('row').nth(1)).toContainText('Amount €1,000 → €10,001');
  await keepAll(page);
  await expect(page.getByRole('status').filter({ hasText: "This file's amounts are in USD, and are shown in EUR" })).toBeVisible();
  await go(page, 'Settings');
  await expect(page.getByRole('combobox', { name: 'Amounts in' })).toHaveValue('EUR');
});

test('nothing is kept of an import that is cancelled', async ({ page }) => {
  await openData(page);
  await bring(page, few());
  await expect(total(page)).toHaveText('4 deals: 2 won, 1 lost, 1 open');
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Choose an export of your CRM' })).toBeVisible();
  await page.reload();
  await page.getByRole('heading', { name: 'Choose an export of your CRM' }).waitFor();
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});

test('an import is given up while the file is being read, and nothing is kept', async ({ page, context }) => {
  await context.route('**/reader_loader.js', () => {});
  await openData(page);
  await bring(page, few());
  await expect(page.getByRole('progressbar', { name: 'Reading the file' })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Choose an export of your CRM' })).toBeVisible();
  await context.unroute('**/reader_loader.js');
  await bring(page, few());
  await expect(total(page)).toHaveText('4 deals: 2 won, 1 lost, 1 open');
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});

test('what is too much to keep is said before, with what would fit, and that is what is kept', async ({ page }) => {
  await openData(page);
  await page.evaluate(() => localStorage.setItem('of another app', 'x'.repeat(4_150_000)));
  const rows = Array.from({ length: 6_000 }, (_, at) => [`B${at}`, 'Dana Okafor', `Deal ${at}`, 'Closed Won', '2016-10-14', `2017-${String(1 + (at % 12)).padStart(2, '0')}-${10 + (at % 18)}`, String(100 + at * 7)]);
  await bring(page, csv([FEW[0], ...rows]));
  await expect(page.getByText(/^Not everything fits in this browser's storage: open deals and those decided since \w+ \d+, 2017 do\.$/)).toBeVisible();
  await keepAll(page);
  await expect(kept(page)).toContainText(/^[1-5],\d{3} deals are kept/);
  await page.reload();
  await expect(kept(page)).toContainText(/^[1-5],\d{3} deals are kept/);
});

test('a file without a single deal says why of each row, and there is nothing to keep', async ({ page }) => {
  await openData(page);
  await bring(page, few({ A1: { Stage: '' }, A2: { Stage: '' }, A3: { Stage: '' }, A4: { Stage: '' } }));
  await expect(total(page)).toHaveText('0 deals: 0 won, 0 lost, 0 open');
  await expect(page.getByText('4 rows skipped, 0 cells left out')).toBeVisible();
  await expect(page.getByRole('button', { name: 'No deals to keep' })).toBeDisabled();
});

test('two hundred columns, a NUL and markup do not keep a file from being read', async ({ page }) => {
  await openData(page);
  const wide = FEW.map((row, at) => [...row, ...Array.from({ length: 193 }, (_, column) => (at === 0 ? `Extra ${column}` : `\0</text><script>${column}`))]);
  await bring(page, csv(wide));
  await expect(total(page)).toHaveText('4 deals: 2 won, 1 lost, 1 open');
  await expect(page.getByText('200 columns', { exact: true })).toBeVisible();
});

test('where the browser keeps nothing it is said, and a file is not taken in', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });
  });
  await openData(page);
  await expect(page.getByRole('alert').filter({ hasText: /^This browser does not let the app keep anything/ })).toBeVisible();
  await bring(page, few());
  await expect(page.getByRole('alert').filter({ hasText: /^This browser does not let the app keep anything/ })).toHaveCount(2);
  await expect(keep(page)).toHaveCount(0);
});

test('copied cells are read like a file, and a dropped file too', async ({ page }) => {
  await openData(page);
  await page.getByText('Or paste cells from a spreadsheet').click();
  await page.getByRole('textbox', { name: 'Copied cells, with their heading' }).fill(csv(FEW, { separator: '\t' }));
  await page.getByRole('button', { name: 'Read the cells' }).click();
  await expect(total(page)).toHaveText('4 deals: 2 won, 1 lost, 1 open');
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await drop(page, few());
  await expect(total(page)).toHaveText('4 deals: 2 won, 1 lost, 1 open');
});

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const REFUSED = [
  ['an empty file', '', /^This file is empty: .*\.$/],
  ['column names without deals', csv(FEW.slice(0, 1)), /^This file has column names but no deals under them: .*\.$/],
  ['an image', PNG, /^This is not a text file: .*\.$/],
  ['a workbook', Buffer.from('PK\u0003\u0004 [Content_Types].xml'), /^This is a spreadsheet file: .*\.$/],
  ['a quotation mark that is never closed', few().replace('Dana', '"Dana'), /^A quotation mark opened on line 2 is never closed.*\.$/],
  ['a web page', '<!doctype html><title>Deals</title>', /^This is a web page, not a table: .*\.$/],
];
test("a file that can't be used says why in one sentence, and nothing is kept", async ({ page }) => {
  await openData(page);
  for (const [which, content, sentence] of REFUSED) {
    await test.step(which, async () => {
      await bring(page, content);
      await expect(page.getByRole('alert').filter({ hasText: sentence })).toBeVisible();
      await expect(keep(page)).toHaveCount(0);
    });
  }
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});

test('every skipped row is named with its line, and all of them are a CSV', async ({ page }) => {
  await openData(page);
  await bring(page, few({ A2: { Stage: '' }, A3: { Amount: 'a lot' } }));
  await page.getByText('1 row skipped, 1 cell left out').click();
  await expect(page.getByText(/^Line 3: /)).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save all of them as CSV' }).click();
  const text = readFileSync(await (await download).path(), 'utf8');
  expect(text).toMatch(/^.*\r?\n3,/);
});

test('a column chosen by hand and a stage that means something else are remembered for the next file', async ({ page }) => {
  await openData(page);
  await bring(page, few());
  await page.getByText('7 columns', { exact: true }).click();
  await page.getByRole('combobox', { name: 'Column of the amount', exact: true }).selectOption('not in the file');
  await page.getByText('3 stages', { exact: true }).click();
  await page.getByRole('combobox', { name: 'Deals in Negotiation are' }).selectOption('Lost');
  await expect(total(page)).toHaveText('4 deals: 2 won, 2 lost, 0 open');
  await keepAll(page);
  await bring(page, few());
  await expect(page.getByText(/Read as the last file of this shape\.$/)).toBeVisible();
  await expect(total(page)).toHaveText('4 deals: 2 won, 2 lost, 0 open');
});

test('days that read both ways are asked about, and the answer counts', async ({ page }) => {
  await openData(page);
  const days = { A1: ['01/02/2017', '03/04/2017'], A2: ['02/03/2017', '04/05/2017'], A3: ['03/04/2017', '05/06/2017'], A4: ['04/05/2017', '03/02/2018'] };
  await bring(page, few(Object.fromEntries(Object.entries(days).map(([id, [created, close]]) => [id, { 'Created Date': created, 'Close Date': close }]))));
  await expect(page.getByRole('heading', { name: 'Please check' })).toBeVisible();
  await page.getByRole('button', { name: /^The day/ }).click();
  await expect(page.getByRole('heading', { name: 'Please check' })).toHaveCount(0);
  await keepAll(page);
  await expect(kept(page)).toContainText('decided Apr 3, 2017 to Jun 5, 2017');
});

test('formulas, markup and odd marks in a file stay text', async ({ page }) => {
  await openData(page);
  await bring(page, few({ A1: { Owner: '=HYPERLINK("http://127.0.0.1/") <script>alert(1)</script>\u202e' } }));
  await page.getByText('3 reps', { exact: true }).click();
  await expect(page.getByRole('rowheader', { name: '<script>alert(1)</script>' })).toBeVisible();
});
