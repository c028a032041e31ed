// Where there is no number the app says why and what would give one; it never shows a NaN.
import { aloud, allText, answer, chooseRateFrom, figure, headline, open, picture, type } from './calculators.mjs';
import { expect, test } from './fixtures.mjs';

const NO_NUMBER = /NaN|[Ii]nfinit|∞|undefined|null/;

const CASES = [
  ['met', 'Quota met', { 'Left to quota': '0' }, 'Nothing is left to quota, so no pipeline is needed for it.'],
  ['with deals of nothing', 'No number yet', { 'Average won deal': '0' }, 'Type what a won deal brings on average, above 0.'],
  [
    'with no deal decided',
    'No number yet',
    { 'Deals won, last year': '0', 'Deals lost, last year': '0' },
    'No deal is decided yet: type deals won and lost, or a win rate.',
  ],
  ['with nothing won', 'No number yet', { 'Deals won, last year': '0' }, 'count a longer time, or type a win rate.'],
  ['of a million small deals', 'No number', { 'Left to quota': '10m', 'Average won deal': '10' }, 'That would take 1,000,000 wins'],
];
for (const [which, said, typed, sentence] of CASES) {
  test(`a quota ${which} has no ratio, but a reason`, async ({ page }) => {
    await open(page);
    await type(page, typed);
    await expect(answer(page).getByText(said, { exact: true })).toBeVisible();
    await expect(answer(page).getByText(sentence)).toBeVisible();
    await expect(headline(page)).toHaveCount(0);
    await expect(figure(page, 'Flat 3×')).toHaveCount(0);
    await expect(picture(page)).toHaveCount(0);
    await expect(aloud(page)).toContainText(sentence);
    expect(await allText(page)).not.toMatch(NO_NUMBER);
  });
}

test('a win rate of 0% has no ratio, but a reason', async ({ page }) => {
  await open(page);
  await chooseRateFrom(page, 'A win rate');
  await type(page, { 'Win rate': '0' });
  await expect(answer(page).getByText('At a win rate of 0% no pipeline is enough: type a win rate above 0%.')).toBeVisible();
  await expect(headline(page)).toHaveCount(0);
  expect(await allText(page)).not.toMatch(NO_NUMBER);
});

test('the number is back as soon as there is one', async ({ page }) => {
  await open(page);
  await type(page, { 'Left to quota': '0' });
  await expect(answer(page).getByText('Quota met', { exact: true })).toBeVisible();
  await type(page, { 'Left to quota': '118k' });
  await expect(headline(page)).toHaveText('5.6×');
  await expect(picture(page)).toBeVisible();
});

test('the slider at nothing left says that quota is met', async ({ page }) => {
  await open(page);
  await page.getByRole('slider', { name: 'Left to quota, slider' }).press('Home');
  await expect(answer(page).getByText('Quota met', { exact: true })).toBeVisible();
});

test('figures at the edge of what is taken stay numbers', async ({ page }) => {
  await open(page);
  for (const typed of [
    { 'Left to quota': '1', 'Average won deal': '1,000,000,000,000', 'Pipeline now': '1,000,000,000,000' },
    { 'Left to quota': '0.01', 'Average won deal': '0.01', 'Pipeline now': '0' },
    { 'Left to quota': '10k', 'Average won deal': '1', 'Deals won, last year': '1', 'Deals lost, last year': '1000000' },
    { 'Chance you want': '99%', 'Deals won, last year': '1000000', 'Deals lost, last year': '0' },
  ]) {
    await type(page, typed);
    await expect(headline(page).or(page.getByText(/^No number/))).toBeVisible();
    expect(await allText(page)).not.toMatch(NO_NUMBER);
  }
});

test('a win rate of nothing won has a range and no break-even', async ({ page }) => {
  await open(page, 'Win rate');
  await type(page, { 'Deals won, last year': '0' });
  await expect(headline(page)).toHaveText('0%');
  await expect(figure(page, 'Break-even coverage')).toHaveAccessibleName(/no number/);
  expect(await allText(page)).not.toMatch(NO_NUMBER);
  await type(page, { 'Deals lost, last year': '0' });
  await expect(answer(page).getByText('No deal is decided yet: type deals won and lost.')).toBeVisible();
});

test('activity numbers without a number say which input would give one', async ({ page }) => {
  await open(page, 'Activity numbers');
  const becomes = { 'First meetings that become deals': '0' };
  await type(page, becomes);
  await expect(answer(page).getByText('At 0% no number of first meetings is enough: type how many of 100 lead on.')).toBeVisible();
  await type(page, { 'First meetings that become deals': '40', 'Left to quota': '0' });
  await expect(answer(page).getByText('Quota met', { exact: true })).toBeVisible();
  expect(await allText(page)).not.toMatch(NO_NUMBER);
});
