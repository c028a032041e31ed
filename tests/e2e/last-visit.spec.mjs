// The team's figures of the last visit are there at once, and say that they are.
import { withTeam } from './data.mjs';
import { expect, test } from './fixtures.mjs';
import { openTeam } from './team.mjs';

const MARK = 'From your last visit; being worked out anew…';
const figures = (page) => page.getByRole('table', { name: 'Reps' }).getByRole('row').allTextContents();

async function setYear(page, quota) {
  const year = page.getByRole('textbox', { name: 'Quota of Dana Okafor for the year, divided evenly' });
  await year.fill(quota);
  await year.blur();
  await expect(page.locator('html')).toHaveAttribute('data-saved', /^Saved on this device/);
}

/** A team whose figures were seen, and a page that then hears nothing of its deals until `hear` is called. */
async function seenBefore(page) {
  await withTeam(page, 'Quotas');
  await setYear(page, '40k');
  await openTeam(page);
  await expect(page.getByRole('table', { name: 'Reps' }).getByRole('rowheader').first()).toBeVisible();
  const before = await figures(page);
  let hear;
  const heard = new Promise((done) => { hear = done; });
  await page.context().route(/reader_bg.*\.wasm/, async (route) => {
    await heard;
    await route.continue();
  });
  return { before, hear };
}

test('after a reload they stand before the deals are read, marked until they are', async ({ page }) => {
  const { before, hear } = await seenBefore(page);
  await page.reload();
  await expect(page.getByText(MARK)).toBeVisible();
  expect(await figures(page)).toEqual(before);
  hear();
  await expect(page.getByText(MARK)).toHaveCount(0);
  expect(await figures(page)).toEqual(before);
});

test('they are not shown where a quota was changed since', async ({ page }) => {
  const { hear } = await seenBefore(page);
  await page.goto('#/data/quotas');
  await setYear(page, '80k');
  await page.reload();
  await openTeam(page);
  await expect(page.getByText(MARK)).toHaveCount(0);
  await expect(page.getByRole('table', { name: 'Reps' }).getByRole('rowheader')).toHaveCount(0);
  hear();
  await expect(page.getByRole('table', { name: 'Reps' }).getByRole('rowheader').first()).toBeVisible();
});

test('nothing is left of them once everything is erased', async ({ page }) => {
  const { hear } = await seenBefore(page);
  hear();
  const kept = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('ridealong')));
  await page.goto('#/data/backup');
  expect(await kept()).toContain('ridealong/last-figures');
  await page.getByRole('button', { name: 'Erase everything…' }).click();
  await page.getByRole('button', { name: 'Erase everything now' }).click();
  await expect(page.getByText(/^Everything was erased/).last()).toBeVisible();
  await page.goto('#/team');
  await page.reload();
  expect(await kept()).not.toContain('ridealong/last-figures');
});
