// What is on the screen when the page opens, before anybody scrolls or taps.
import { headline, open } from './calculators.mjs';
import { expect, test } from './fixtures.mjs';

for (const [screen, viewport] of [
  ['a phone', { width: 390, height: 844 }],
  ['an upright tablet', { width: 820, height: 1180 }],
  ['a tablet on its side', { width: 1180, height: 820 }],
  ['a desk', { width: 1440, height: 900 }],
]) {
  test.describe(`on ${screen}`, () => {
    test.use({ viewport });

    test(`what a 50% and a 20% rep need is in sight where the app starts on ${screen}`, async ({ page }) => {
      await page.goto('');
      for (const [wins, needs] of [['50%', '2.5×'], ['20%', '6.9×']]) {
        const rep = page.getByRole('link', { name: new RegExp(`^Wins ${wins} of the deals needs ${needs}`) });
        await expect(rep).toBeInViewport({ ratio: 1 });
        await expect(rep.getByText(needs, { exact: true })).toBeInViewport({ ratio: 1 });
      }
      await expect(page.getByRole('link', { name: 'Explore a sample team' })).toBeInViewport({ ratio: 1 });
    });

    test(`the answer is in sight when the page opens on ${screen}`, async ({ page }) => {
      await open(page);
      await expect(headline(page)).toBeInViewport({ ratio: 1 });
      await expect(page.getByText(/^coverage for an 80% chance of quota/)).toBeInViewport({ ratio: 1 });
    });

    test(`what a 50% and a 20% rep need is in sight when the page opens on ${screen}`, async ({ page }) => {
      await open(page);
      await expect(page.getByRole('button', { name: /^A 50% win rate.*needs 2\.5×/ })).toBeInViewport({ ratio: 1 });
      await expect(page.getByRole('button', { name: /^A 20% win rate.*needs 6\.9×/ })).toBeInViewport({ ratio: 1 });
    });
  });
}

test('on a phone the answer stays in sight while the inputs below it are changed', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  await page.getByRole('textbox', { name: 'Chance you want', exact: true }).fill('90');
  await expect(headline(page)).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('textbox', { name: 'Chance you want', exact: true })).toBeInViewport({ ratio: 1 });
});
