// Every tab of the Data place, empty and filled: nothing too wide, nothing too small for a finger,
// and nothing that axe complains of.
import { bring, few, go, keepAll, openData, picker, QUESTIONS, total } from './data.mjs';
import { test } from './fixtures.mjs';
import { check } from './screens.mjs';

const TABS = Object.keys(QUESTIONS).map((tab) => tab[0].toUpperCase() + tab.slice(1));

for (const colorScheme of ['light', 'dark']) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, hasTouch: true, contextOptions: { reducedMotion: 'reduce' } });
    test.slow();

    test(`the tabs hold to every screen while nothing is kept, in the ${colorScheme} scheme`, async ({ page }) => {
      await openData(page);
      for (const tab of TABS) {
        await go(page, tab);
        await page.getByRole('heading', { level: 1, name: QUESTIONS[tab.toLowerCase()] }).waitFor();
        await check(page, tab);
      }
    });

    test(`a report with everything open and the tabs with a team hold to every screen, in the ${colorScheme} scheme`, async ({ page }) => {
      await openData(page);
      await bring(page, few({ A1: { Stage: 'Zwischenstand 7', 'Created Date': 'soon' }, A2: { Stage: '' } }));
      await total(page).waitFor();
      for (const part of await page.locator('summary').all()) await part.click();
      await check(page, 'the report');
      await keepAll(page);
      await check(page, 'kept');
      await bring(page, few({ A1: { 'Opportunity ID': 'A9' }, A3: { Amount: '3500', Owner: 'D. Okafor' }, A4: { Owner: 'Dana Okafor' } }));
      await page.locator('.change-part').first().waitFor();
      for (const part of await page.locator('.change-part summary').all()) await part.click();
      await page.getByRole('region', { name: 'Deals not in the file' }).waitFor();
      await check(page, 'a second file');
      await page.getByRole('button', { name: 'Cancel', exact: true }).click();
      for (const tab of TABS.slice(1)) {
        await go(page, tab);
        await page.getByRole('heading', { level: 1, name: QUESTIONS[tab.toLowerCase()] }).waitFor();
        if (tab === 'Reps') await page.getByText('Dana Okafor', { exact: true }).click();
        if (tab === 'Backup') await page.getByRole('button', { name: 'Erase everything…' }).click();
        await check(page, `${tab} with a team`);
      }
      await go(page, 'Backup');
      await page.getByRole('button', { name: 'Erase everything…' }).click();
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Save to a file' }).click();
      const saved = await (await download).path();
      await page.getByRole('button', { name: 'Erase everything now' }).click();
      await go(page, 'Reps');
      await page.getByRole('textbox', { name: 'Add a rep by name' }).fill('Dana Okafor');
      await page.getByRole('textbox', { name: 'Add a rep by name' }).blur();
      await go(page, 'Backup');
      await picker(page, 'Choose a saved file').setInputFiles(saved);
      await page.getByRole('region', { name: 'What the file would change', exact: true }).waitFor();
      await check(page, 'a file to load');
    });
  });
}
