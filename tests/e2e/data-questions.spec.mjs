// What a file leaves open is asked on the spot, and the answer counts up to what is kept.
import { bring, FEW, few, go, keepAll, kept, openData, total } from './data.mjs';
import { csv } from './deals-files.mjs';
import { expect, test } from './fixtures.mjs';

/** A question by a part of its sentence. */
const question = (page, words) => page.getByRole('group', { name: words });
const answered = async (page, words, answer) => {
  await question(page, words).getByRole('button', { name: answer }).click();
  await expect(question(page, words)).toHaveCount(0);
};

/** What a deal is listed with when the next file does not hold it: that is what was kept. */
async function keptOf(page, place = 1) {
  await bring(page, few({}).replace(/A(?=\d,)/g, 'Z'));
  await page.getByText(/^\d+ not in the file$/).click();
  return page.getByRole('region', { name: 'Deals not in the file' }).getByRole('row').nth(place);
}

for (const [answer, amount] of [['The point is decimal', '$1.25'], ['The comma is decimal', '$1,250']]) {
  test(`an amount that reads both ways is asked about: ${answer.toLowerCase()}`, async ({ page }) => {
    await openData(page);
    const amounts = { A1: { Amount: '1.250' }, A2: { Amount: '2.500' }, A3: { Amount: '3.750' }, A4: { Amount: '4.125' } };
    await bring(page, few(amounts));
    await expect(question(page, /^Is 1\.250 an amount of 1\.25 or of 1,250\?$/)).toBeVisible();
    await answered(page, /an amount of/, new RegExp(`^${answer}`));
    await keepAll(page);
    await expect(kept(page)).toContainText('4 deals are kept: 2 won, 1 lost, 1 open');
    await expect(await keptOf(page)).toContainText(amount);
  });
}

/** A deal of two rows with one id, beside the others. */
const parts = csv([...FEW, ['A1', 'Dana Okafor', 'One', 'Closed Won', '2017-01-14', '2017-03-20', '500']]);
for (const [answer, amount, skipped] of [['The first row is the deal', '$1,000', 1], ['Add them up', '$1,500', 1]]) {
  test(`ids that repeat are asked about: ${answer.toLowerCase()}`, async ({ page }) => {
    await openData(page);
    await bring(page, parts);
    await expect(question(page, /^1 row has the id of an earlier row and other values, the first on line 6: /)).toBeVisible();
    await answered(page, /the id of an earlier row/, answer);
    await expect(total(page)).toHaveText('4 deals: 2 won, 1 lost, 1 open');
    await expect(page.getByText(`${skipped} row skipped`)).toBeVisible();
    await keepAll(page);
    await expect(kept(page)).toContainText('4 deals are kept');
    await expect(await keptOf(page)).toContainText(amount);
  });
}

test('amounts in several currencies are asked about and stand as they are', async ({ page }) => {
  await openData(page);
  await bring(page, few({ A1: { Amount: '$1,000.50' }, A2: { Amount: '€2,000.50' }, A3: { Amount: '$3,000.50' }, A4: { Amount: '€4,000.50' } }));
  const sentence = /^Amounts are in (USD|EUR) and (USD|EUR), and are not converted: may they be added up as they are\?$/;
  await expect(question(page, sentence)).toBeVisible();
  await answered(page, sentence, 'Add them up as they are');
  await keepAll(page);
  await expect(await keptOf(page)).toContainText('$1,001');
});

test('where hardly a loss is recorded it is asked how many of ten quotes come in, and the answer is a setting', async ({ page }) => {
  await openData(page);
  const rows = Array.from({ length: 12 }, (_, at) => [`B${at}`, 'Dana Okafor', `Deal ${at}`, at < 11 ? 'Closed Won' : 'Closed Lost', '2017-01-14', '2017-03-20', '1000']);
  await bring(page, csv([FEW[0], ...rows]));
  const sentence = /^11 deals are won and only 1 lost, so losses are probably not recorded: of ten quotes, how many come in\?$/;
  await question(page, sentence).getByRole('combobox', { name: 'Of ten quotes, so many come in' }).selectOption('4');
  await keepAll(page);
  await go(page, 'Settings');
  await expect(page.getByRole('combobox', { name: 'Of ten quotes, so many come in' })).toHaveValue('4');
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Of ten quotes, so many come in' })).toHaveValue('4');
});

