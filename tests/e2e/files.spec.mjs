// Any export of deals fills the calculators; a file that can't be used changes nothing.
import { field, figure, headline, open, type } from './calculators.mjs';
import { choose, csv, DEALS, drop, figuresOf, filled, picker } from './deals-files.mjs';
import { expect, test } from './fixtures.mjs';

const FORMS = [
  ['commas', csv(DEALS)],
  ['commas and CRLF', csv(DEALS, { line: '\r\n' })],
  ['semicolons and CRLF', csv(DEALS, { separator: ';', line: '\r\n' })],
  ['tabs', csv(DEALS, { separator: '\t' })],
  ['old Mac line ends', csv(DEALS, { line: '\r' })],
  ['a byte-order mark', `\ufeff${csv(DEALS)}`],
];
test('an export is read whatever separates its cells and ends its lines', async ({ page }) => {
  await open(page);
  for (const [form, text] of FORMS) {
    await test.step(form, async () => {
      await choose(page, text);
      await expect(filled(page).getByText('4 won, 4 lost: a win rate of 50% by count.')).toBeVisible();
      await expect(figuresOf(page).getByRole('option')).toHaveText(['Whole team, 2 reps', 'Ana Müller', 'Bo "Ace", Jr']);
      await figuresOf(page).selectOption('Ana Müller');
      await expect(field(page, 'Deals won, in the file')).toHaveValue('3');
      await expect(field(page, 'Deals lost, in the file')).toHaveValue('1');
      await expect(field(page, 'Average won deal')).toHaveValue('$2,000');
      await page.getByRole('button', { name: 'Back to my own', exact: true }).click();
      await expect(headline(page)).toHaveText('5.6×');
    });
  }
});

test("open deals of a rep with few wins borrow the team's average, and it says so", async ({ page }) => {
  await open(page);
  await drop(page, csv(DEALS));
  await figuresOf(page).selectOption('Ana Müller');
  await expect(
    filled(page).getByText("2 open, together $9,000; 1 of them without an amount, valued at the team's average won deal, $4,000."),
  ).toBeVisible();
  await expect(field(page, 'Pipeline now')).toHaveValue('$9,000');
});

