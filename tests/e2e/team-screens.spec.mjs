// The team and a rep on every screen: nothing too wide, nothing cut, nothing too small for a finger, and
// nothing that axe complains of.
import { test } from './fixtures.mjs';
import { check } from './screens.mjs';

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
