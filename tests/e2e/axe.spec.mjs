// axe finds nothing to complain of, in any state, light and dark.
import AxeBuilder from '@axe-core/playwright';
import { CALCULATORS, headline, open, type } from './calculators.mjs';
import { choose, csv, DEALS } from './deals-files.mjs';
import { expect, test } from './fixtures.mjs';

const STATES = {
  'with its first figures': async () => {},
  'with a card open': async (page) => {
    await headline(page).click();
    await page.getByRole('dialog').waitFor();
  },
  'with nonsense in a field': (page) => type(page, { 'Deals won, last year': 'a dozen' }),
  'with nothing to answer': (page) => type(page, { 'Deals won, last year': '0', 'Deals lost, last year': '0' }),
  'with a file filled in, as a table': async (page) => {
    await choose(page, csv(DEALS));
    await page.getByRole('combobox', { name: 'Figures of' }).waitFor();
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    await page.getByRole('table').waitFor();
  },
  'with a notice': async (page) => {
    await choose(page, '');
    await page.getByRole('button', { name: 'Put away' }).waitFor();
  },
};

/** What axe complains of: rule, and where. */
async function violations(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary}`));
}

for (const colorScheme of ['light', 'dark']) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    for (const { tab } of CALCULATORS) {
      for (const [state, bring] of Object.entries(STATES)) {
        test(`${tab} ${state} is accessible in the ${colorScheme} scheme`, async ({ page }) => {
          await open(page, tab);
          await bring(page);
          expect(await violations(page)).toEqual([]);
        });
      }
    }

    test(`the page for an address where nothing is is accessible in the ${colorScheme} scheme`, async ({ page }) => {
      await page.goto('#/nowhere');
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await violations(page)).toEqual([]);
    });

    test(`a phone's page is accessible in the ${colorScheme} scheme`, async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await open(page);
      expect(await violations(page)).toEqual([]);
    });
  });
}
