import { exactValue, figure, headline, open, picture, type } from './calculators.mjs';
import { expect, test } from './fixtures.mjs';
import { decidedUntilTight, wilson } from './statistics.mjs';

/** As the app writes a rate: below 10% with a decimal, where it has one. */
const percent = (share) => (share < 0.0995 ? `${Math.round(share * 1000) / 10}%` : `${Math.round(share * 100)}%`);
const times = (rate) => `${(1 / rate).toFixed(1 / rate < 99.95 ? 1 : 0)}×`;

for (const [won, lost, within] of [[12, 36, 5], [349, 204, 5], [3, 1, 10], [1, 60, 3], [50, 0, 5], [107, 45, 2]]) {
  test(`${won} won and ${lost} lost give the rate, range and deals that Wilson's interval gives`, async ({ page }) => {
    await open(page, 'Win rate');
    await type(page, {
      'Deals won, last year': `${won}`,
      'Deals lost, last year': `${lost}`,
      'Tight means give or take': `${within}%`,
    });
    const decided = won + lost;
    const [low, high] = wilson(won, decided);
    expect(await exactValue(headline(page))).toBeCloseTo(won / decided, 12);
    await expect(page.getByText(`likely ${percent(low)} to ${percent(high)} (8 in 10), on ${decided} decided deals.`)).toBeVisible();
    const breakEven = figure(page, 'Break-even coverage');
    expect(await exactValue(breakEven)).toBeCloseTo(decided / won, 12);
    const [best, worst] = [times(high), times(low)];
    const ends = best === worst ? `${best} at both of the range's ends$` : `${best} to ${worst} at the range's ends$`;
    await expect(breakEven).toHaveAccessibleName(new RegExp(ends));
    const more = Math.max(0, decidedUntilTight(won / decided, within / 100) - decided);
    const tight = figure(page, 'Until it is tight');
    expect(await exactValue(tight)).toBe(more);
    await expect(tight).toHaveAccessibleName(more > 0 ? new RegExp(`${more.toLocaleString('en-US')} more`) : /tight tight already within/);
  });
}

test('a range that is tight already asks for no more deals', async ({ page }) => {
  await open(page, 'Win rate');
  await type(page, { 'Deals won, last year': '1200', 'Deals lost, last year': '3600' });
  await expect(figure(page, 'Until it is tight')).toHaveAccessibleName(/^Until it is tight tight\b/);
  expect(await exactValue(figure(page, 'Until it is tight'))).toBe(0);
});

test('a win rate by value needs the worth of both won and lost deals', async ({ page }) => {
  await open(page, 'Win rate');
  const byValue = figure(page, 'By value');
  await expect(byValue).toHaveAccessibleName("By value not available the lost deals' worth is not known");
  await expect(byValue.locator('data')).toHaveAttribute('value', '');
  await type(page, { 'Worth of the lost deals': '840k' });
  await expect(byValue).toHaveAccessibleName(/^By value 30% of what was decided, in money$/);
  expect(await exactValue(byValue)).toBeCloseTo(360 / 1_200, 12);
  await type(page, { 'Worth of the won deals': '0' });
  await expect(byValue).toHaveAccessibleName("By value not available the won deals' worth is not known");
});

test('a team that lost nothing has a win rate by value of all', async ({ page }) => {
  await open(page, 'Win rate');
  await type(page, { 'Deals lost, last year': '0' });
  await expect(figure(page, 'By value')).toHaveAccessibleName(/^By value 100%/);
});

test('the picture says now and tight, and the table has both', async ({ page }) => {
  await open(page, 'Win rate');
  const tight = decidedUntilTight(0.25, 0.05);
  await expect(picture(page)).toHaveAccessibleName(
    `The likely range of the win rate narrows as deals are decided: 18% to 34% at 48 deals, tight at ${tight} deals, ${tight - 48} more.`,
  );
  await expect(picture(page)).toContainText('now, 48');
  await expect(picture(page)).toContainText(`tight at ${tight}`);
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await expect(page.getByRole('rowheader', { name: '48, now', exact: true })).toBeVisible();
  await expect(page.getByRole('rowheader', { name: `${tight}, tight`, exact: true })).toBeVisible();
});

test('deals won and lost are the same ones as in the coverage calculator', async ({ page }) => {
  await open(page, 'Win rate');
  await type(page, { 'Deals won, last year': '30' });
  await page.getByRole('link', { name: 'Coverage', exact: true }).click();
  await expect(page.getByText(/on 66 decided deals/)).toBeVisible();
});