for (const [answer, reps] of [['The same', ['Dana Okafor', 'Tom Reed']], ['Two people', ['D. Okafor', 'Dana Okafor', 'Tom Reed']]]) {
  test(`a rep under two names is asked about: ${answer.toLowerCase()}`, async ({ page }) => {
    await openData(page);
    await bring(page, few());
    await keepAll(page);
    await bring(page, few({ A1: { Owner: 'D. Okafor' }, A2: { Owner: 'D. Okafor' } }));
    await expect(question(page, /^Are these the same rep: D\. Okafor and Dana Okafor\?$/)).toBeVisible();
    await answered(page, /the same rep/, answer);
    await keepAll(page);
    await go(page, 'Reps');
    await expect(page.locator('summary')).toHaveText(reps);
    await page.reload();
    await expect(page.locator('summary')).toHaveText(reps);
  });
}

test('a name turned round is the same rep without a question', async ({ page }) => {
  await openData(page);
  await bring(page, few());
  await keepAll(page);
  await bring(page, few({ A1: { Owner: 'Okafor, Dana' }, A2: { Owner: 'Okafor, Dana' } }));
  await expect(page.getByText('Please check')).toHaveCount(0);
  await expect(page.getByText('Names that mean one rep: Okafor, Dana is Dana Okafor.')).toBeVisible();
  await expect(page.getByText('The same as what is kept: keeping it changes no deal.')).toBeVisible();
});

test('counts and days in sentences are written as the reader writes them', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'de-DE', timezoneId: 'Europe/Berlin' });
  const page = await context.newPage();
  await openData(page);
  const rows = Array.from({ length: 1_500 }, (_, at) => [`B${at}`, 'Dana Okafor', `Deal ${at}`, at % 2 ? 'Closed Won' : 'Closed Lost', '2017-01-14', `2017-03-${10 + (at % 20)}`, '0']);
  await bring(page, csv([FEW[0], ...rows]));
  await expect(total(page)).toHaveText('1.500 deals: 750 won, 750 lost, 0 open');
  await expect(page.getByText(/^Deals were decided between 10\.03\.2017 and 29\.03\.2017 only: /)).toBeVisible();
  const open = Array.from({ length: 1_500 }, (_, at) => [`C${at}`, 'Dana Okafor', `Deal ${at}`, 'Negotiation', '2017-01-14', '2018-03-20', '']);
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await bring(page, csv([FEW[0], ...open]));
  await expect(page.getByText('1.500 open deals are valued at the average won deal for want of an amount.')).toBeVisible();
  await context.close();
});

test('an answer leaves what was opened open, and the focus goes to what is next', async ({ page }) => {
  await openData(page);
  await bring(page, few());
  await expect(total(page)).toBeFocused();
  await page.getByText('7 columns', { exact: true }).click();
  const table = page.getByRole('region', { name: 'Which column says what' });
  const amount = table.getByRole('combobox', { name: 'Column of the amount', exact: true });
  await amount.focus();
  await amount.selectOption('not in the file');
  await expect(page.getByText(/^No won deal of this file has an amount/)).toBeVisible();
  await expect(amount).toBeVisible();
  await expect(amount).toBeFocused();
  // What is missing leads to the column that may hold it.
  await page.getByRole('listitem').filter({ hasText: 'No won deal of this file has an amount' }).getByRole('combobox').selectOption('Amount');
  await expect(page.getByText(/^No won deal of this file has an amount/)).toHaveCount(0);
  await expect(amount).toHaveValue('6');
  await keepAll(page);
  await expect(page.getByRole('heading', { name: /^Kept: / })).toBeFocused();
});

test('every list of the mapping has a name of its own while a column is asked about', async ({ page }) => {
  await openData(page);
  await bring(page, csv([['Rep', 'Outcome so far', 'Value'], ['Dana', 'Closed Won', '5'], ['Tom', 'Open', '6']]));
  await expect(page.getByRole('heading', { name: 'Please check' })).toBeVisible();
  await page.getByText('3 columns', { exact: true }).click();
  const lists = page.getByRole('combobox');
  const ids = await lists.evaluateAll((all) => all.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
  const table = page.getByRole('region', { name: 'Which column says what' });
  await expect(table.getByRole('combobox', { name: 'Column of the stage', exact: true })).toBeVisible();
});
