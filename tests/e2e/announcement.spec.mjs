// The answer is said aloud once it has come to rest.
import { aloud, field, headline, open, slider, type } from './calculators.mjs';
import { expect, test } from './fixtures.mjs';

const FIRST =
  '5.6 times coverage needed for an 80% chance of quota, 4 wins of 22 deals; with the pipeline now 22% chance, $377K short.';

/** Notes every sentence that the live region takes from now on. */
async function listen(page) {
  const region = await aloud(page).elementHandle();
  await page.evaluate((region) => {
    window.said = [];
    new MutationObserver(() => window.said.push(region.textContent)).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  }, region);
  return () => page.evaluate(() => [...new Set(window.said)]);
}

test('the answer is said in a sentence', async ({ page }) => {
  await open(page);
  await expect(aloud(page)).toHaveText(FIRST);
});

test('a slider on its way is not a stream of numbers', async ({ page }) => {
  await open(page);
  await expect(aloud(page)).toHaveText(FIRST);
  const said = await listen(page);
  for (let step = 0; step < 12; step += 1) await slider(page, 'Deals won, last year').press('ArrowRight');
  await expect(field(page, 'Deals won, last year')).toHaveValue('24');
  expect(await said()).toEqual([]);
  await expect(aloud(page)).not.toHaveText(FIRST);
  const needed = (await headline(page).innerText()).replace('×', ' times');
  await expect(aloud(page)).toHaveText(new RegExp(`^${needed} coverage needed`));
  expect(await said()).toHaveLength(1);
});

test('only one region says the answer', async ({ page }) => {
  await open(page);
  await expect(aloud(page)).toHaveCount(1);
  await expect(page.getByRole('status').filter({ has: headline(page) })).toHaveAttribute('aria-live', 'off');
});

test('nonsense is said at once, and the answer not again', async ({ page }) => {
  await open(page);
  await expect(aloud(page)).toHaveText(FIRST);
  const said = await listen(page);
  await type(page, { 'Left to quota': 'lots' });
  await expect(page.getByRole('alert').filter({ hasText: 'That is not an amount' })).toBeVisible();
  // The region waits for 700 ms of rest; a slow machine only makes this wait longer.
  await page.waitForTimeout(1_000);
  expect(await said()).toEqual([]);
});

test('the other calculators say their answers too', async ({ page }) => {
  await open(page, 'Win rate');
  await expect(aloud(page)).toHaveText('Win rate 25%, likely 18% to 34%, on 48 decided deals.');
  await page.getByRole('link', { name: 'Activity numbers', exact: true }).click();
  await expect(aloud(page)).toHaveText('33 conversations a week for 6 weeks, 16 deals to create.');
});

test('where there is no answer the reason is said', async ({ page }) => {
  await open(page, 'Win rate');
  await type(page, { 'Deals won, last year': '0', 'Deals lost, last year': '0' });
  await expect(aloud(page)).toHaveText(/No deal is decided yet/);
});
