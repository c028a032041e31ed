// The team and a rep on every screen: nothing too wide, nothing cut, nothing too small for a finger, and
// nothing that axe complains of.
import { expect, test } from './fixtures.mjs';
import { cut, tooSmall, tooWide, violations } from './screens.mjs';

const SCREENS = [
  { width: 340, height: 700 },
  { width: 390, height: 844 },
  { width: 820, height: 1180 },
  { width: 1180, height: 820 },
  { width: 1440, height: 900 },
];

async function check(page, state) {
  for (const screen of SCREENS) {
    await page.setViewportSize(screen);
    expect.soft(await tooWide(page), `${state}: too wide at ${screen.width}`).toEqual([]);
    expect.soft(await cut(page), `${state}: cut off at ${screen.width}`).toEqual([]);
    expect.soft(await tooSmall(page), `${state}: too small at ${screen.width}`).toEqual([]);
  }
  expect.soft(await violations(page), state).toEqual([]);
}

for (const colorScheme of ['light', 'dark']) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, hasTouch: true, contextOptions: { reducedMotion: 'reduce' } });
    test.slow();

    test(`the team and a rep hold to every screen, in the ${colorScheme} scheme`, async ({ page }) => {
      await page.clock.setFixedTime(new Date('2026-11-21T10:00:00'));
      await page.goto('#/team');
      await page.getByRole('link', { name: 'Explore a sample team' }).waitFor();
      await check(page, 'no team');
      await page.goto('#/sample');
      await page.getByRole('table', { name: 'Reps' }).getByRole('link').nth(11).waitFor();
      await check(page, 'the team');
      await page.getByRole('table', { name: 'Reps' }).getByRole('link').first().click();
      await page.getByRole('region', { name: 'Deals', exact: true }).waitFor();
      await page.getByRole('button', { name: 'Try changes' }).click();
      await check(page, 'a rep');
    });
  });
}
