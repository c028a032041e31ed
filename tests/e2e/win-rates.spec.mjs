// The win-rate lab: every definition side by side, of the team and of a rep.
import { bring, FEW, keepAll, openData } from './data.mjs';
import { csv, missing } from './deals-files.mjs';
import { expect, test } from './fixtures.mjs';
import { check } from './screens.mjs';
import { addedUp, keepPipeline, openRep, openTeam, typedTeam } from './team.mjs';

const WAY = 'All definitions of the win rate side by side';
const table = (page) => page.getByRole('table', { name: 'Win rates by definition' });
const definition = (page, name) => table(page).getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });

/** A definition's rate (exact), deals and coverage, as they stand in its row. */
async function figures(page, name) {
  const row = definition(page, name);
  const rate = Number(await row.locator('data').getAttribute('value'));
  const [, range, deals, coverage] = await row.getByRole('cell').allTextContents();
  return { rate, range, deals: Number(deals.replaceAll(/\D/g, '')), coverage: Number.parseFloat(coverage) };
}

test.describe('the public data set', () => {
  test.skip(missing !== undefined, missing);

  test("a rep's rates are those that the file's rows add up to", async ({ page }) => {
    const name = 'Darcel Schlecht';
    await keepPipeline(page);
    await openRep(page, name);
    await page.getByRole('link', { name: WAY }).click();
    await expect(page.getByRole('heading', { level: 1, name: `What is ${name}'s win rate?` })).toBeFocused();
    const own = addedUp(name, '2018-01-02', '2017-01-02');
    const byCount = await figures(page, /^\(a\)/);
    expect(byCount.rate).toBeCloseTo(own.won / own.decided, 9);
    expect(byCount.deals).toBe(own.decided);
    expect(byCount.coverage).toBeCloseTo(own.decided / own.won, 0.9);
    const withStale = await figures(page, /^\(c\)/);
    expect(withStale.rate).toBeCloseTo(own.won / (own.decided + own.stale), 9);
    expect(withStale.deals).toBe(own.decided + own.stale);
    // Lost deals carry no amount in this file, so by value it would read 100%.
    await expect(definition(page, /^\(b\)/)).toContainText('over half of the lost deals carry no amount');
    await expect(page.getByText(/^The rep's figures use \d+%, likely \d+% to \d+%/)).toBeVisible();
    await page.getByRole('link', { name, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeFocused();
  });

  test("the team's rates count every deal, and each opens its card", async ({ page }) => {
    await keepPipeline(page);
    await openTeam(page);
    await page.getByRole('link', { name: WAY }).click();
    await expect(page.getByRole('heading', { level: 1, name: "What is the team's win rate?" })).toBeFocused();
    await expect(page).toHaveTitle('Win rates · Ridealong');
    const byCount = await figures(page, /^\(a\)/);
    // 4,238 won and 2,473 lost, as the README of the data says.
    expect(byCount.rate).toBeCloseTo(4238 / 6711, 9);
    expect(byCount.deals).toBe(6711);
    for (const name of [/^\(a\)/, /^\(c\)/, /^\(d\)/, /^\(e\)/]) {
      await definition(page, name).getByRole('button').click();
      await expect(page.getByRole('dialog')).toContainText('Coverage that breaks even');
      await page.keyboard.press('Escape');
    }
    // From an earlier day fewer deals are decided.
    await page.getByLabel('As of').fill('2017-06-30');
    await expect.poll(async () => (await figures(page, /^\(a\)/)).deals).toBeLessThan(6711);
  });
});

const goesBy = (page) => page.getByLabel('The team goes by');

test('the definition that the team goes by is what its pages show, and is kept', async ({ page }) => {
  await openData(page);
  // One deal won, one lost, and one that nobody closed: open for longer than the won one took.
  await bring(page, csv([...FEW, ['A5', 'Dana Okafor', 'Five', 'Negotiation', '2016-11-02', '2017-12-23', '5000']]));
  await keepAll(page);
  await page.goto('#/team/win-rates');
  await expect(definition(page, /^\(a\)/)).toContainText("The team's");
  const [byCount, withStale] = [await figures(page, /^\(a\)/), await figures(page, /^\(c\)/)];
  expect(withStale.deals).toBeGreaterThan(byCount.deals);
  await goesBy(page).selectOption('(c) Stale as lost');
  await expect(definition(page, /^\(c\)/)).toContainText("The team's");
  await expect(definition(page, /^\(a\)/)).not.toContainText("The team's");
  await openRep(page, 'Dana Okafor');
  await expect(page.getByText(/1 stale taken as lost/)).toBeVisible();
  await page.reload();
  await expect(page.getByText(/1 stale taken as lost/)).toBeVisible();
  await page.goto('#/data/settings');
  await expect(page.getByLabel("The team's win rate")).toHaveValue('stale-as-lost');
  await page.getByLabel("The team's win rate").selectOption('(a) By count');
  await openRep(page, 'Dana Okafor');
  await expect(page.getByText(/won of \d+ decided/)).toBeVisible();
});

test('what the sample team goes by is forgotten with it', async ({ page }) => {
  await page.goto('#/sample/win-rates');
  await goesBy(page).selectOption('(e) In the end');
  await expect(definition(page, /^\(e\)/)).toContainText("The team's");
  await page.reload();
  await expect(definition(page, /^\(a\)/)).toContainText("The team's");
});

test('the sample has every definition, and an address of its own for each rep', async ({ page }) => {
  await page.goto('#/sample/win-rates');
  await expect(table(page).getByRole('rowheader')).toHaveText([/^\(a\)/, /^\(b\)/, /^\(c\)/, /^\(d\)/, /^\(e\)/]);
  await expect(page.getByText(/^One list of deals: from \d+% by \([a-e]\), which breaks even at /)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Where each misleads' }).getByRole('listitem')).toHaveCount(7);
  await page.goto('#/sample');
  await page.getByRole('table', { name: 'Reps' }).getByRole('link').first().click();
  const name = await page.getByRole('heading', { level: 1 }).textContent();
  await page.getByRole('link', { name: WAY }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
  await expect(table(page).getByRole('rowheader')).toHaveCount(5);
});

test('without deals there is nothing to compare, which is said', async ({ page }) => {
  await typedTeam(page, ['Bo Lind\t120k\t0\t50k\t12\t36\t30k']);
  await openTeam(page);
  await page.getByRole('link', { name: WAY }).click();
  await expect(page.getByRole('status').getByText(/^No deal of the team is kept, and what was typed is one win rate alone/)).toBeVisible();
  await expect(table(page)).toBeHidden();
  await openRep(page, 'Bo Lind');
  await page.getByRole('link', { name: WAY }).click();
  await expect(page.getByText(/^No deal of Bo Lind is kept/)).toBeVisible();
});

test('where losses are not recorded only the definitions that count open deals have a rate', async ({ page }) => {
  await openData(page);
  await bring(page, csv(FEW.filter(([id]) => id !== 'A2')));
  await keepAll(page);
  await page.goto('#/team/win-rates');
  for (const name of [/^\(a\)/, /^\(b\)/, /^\(e\)/]) {
    await expect(definition(page, name)).toContainText("under 15% of the team's decided deals are lost");
  }
  await expect(definition(page, /^\(c\)/).getByRole('button')).toBeVisible();
  await expect(definition(page, /^\(a\)/).getByRole('link', { name: 'say under Data, Settings' })).toHaveAttribute('href', '#/data/settings');
});

test.describe('of a definition that gives no rate', () => {
  test.skip(missing !== undefined, missing);

  test('the team is told what stands in', async ({ page }) => {
    await keepPipeline(page);
    await page.goto('#/team/win-rates');
    await expect(goesBy(page).getByRole('option', { name: '(b) By value: no rate here' })).toBeAttached();
    await goesBy(page).selectOption({ label: '(b) By value: no rate here' });
    await openTeam(page);
    await expect(page.getByText(/^The team goes by the win rate \(b\) By value, but its deals give none: \(a\) stands in/)).toBeAttached();
  });
});

test('a rep who is not in the team has no win rates', async ({ page }) => {
  await openData(page);
  await bring(page, csv(FEW));
  await keepAll(page);
  await page.goto('#/team/0000000000000000/win-rates');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This rep is not in the team');
});

for (const colorScheme of ['light', 'dark']) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, hasTouch: true, contextOptions: { reducedMotion: 'reduce' } });

    test(`the win rates hold to every screen, in the ${colorScheme} scheme`, async ({ page }) => {
      test.slow();
      await page.clock.setFixedTime(new Date('2026-11-21T10:00:00'));
      await page.goto('#/sample/win-rates');
      await table(page).waitFor();
      await check(page, 'the win rates of the team');
      await openData(page);
      await bring(page, csv(FEW.filter(([id]) => id !== 'A2')));
      await keepAll(page);
      await openRep(page, 'Dana Okafor');
      await page.getByRole('link', { name: WAY }).click();
      await table(page).waitFor();
      await check(page, 'the win rates of a rep without losses');
    });
  });
}
