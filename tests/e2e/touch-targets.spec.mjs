// Under a finger every control is at least 44 by 44 CSS pixels.
import { CALCULATORS, headline, open, type } from './calculators.mjs';
import { choose, csv, DEALS } from './deals-files.mjs';
import { expect, test } from './fixtures.mjs';
import { tooSmall } from './screens.mjs';

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
