// Nothing is wider than the screen, in any calculator, with the longest figures.
import { CALCULATORS, headline, open, type } from './calculators.mjs';
import { choose, csv, DEALS } from './deals-files.mjs';
import { expect, test } from './fixtures.mjs';
import { cut, tooWide } from './screens.mjs';

const WIDTHS = [340, 390, 820, 1180, 1440];

/** Fields whose number does not fit into them; nonsense may be of any length. */
const cutFields = (page) =>
  page.getByRole('textbox').evaluateAll((fields) =>
    fields
      .filter((field) => field.checkVisibility() && !field.matches('[aria-invalid="true"]'))
      .filter((field) => field.scrollWidth > field.clientWidth + 1)
      .map((field) => `${field.value} takes ${field.scrollWidth} px of ${field.clientWidth}`),
  );

/** The sides on which an element leaves the window; half a pixel is rounding. */
async function outside(element, width, height) {
  const box = await element.boundingBox();
  const beyond = { left: -box.x, top: -box.y, right: box.x + box.width - width, bottom: box.y + box.height - height };
  return Object.entries(beyond).filter(([, by]) => by > 0.5).map(([side, by]) => `${side} by ${by}`);
}

async function checkAtEveryWidth(page) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    expect.soft(await tooWide(page), `too wide at ${width}`).toEqual([]);
    expect.soft(await cut(page), `cut off at ${width}`).toEqual([]);
  }
}

const LONGEST = {
  Coverage: { 'Left to quota': '999,999,999,999', 'Average won deal': '123,456,789', 'Pipeline now': '876,543,210,987' },
  'Win rate': { 'Worth of the won deals': '999,999,999,999', 'Worth of the lost deals': '888,888,888,888', 'Deals won, last year': '999999' },
  'Activity numbers': { 'Left to quota': '999,999,999,999', 'Average won deal': '123,456,789' },
};

for (const { tab } of CALCULATORS) {
  test(`${tab} fits every screen with its first figures`, async ({ page }) => {
    await open(page, tab);
    await checkAtEveryWidth(page);
  });

  test(`${tab} fits every screen with the longest amounts of a currency with a long sign`, async ({ page }) => {
    await open(page, tab);
    await page.getByRole('combobox', { name: 'Amounts in' }).selectOption('JPY');
    await type(page, LONGEST[tab]);
    await expect(headline(page)).toBeVisible();
    await checkAtEveryWidth(page);
    await page.getByRole('combobox', { name: 'Amounts in' }).selectOption('CHF');
    await checkAtEveryWidth(page);
  });

  test(`${tab} fits every screen as a table, with a file filled in and nonsense typed`, async ({ page }) => {
    await open(page, tab);
    await choose(page, csv(DEALS.map((row) => row.map((cell) => cell.replace('Ana', 'Ana Donaudampfschifffahrtsgesellschaft')))));
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    await type(page, { 'Deals won, in the file': 'Donaudampfschifffahrtsgesellschaft' });
    await checkAtEveryWidth(page);
  });
}

for (const { tab } of CALCULATORS) {
  test(`the card of ${tab} fits every screen`, async ({ page }) => {
    await open(page, tab);
    await page.getByRole('combobox', { name: 'Amounts in' }).selectOption('CHF');
    await type(page, LONGEST[tab]);
    await headline(page).click();
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 700 });
      // The card rises as it opens, and is laid out anew after the window's change: wait for its place, not for a while.
      await expect.poll(() => outside(page.getByRole('dialog'), width, 700), `the card at ${width}`).toEqual([]);
      const sideways = await page.getByRole('dialog').evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
      expect(sideways, `the card scrolls sideways at ${width}`).toBeLessThanOrEqual(0);
    }
  });
}

for (const currency of ['JPY', 'CHF', 'USD']) {
  test(`a quota of hundreds of millions in ${currency} can be read whole in its field`, async ({ page }) => {
    await open(page);
    await page.getByRole('combobox', { name: 'Amounts in' }).selectOption(currency);
    await type(page, { 'Left to quota': '876,543,210', 'Pipeline now': '9,876,543,210' });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      expect(await cutFields(page), `at ${width}`).toEqual([]);
    }
  });
}

test('a link to copy by hand and a notice fit the narrowest screen', async ({ page }) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await page.goto('#/calculate/coverage?won=20');
  await expect(page.getByRole('button', { name: 'Back to my own figures' })).toBeVisible();
  await page.getByRole('button').filter({ hasText: 'Copy link to this' }).click();
  await expect(page.getByRole('textbox', { name: 'Copy this link' })).toBeVisible();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    expect(await tooWide(page), `at ${width}`).toEqual([]);
  }
});
