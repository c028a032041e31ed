import { chooseRateFrom, exactValue, figure, headline, open, picture, type } from './calculators.mjs';
import { expect, test } from './fixtures.mjs';
import { chanceAt, dealsNeeded, learned, stated } from './statistics.mjs';

test('the first figures show at once that 3x is not enough', async ({ page }) => {
  await open(page);
  await expect(headline(page)).toHaveText('5.6×');
  await expect(page.getByText('coverage for an 80% chance of quota: 4 wins, so about 22 deals in play, $660K.')).toBeVisible();
  await expect(figure(page, 'Flat 3×')).toHaveAccessibleName(/36% chance of quota$/);
  await expect(figure(page, 'Break-even')).toHaveAccessibleName(/4\.0× 58% chance of quota$/);
  await expect(figure(page, 'Pipeline now')).toHaveAccessibleName(/2\.4× 22% chance, \$377K short$/);
});

test('every figure carries its exact value', async ({ page }) => {
  await open(page);
  expect(await exactValue(headline(page))).toBeCloseTo((22 * 30_000) / 118_000, 12);
  expect(await exactValue(figure(page, 'Break-even'))).toBeCloseTo(48 / 12, 12);
  expect(await exactValue(figure(page, 'Pipeline now'))).toBeCloseTo(283_000 / 118_000, 12);
  const flat = chanceAt((3 * 118_000) / 30_000, 4, learned(12, 36));
  expect(await exactValue(figure(page, 'Flat 3×'))).toBeCloseTo(flat, 9);
});

test('a line says how far the win rate can be trusted, and what its ends would need', async ({ page }) => {
  await open(page);
  await expect(
    page.getByText('Win rate 25%, likely 18% to 34% (8 in 10) on 48 decided deals: with those ends, 3.8× to 7.6×.'),
  ).toBeVisible();
  await chooseRateFrom(page, 'A win rate');
  await expect(page.getByText('Win rate 25%, taken at its word: type won and lost deals to see its likely range.')).toBeVisible();
});

const REPS = [
  { left: 118_000, deal: 30_000, won: 12, lost: 36, pipeline: 283_000, wanted: 80 },
  { left: 120_001, deal: 30_000, won: 12, lost: 36, pipeline: 0, wanted: 80 },
  { left: 1_000_000, deal: 3_304, won: 349, lost: 204, pipeline: 640_976, wanted: 90 },
  { left: 20_000, deal: 90_000, won: 3, lost: 1, pipeline: 1_000_000, wanted: 50 },
  { left: 500_000, deal: 45_000, rate: 20, pipeline: 700_000, wanted: 95 },
  { left: 500_000, deal: 45_000, rate: 100, pipeline: 700_000, wanted: 60 },
];
test('a rep needs as many deals as counting them one by one says', async ({ page }) => {
  await open(page);
  for (const rep of REPS) {
    await test.step(JSON.stringify(rep), async () => {
      await chooseRateFrom(page, rep.rate === undefined ? 'Deals won and lost' : 'A win rate');
      await type(page, {
        ...(rep.rate === undefined
          ? { 'Deals won, last year': `${rep.won}`, 'Deals lost, last year': `${rep.lost}` }
          : { 'Win rate': `${rep.rate}%` }),
        'Left to quota': `${rep.left}`,
        'Average won deal': `${rep.deal}`,
        'Pipeline now': `${rep.pipeline}`,
        'Chance you want': `${rep.wanted}%`,
      });
      const urn = rep.rate === undefined ? learned(rep.won, rep.lost) : stated(rep.rate / 100);
      const wins = Math.ceil(rep.left / rep.deal);
      const deals = dealsNeeded(wins, rep.wanted / 100, urn);
      expect(await exactValue(headline(page))).toBeCloseTo((deals * rep.deal) / rep.left, 9);
      expect(await exactValue(figure(page, 'Pipeline now'))).toBeCloseTo(rep.pipeline / rep.left, 9);
      const flat = chanceAt((3 * rep.left) / rep.deal, wins, urn);
      expect(await exactValue(figure(page, 'Flat 3×'))).toBeCloseTo(flat, 6);
      const short = deals * rep.deal - rep.pipeline;
      await expect(figure(page, 'Pipeline now')).toHaveAccessibleName(short > 0 ? /short$/ : /to spare$/);
    });
  }
});

test('the two reps that 3x is wrong for are in sight with what they need, and one tap each', async ({ page }) => {
  await open(page);
  for (const [rate, needs] of [[50, '2.5×'], [20, '6.9×']]) {
    const rep = page.getByRole('button', { name: new RegExp(`^A ${rate}% win rate`) });
    await expect(rep).toHaveAccessibleName(new RegExp(`needs ${needs}$`));
    await rep.click();
    await expect(headline(page)).toHaveText(needs);
    await expect(page.getByRole('radio', { name: 'A win rate', exact: true })).toBeChecked();
    await expect(page.getByRole('textbox', { name: 'Win rate', exact: true })).toHaveValue(`${rate}%`);
  }
});

test('what the two reps need follows the quota', async ({ page }) => {
  await open(page);
  await type(page, { 'Left to quota': '120k' });
  const needs = (rate, deals) => new RegExp(`A ${rate}% win rate.*needs ${((deals * 30) / 120).toFixed(1)}×`);
  for (const rate of [50, 20]) {
    const deals = dealsNeeded(4, 0.8, stated(rate / 100));
    await expect(page.getByRole('button', { name: needs(rate, deals) })).toBeVisible();
  }
});

test('the picture follows the answer', async ({ page }) => {
  await open(page);
  await expect(picture(page)).toHaveAccessibleName(/needed 5\.6×: 80%, has now 2\.4×: 22%, break-even 4\.0×: 58%, flat 3\.0×: 36%/);
  await type(page, { 'Pipeline now': '700k' });
  await expect(picture(page)).toHaveAccessibleName(/has now 5\.9×/);
  await expect(picture(page)).toContainText('has now 5.9×');
});
