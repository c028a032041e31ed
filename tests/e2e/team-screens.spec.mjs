// The team and a rep on every screen: nothing too wide, nothing cut, nothing too small for a finger, and
// nothing that axe complains of.
import { test } from './fixtures.mjs';
import { check } from './screens.mjs';
import { bring, few, keepAll, openData } from './data.mjs';
import { openRep, openTeam, typedTeam } from './team.mjs';

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
      await page.getByRole('button', { name: /^Try (changes|other rates)$/ }).first().click();
      await check(page, 'a rep');
      await page.getByRole('button', { name: 'Stop trying' }).click();
      await page.getByRole('button', { name: 'Try changes' }).click();
      await page.getByRole('checkbox').first().waitFor();
      await check(page, 'a rep whose deals are tried');
    });

    test(`a team of which much is missing holds to every screen, in the ${colorScheme} scheme`, async ({ page }) => {
      await typedTeam(page, ['Bo Lind\t120k\t0\t\t12\t36\t30k', 'Cy Park\t120k\t0\t90k\t\t\t30k', 'Eli Roth\t100k\t98k\t50k\t12\t36\t10k']);
      await openTeam(page);
      await check(page, 'a team with figures not typed');
      await openRep(page, 'Bo Lind');
      await check(page, 'a rep with no pipeline typed');
      await openTeam(page);
      await page.getByLabel('As of').fill('2027-02-01');
      await page.getByRole('button', { name: 'Look from Oct 1, 2026' }).waitFor();
      await check(page, 'a team with quotas of another period');
    });

    test(`a rep of whose deals some are in no figure holds to every screen, in the ${colorScheme} scheme`, async ({ page }) => {
      await openData(page);
      await bring(page, few({ A2: { 'Close Date': '' } }));
      await keepAll(page);
      await openRep(page, 'Dana Okafor');
      await page.getByText(/in no figure here/).waitFor();
      await check(page, 'a rep with findings');
    });
  });
}
