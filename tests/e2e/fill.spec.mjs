// The public data set fills the calculators: within a minute one sees what Darcel Schlecht needs.
import { readFileSync } from 'node:fs';
import { exactValue, field, figure, headline, open, type } from './calculators.mjs';
import { choose, drop, figuresOf, filled, missing, picker, PIPELINE } from './deals-files.mjs';
import { expect, test } from './fixtures.mjs';
import { dealsNeeded, learned, wilson } from './statistics.mjs';

test.beforeEach(() => test.skip(missing !== undefined, missing));

const REPS = [
  { name: 'Darcel Schlecht', won: 349, lost: 204, open: 194, rate: '63%', average: '$3,304' },
  { name: 'Lajuana Vencill', won: 127, lost: 104, open: 80, rate: '55%', average: '$1,533' },
  { name: 'Hayden Neloms', won: 107, lost: 45, open: 50, rate: '70%', average: '$2,543' },
];

for (const rep of REPS) {
  test(`${rep.name}'s figures are taken from the file, and said line by line`, async ({ page }) => {
    await open(page);
    await picker(page).setInputFiles(PIPELINE);
    await figuresOf(page).selectOption(rep.name);
    await expect(filled(page).getByText(`${rep.won} won, ${rep.lost} lost: a win rate of ${rep.rate} by count.`)).toBeVisible();
    await expect(filled(page).getByText(`${rep.average} a won deal on average, over ${rep.won} won deals.`)).toBeVisible();
    await expect(
      filled(page).getByText(`${rep.open} open without an amount, valued at the average won deal, ${rep.average}`),
    ).toBeVisible();
    await expect(filled(page).getByText(`Without an amount: ${rep.lost} lost deals of ${rep.lost}, so no win rate by value.`)).toBeVisible();
    await expect(field(page, 'Deals won, in the file')).toHaveValue(`${rep.won}`);
    await expect(field(page, 'Deals lost, in the file')).toHaveValue(`${rep.lost}`);
    await expect(field(page, 'Average won deal')).toHaveValue(rep.average);
  });
}

test('what Darcel Schlecht needs follows from the figures in the file', async ({ page }) => {
  await open(page);
  await picker(page).setInputFiles(PIPELINE);
  await figuresOf(page).selectOption('Darcel Schlecht');
  await type(page, { 'Left to quota': '100k' });
  // Summed from the file itself.
  const rows = readFileSync(PIPELINE, 'utf8').split(/\r?\n/).map((line) => line.split(','));
  const won = rows.filter(([, agent, , , stage]) => agent === 'Darcel Schlecht' && stage === 'Won').map((row) => Number(row[7]));
  const mean = Math.round((100 * won.reduce((sum, amount) => sum + amount, 0)) / won.length) / 100;
  const average = Math.round(mean); // A field of a thousand and more has no cents.
  const deals = dealsNeeded(Math.ceil(100_000 / average), 0.8, learned(349, 204));
  expect(await exactValue(headline(page))).toBeCloseTo((deals * average) / 100_000, 6);

  // Open for longer than any won deal took: stale, and in no pipeline until it is asked for.
  const day = (date) => Date.parse(date) / 86_400_000;
  const last = Math.max(...rows.slice(1).flatMap((row) => [row[5], row[6]]).filter(Boolean).map(day));
  const longest = Math.max(...rows.filter((row) => row[4] === 'Won').map((row) => day(row[6]) - day(row[5])));
  const isOpen = ([, agent, , , stage]) => agent === 'Darcel Schlecht' && (stage === 'Engaging' || stage === 'Prospecting');
  const stale = rows.filter((row) => isOpen(row) && row[5] !== '' && last - day(row[5]) > longest).length;
  expect(await exactValue(figure(page, 'Pipeline now'))).toBeCloseTo(Math.round((194 - stale) * mean) / 100_000, 6);
  await filled(page).getByRole('checkbox', { name: 'Count the stale deals too' }).check();
  expect(await exactValue(figure(page, 'Pipeline now'))).toBeCloseTo(Math.round(194 * mean) / 100_000, 6);
});

test('the whole team is 30 reps, and comes first', async ({ page }) => {
  await open(page);
  await picker(page).setInputFiles(PIPELINE);
  await expect(figuresOf(page)).toHaveValue('');
  await expect(figuresOf(page).getByRole('option')).toHaveCount(31);
  await expect(figuresOf(page).getByRole('option').first()).toHaveText('Whole team, 30 reps');
  await expect(filled(page).getByText('4,238 won, 2,473 lost: a win rate of 63% by count.')).toBeVisible();
  await expect(filled(page).getByText(/^2,089 open without an amount/)).toBeVisible();
  await figuresOf(page).selectOption('Hayden Neloms');
  await figuresOf(page).selectOption({ label: 'Whole team, 30 reps' });
  await expect(field(page, 'Deals won, in the file')).toHaveValue('4,238');
});

test('a dropped file does the same', async ({ page }) => {
  await open(page);
  await drop(page, readFileSync(PIPELINE, 'utf8'), 'sales_pipeline.csv');
  await figuresOf(page).selectOption('Lajuana Vencill');
  await expect(field(page, 'Deals won, in the file')).toHaveValue('127');
});

test('the same file with semicolons and bare line feeds reads the same', async ({ page }) => {
  const text = readFileSync(PIPELINE, 'utf8');
  expect(text).not.toMatch(/[";]/);
  await open(page);
  await choose(page, text.replaceAll(',', ';').replaceAll('\r\n', '\n'));
  await figuresOf(page).selectOption('Darcel Schlecht');
  await expect(filled(page).getByText('349 won, 204 lost: a win rate of 63% by count.')).toBeVisible();
});

test("a rep's figures go along to the other calculators", async ({ page }) => {
  await open(page);
  await picker(page).setInputFiles(PIPELINE);
  await figuresOf(page).selectOption('Darcel Schlecht');
  await page.getByRole('link', { name: 'Win rate', exact: true }).click();
  const [low, high] = wilson(349, 553).map((share) => `${Math.round(100 * share)}%`);
  await expect(page.getByText(`likely ${low} to ${high} (8 in 10), on 553 decided deals.`)).toBeVisible();
  await expect(figure(page, 'By value')).toHaveAccessibleName(/not available the lost deals' worth is not known/);
  await expect(figuresOf(page)).toHaveValue('Darcel Schlecht');
  await page.getByRole('link', { name: 'Activity numbers', exact: true }).click();
  await expect(field(page, 'Average won deal')).toHaveValue('$3,304');
});
