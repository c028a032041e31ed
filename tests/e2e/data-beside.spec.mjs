// What stands beside an import: figures that were typed before it, and files dropped while it is open.
import { bring, FEW, few, go, keepAll, openData, picker, total } from './data.mjs';
import { csv, drop } from './deals-files.mjs';
import { expect, test } from './fixtures.mjs';

const quarters = (page, name) => page.getByRole('textbox', { name: new RegExp(`^Quota of ${name} from `) });

test('a first file in another currency leaves the figures that were typed as they are, and says so', async ({ page }) => {
  await openData(page, 'reps');
  const rep = page.getByRole('textbox', { name: 'Add a rep by name' });
  await rep.fill('Dana Okafor');
  await rep.blur();
  await go(page, 'Quotas');
  const quota = quarters(page, 'Dana Okafor').first();
  await quota.fill('250k');
  await quota.blur();
  await expect(quota).toHaveValue('$250,000');
  await go(page, 'Import');
  await bring(page, few({ A1: { Amount: '€1.000,00' }, A2: { Amount: '€2.000,00' }, A3: { Amount: '€3.000,00' }, A4: { Amount: '€4.000,00' } }));
  await keepAll(page);
  await expect(page.getByRole('status').filter({ hasText: "This file's amounts are in EUR, and are shown in USD" })).toBeVisible();
  await go(page, 'Settings');
  await expect(page.getByRole('combobox', { name: 'Amounts in' })).toHaveValue('USD');
});

test('a file that is dropped on an open report is taken beside it or refused, and the report stays', async ({ page }) => {
  await openData(page);
  await bring(page, csv([[...FEW[0], 'Product'], ...FEW.slice(1).map((row) => [...row.with(6, row[0] === 'A4' ? '' : row[6]), 'GTX Pro'])]));
  await expect(total(page)).toHaveText('4 deals: 2 won, 1 lost, 1 open');
  await drop(page, few());
  await expect(page.getByRole('status').filter({ hasText: 'This file holds deals too: keep or cancel this import first.' })).toBeVisible();
  await expect(total(page)).toHaveText('4 deals: 2 won, 1 lost, 1 open');
  await drop(page, csv([['product', 'sales_price'], ['GTX Pro', '550']]));
  await expect(page.getByText('1 open deal without an amount, valued at the list price of the product.')).toBeVisible();
});

test('deals that are brought as a team list leave an open report as it is, and say so', async ({ page }) => {
  await openData(page);
  await bring(page, few());
  await expect(total(page)).toHaveText('4 deals: 2 won, 1 lost, 1 open');
  await go(page, 'Reps');
  const deals = { name: 'deals.csv', mimeType: 'text/csv', buffer: Buffer.from(few()) };
  await picker(page, 'Add a team list').setInputFiles(deals);
  await expect(page.getByRole('status').filter({ hasText: 'That file is no such list, and another file is open under Import' })).toBeVisible();
  await go(page, 'Import');
  await expect(total(page)).toHaveText('4 deals: 2 won, 1 lost, 1 open');
});
