import { CALCULATORS, field, open, picture, type } from './calculators.mjs';
import { expect, test } from './fixtures.mjs';
import { chanceAt, learned } from './statistics.mjs';

const table = (page) => page.getByRole('button', { name: 'Table', exact: true });

for (const { tab } of CALCULATORS) {
  test(`the picture of ${tab} says what it shows, and has a question as its title`, async ({ page }) => {
    await open(page, tab);
    await expect(page.getByRole('figure').getByRole('heading', { level: 2 })).toBeVisible();
    await expect(picture(page)).toHaveCount(1);
    const sentence = await picture(page).getAttribute('aria-label');
    expect(sentence.length).toBeGreaterThan(60);
    expect(sentence).toMatch(/\d/);
    await type(page, { 'Deals won, last year': '40' });
    await expect(picture(page)).not.toHaveAccessibleName(sentence);
  });

  test(`the table of ${tab} is one tap away, with names for its columns and rows`, async ({ page }) => {
    await open(page, tab);
    await expect(page.getByRole('table')).toHaveCount(0);
    await table(page).click();
    await expect(table(page)).toHaveAttribute('aria-pressed', 'true');
    const columns = await page.getByRole('columnheader').count();
    const rows = page.getByRole('table').getByRole('row');
    expect(await rows.count()).toBeGreaterThan(3);
    for (const row of (await rows.all()).slice(1)) {
      await expect(row.getByRole('rowheader')).toHaveCount(1);
      await expect(row.getByRole('cell')).toHaveCount(columns - 1);
    }
    await table(page).click();
    await expect(page.getByRole('table')).toHaveCount(0);
  });
}

test('the table has the points of the picture, with the same numbers', async ({ page }) => {
  await open(page);
  await table(page).click();
  const cells = async (name) =>
    page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) }).locator('td').allInnerTexts();
  expect(await cells('5.6×, needed')).toEqual(['22', '$660K', '80%']);
  expect(await cells('4.0×, break-even')).toEqual(['16', '$472K', '58%']);
  expect(await cells('3.0×, flat rule')).toEqual(['12', '$354K', '36%']);
  expect(await cells('2.4×, has now')).toEqual(['9.4', '$283K', '22%']);
});

test('every row of the table is on the curve', async ({ page }) => {
  await open(page);
  await table(page).click();
  for (const row of (await page.getByRole('row').all()).slice(1)) {
    const [coverage, , , chance] = await row.locator('th, td').allInnerTexts();
    if (coverage.includes(', ')) continue; // A marked point: its coverage is rounded.
    const deals = (parseFloat(coverage) * 118_000) / 30_000;
    const share = 100 * chanceAt(deals, 4, learned(12, 36));
    const written = share < 0.5 ? 'under 1%' : `${Math.round(share)}%`;
    expect(chance, `at ${coverage}`).toBe(written);
  }
});

test('the table follows the inputs', async ({ page }) => {
  await open(page);
  await table(page).click();
  await type(page, { 'Pipeline now': '590k' });
  await expect(page.getByRole('rowheader', { name: '5.0×, has now', exact: true })).toBeVisible();
});

/** What the readout says, by the form of its words. */
const readout = (page) => page.getByText(/^\d+\.\d×: (under |over )?\d+%$/);

test('the curve is read out under the pointer, and no more once it leaves', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page);
  await expect(readout(page)).toHaveCount(0);
  const box = await picture(page).boundingBox();
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
  await expect(readout(page)).toBeVisible();
  const here = await readout(page).innerText();
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2);
  await expect(readout(page)).not.toHaveText(here);
  const [coverage, chance] = (await readout(page).innerText()).split(': ').map(parseFloat);
  expect(Math.abs(chance - 100 * chanceAt((coverage * 118_000) / 30_000, 4, learned(12, 36)))).toBeLessThan(2);
  await expect(page.getByText(/^\d+(\.\d)? deals, \$\d+K$/)).toBeVisible();
  await page.mouse.move(box.x + box.width / 2, 5);
  await expect(readout(page)).toHaveCount(0);
});

test('the readout stays inside the picture at both of its ends', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page);
  const box = await picture(page).boundingBox();
  for (const part of [0.001, 0.49, 0.51, 0.999]) {
    await page.mouse.move(box.x + box.width * part, box.y + box.height / 2);
    const words = await readout(page).boundingBox();
    expect(words.x).toBeGreaterThanOrEqual(box.x);
    expect(words.x + words.width).toBeLessThanOrEqual(box.x + box.width);
  }
});

test.describe('under a finger', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('the curve is read out under a finger, and still there once it is lifted', async ({ page }) => {
    await open(page);
    await picture(page).scrollIntoViewIfNeeded();
    const box = await picture(page).boundingBox();
    await page.touchscreen.tap(box.x + box.width * 0.6, box.y + box.height / 2);
    await expect(readout(page)).toBeVisible();
    const words = await readout(page).boundingBox();
    expect(words.x).toBeGreaterThanOrEqual(0);
    expect(words.x + words.width).toBeLessThanOrEqual(390);
  });
});

test('the picture is drawn anew for the width there is', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page);
  const wide = (await picture(page).boundingBox()).width;
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(async () => (await picture(page).boundingBox()).width).toBeLessThan(wide / 1.5);
  await expect(field(page, 'Left to quota')).toBeVisible();
  // Until it is drawn anew it is the wide one made small.
  const size = () => picture(page).locator('text').first().evaluate((text) => text.getBoundingClientRect().height);
  await expect.poll(size).toBeGreaterThan(12);
});
