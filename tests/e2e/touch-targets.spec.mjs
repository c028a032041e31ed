// Under a finger every control is at least 44 by 44 CSS pixels.
import { CALCULATORS, headline, open, type } from './calculators.mjs';
import { choose, csv, DEALS } from './deals-files.mjs';
import { expect, test } from './fixtures.mjs';

const LEAST = 44;

/** The controls that are smaller, each measured with the label that stands in for it. */
const tooSmall = (page) =>
  page.evaluate((least) => {
    const targetOf = (control) =>
      ['radio', 'checkbox', 'file'].includes(control.type) ? (control.closest('label') ?? control) : control;
    return [...document.querySelectorAll('a[href], button, input, select, summary')]
      .filter((control) => !control.closest('.skip') && targetOf(control).checkVisibility())
      .map((control) => ({ control, box: targetOf(control).getBoundingClientRect() }))
      // Sizes are fractions of a pixel after rounding.
      .filter(({ box }) => box.width < least - 0.01 || box.height < least - 0.01)
      .map(({ control, box }) => `${control.outerHTML.slice(0, 100)}: ${box.width.toFixed(1)} x ${box.height.toFixed(1)}`);
  }, LEAST);

const SCREENS = [
  { width: 340, height: 700 },
  { width: 390, height: 844 },
  { width: 820, height: 1180 },
  { width: 1180, height: 820 },
];

test.use({ viewport: SCREENS[0], hasTouch: true });

async function checkOnEveryScreen(page) {
  for (const screen of SCREENS) {
    await page.setViewportSize(screen);
    expect.soft(await tooSmall(page), `at ${screen.width}`).toEqual([]);
  }
}

for (const { tab } of CALCULATORS) {
  test(`every control of ${tab} is large enough for a finger`, async ({ page }) => {
    await open(page, tab);
    await choose(page, csv(DEALS));
    await page.getByRole('combobox', { name: 'Figures of' }).waitFor();
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    if (tab === 'Activity numbers') await page.getByText('Check the chain against what you saw').click();
    await checkOnEveryScreen(page);
  });
}

test('the controls of a notice and of a card are large enough for a finger', async ({ page }) => {
  await page.goto('#/calculate/coverage?won=20');
  await page.getByRole('button', { name: 'Back to my own figures' }).waitFor();
  await checkOnEveryScreen(page);
  await headline(page).click();
  await page.getByRole('dialog').waitFor();
  await checkOnEveryScreen(page);
});

test('the controls are large enough for a finger where there is nothing to answer', async ({ page }) => {
  await open(page);
  await type(page, { 'Left to quota': '0' });
  await checkOnEveryScreen(page);
});
