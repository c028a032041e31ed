// axe finds nothing to complain of, in any state, light and dark.
import { CALCULATORS, field, headline, open, type } from './calculators.mjs';
import { choose, csv, DEALS } from './deals-files.mjs';
import { expect, test } from './fixtures.mjs';
import { violations } from './screens.mjs';

/** One after the other, each undone before the next. */
const STATES = [
  ['the first figures', async () => {}, async () => {}],
  [
    'a card',
    async (page) => { await headline(page).click(); await page.getByRole('dialog').waitFor(); },
    (page) => page.keyboard.press('Escape'),
  ],
  [
    'nonsense in a field',
    (page) => type(page, { 'Deals won, last year': 'a dozen' }),
    (page) => field(page, 'Deals won, last year').press('Escape'),
  ],
  [
    'nothing to answer',
    (page) => type(page, { 'Deals won, last year': '0', 'Deals lost, last year': '0' }),
    (page) => type(page, { 'Deals won, last year': '12', 'Deals lost, last year': '36' }),
  ],
  [
    'a notice',
    async (page) => { await choose(page, ''); await page.getByRole('button', { name: 'Dismiss' }).waitFor(); },
    (page) => page.getByRole('button', { name: 'Dismiss' }).click(),
  ],
  [
    'a file filled in, and a table',
    async (page) => {
      await choose(page, csv(DEALS));
      await page.getByRole('combobox', { name: 'Figures of' }).waitFor();
      await page.getByRole('button', { name: 'Table', exact: true }).click();
      await page.getByRole('table').waitFor();
    },
    async () => {},
  ],
];

for (const colorScheme of ['light', 'dark']) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    for (const { tab } of CALCULATORS) {
      test(`${tab} is accessible in every state in the ${colorScheme} scheme`, async ({ page }) => {
        test.slow();
        await open(page, tab);
        for (const [state, bring, undo] of STATES) {
          await bring(page);
          expect.soft(await violations(page), `with ${state}`).toEqual([]);
          await undo(page);
        }
      });
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