test('amounts of lost deals give a win rate by value, and missing ones none', async ({ page }) => {
  await open(page, 'Win rate');
  await choose(page, csv(DEALS));
  await figuresOf(page).selectOption('Ana Müller');
  await expect(figure(page, 'By value')).toHaveAccessibleName(/^By value 60%/);
  await figuresOf(page).selectOption('Bo "Ace", Jr');
  await expect(figure(page, 'By value')).toHaveAccessibleName(/not available the lost deals' worth is not known/);
});

test('a stage that is taken for open for want of a better guess is named', async ({ page }) => {
  await open(page);
  const rows = DEALS.map((row) => row.map((cell) => (cell === 'Negotiation' ? 'Zwischenstand 7' : cell)));
  await choose(page, csv(rows));
  await expect(filled(page).getByText('Stage "Zwischenstand 7" was taken for open, in 2 rows.')).toBeVisible();
});

test('formulas, markup and odd marks in a file stay text', async ({ page }) => {
  await open(page);
  const name = '=HYPERLINK("http://127.0.0.1/") <script>alert(1)</script>';
  await choose(page, csv([...DEALS, [`${name}\u202e`, 'X', 'Closed Won', '2024-01-01', '5']]));
  await expect(figuresOf(page).getByRole('option').filter({ hasText: '<script>alert(1)</script>' })).toHaveCount(1);
});

test('the figures of a file can be kept without its lines', async ({ page }) => {
  await open(page);
  await choose(page, csv(DEALS));
  await page.getByRole('button', { name: 'Keep these figures', exact: true }).click();
  await expect(filled(page)).toHaveCount(0);
  await expect(field(page, 'Deals won, last year')).toHaveValue('4');
});

test("one's own figures come back from before any file, with one tap", async ({ page }) => {
  await open(page);
  await type(page, { 'Left to quota': '240k', 'Pipeline now': '300k' });
  await choose(page, csv(DEALS));
  await figuresOf(page).selectOption('Ana Müller');
  await choose(page, csv(DEALS), 'again.csv');
  // A new file's figures are the whole team's: only then is it read.
  await expect(figuresOf(page)).toHaveValue('');
  await page.getByRole('button', { name: 'Back to my own', exact: true }).click();
  await expect(filled(page)).toHaveCount(0);
  await expect(field(page, 'Pipeline now')).toHaveValue('$300,000');
  await expect(field(page, 'Left to quota')).toHaveValue('$240,000');
  await expect(field(page, 'Deals won, last year')).toHaveValue('12');
});

test('a second file takes the place of the first, and its figures are the whole team again', async ({ page }) => {
  await open(page);
  await choose(page, csv(DEALS));
  await figuresOf(page).selectOption('Ana Müller');
  await choose(page, csv(DEALS.filter(([owner]) => !owner.startsWith('Bo'))), 'later.csv');
  await expect(figuresOf(page).getByRole('option')).toHaveText(['Whole team, 1 rep', 'Ana Müller']);
  await expect(figuresOf(page)).toHaveValue('');
});

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const REFUSED = [
  ['an empty file', '', /^This file is empty: .*\.$/],
  ['a file of blank lines', '\r\n\r\n \n', /^This file is empty: .*\.$/],
  ['column names without deals', csv(DEALS.slice(0, 1)), /^This file has column names but no deals under them: .*\.$/],
  ['an image renamed to .csv', PNG, /^This is not a text file: .*\.$/],
  ['a file without a stage', csv(DEALS.map((row) => row.filter((_, at) => at !== 2))), /^No column says whether a deal is won, lost or open: .*\.$/],
  ['a quotation mark that is never closed', csv(DEALS.slice(0, 5)).replace('Ana', '"Ana'), /^A quotation mark opened on line 2 is never closed.*\.$/],
  ['a web page', '<!doctype html><title>Deals</title>', /^This is a web page, not a table: .*\.$/],
  ['a workbook', Buffer.from('PK\u0003\u0004 [Content_Types].xml'), /^This is a spreadsheet file: .*\.$/],
];
for (const [encoding, bytes] of [
  ['UTF-16', Buffer.from(`\ufeff${csv(DEALS)}`, 'utf16le')],
  ['Windows-1252', Buffer.from(csv(DEALS), 'latin1')],
]) {
  test(`a file in ${encoding} is read with its letters`, async ({ page }) => {
    await open(page);
    await choose(page, bytes);
    await figuresOf(page).selectOption('Ana Müller');
    await expect(field(page, 'Deals won, in the file')).toHaveValue('3');
  });
}

test("a file that can't be used says why in one sentence, and changes nothing", async ({ page }) => {
  await open(page);
  await type(page, { 'Pipeline now': '300k' });
  for (const [which, content, sentence] of REFUSED) {
    await test.step(which, async () => {
      await choose(page, content);
      await expect(page.getByRole('status').getByText(sentence)).toBeVisible();
      await expect(filled(page)).toHaveCount(0);
      await expect(field(page, 'Pipeline now')).toHaveValue('$300,000');
      await expect(headline(page)).toHaveText('5.6×');
      await page.getByRole('button', { name: 'Dismiss', exact: true }).click();
      await expect(page.getByText(sentence)).toHaveCount(0);
    });
  }
});

test('a file that is refused leaves the figures of the one before', async ({ page }) => {
  await open(page);
  await choose(page, csv(DEALS));
  await figuresOf(page).selectOption('Ana Müller');
  await choose(page, '', 'empty.csv');
  await expect(page.getByText(/^This file is empty/)).toBeVisible();
  await expect(figuresOf(page)).toHaveValue('Ana Müller');
  await expect(field(page, 'Deals won, in the file')).toHaveValue('3');
});

test('the sentence about a file can be put away, and a good file takes it away', async ({ page }) => {
  await open(page);
  await choose(page, '');
  await page.getByRole('button', { name: 'Dismiss', exact: true }).click();
  await expect(page.getByText(/^This file is empty/)).toHaveCount(0);
  await choose(page, '');
  await expect(page.getByText(/^This file is empty/)).toBeVisible();
  await choose(page, csv(DEALS));
  await expect(page.getByText(/^This file is empty/)).toHaveCount(0);
});

test('the same file can be chosen again', async ({ page }) => {
  await open(page);
  await choose(page, csv(DEALS));
  await expect(filled(page)).toBeVisible();
  await type(page, { 'Deals won, in the file': '99' });
  await choose(page, csv(DEALS));
  await expect(field(page, 'Deals won, in the file')).toHaveValue('4');
  await expect(picker(page)).toHaveValue('');
});
