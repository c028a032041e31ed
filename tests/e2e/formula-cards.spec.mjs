// Behind every figure is a card: how it is worked out, from which source, and what it leaves out.
import { figure, headline, open, picture, type } from './calculators.mjs';
import { expect, test } from './fixtures.mjs';

const card = (page) => page.getByRole('dialog');

const CARDS = {
  Coverage: [
    ['the large number', headline, 'Coverage needed', ['4 wins', '22 deals', '$660,000 ÷ $118,000 = 5.6×', '12 of 48 decided deals, 25%']],
    ['flat 3x', (page) => figure(page, 'Flat 3×'), 'Flat 3×', ['36%', '12']],
    ['break-even', (page) => figure(page, 'Break-even'), 'Break-even', ['4.0×', '58%']],
    ['the pipeline now', (page) => figure(page, 'Pipeline now'), 'Pipeline now', ['$283,000 ÷ $118,000 = 2.4×', '22%', '$377,000']],
    ['the picture', (page) => page.getByRole('button', { name: 'How it is worked out', exact: true }), 'Chance of quota by coverage', ['4 wins']],
  ],
  'Win rate': [
    ['the large number', headline, 'Win rate', ['12', '36', '25%', '18% to 34%']],
    ['break-even', (page) => figure(page, 'Break-even'), 'Break-even coverage', ['4.0×', '3.0×', '5.6×']],
    ['the rate by value', (page) => figure(page, 'By value'), 'Win rate by value', ['360,000', 'not known', 'not available']],
    ['the deals until it is tight', (page) => figure(page, 'Until it is tight'), 'Until it is tight', ['48 decided deals', '5 points', '123', '75']],
    ['the picture', (page) => page.getByRole('button', { name: 'How it is worked out', exact: true }), 'Until it is tight', ['123']],
  ],
  'Activity numbers': [
    ['the large number', headline, 'What a week has to hold', ['16', '200, 33 a week', '6']],
    ['the wins to find', (page) => figure(page, 'Wins to find'), 'Wins to find', ['$118,000', '$30,000', '4']],
    ['the deals to create', (page) => figure(page, 'Deals to create'), 'What a week has to hold', ['16']],
    ['the end-to-end rate', (page) => figure(page, 'From end to end'), 'From end to end', ['2%, 1 in 50']],
    ['the picture', (page) => page.getByRole('button', { name: 'How it is worked out', exact: true }), 'What a week has to hold', ['16']],
  ],
};

for (const [tab, cards] of Object.entries(CARDS)) {
  test(`every figure of ${tab} opens its own card with formula, inputs, source and what it leaves out`, async ({ page }) => {
    await open(page, tab);
    for (const [which, find, title, says] of cards) {
      await test.step(which, async () => {
        await find(page).click();
        await expect(card(page)).toHaveAccessibleName(title);
        await expect(card(page).getByRole('heading', { name: 'Formula', exact: true })).toBeVisible();
        await expect(card(page).getByRole('heading', { name: 'What it leaves out', exact: true })).toBeVisible();
        await expect(card(page).getByText(/^Source: \S+/)).toBeVisible();
        const amounts = await card(page).getByRole('definition').allInnerTexts();
        for (const amount of says) expect(amounts).toContain(amount);
        await card(page).getByRole('button', { name: 'Close', exact: true }).click();
      });
    }
  });

  test(`every figure of ${tab} opens its card with Enter and gets the focus back on Escape`, async ({ page }) => {
    await open(page, tab);
    for (const [which, find] of cards) {
      await test.step(which, async () => {
        await find(page).focus();
        await page.keyboard.press('Enter');
        await expect(card(page).getByRole('button', { name: 'Close', exact: true })).toBeFocused();
        await page.keyboard.press('Escape');
        await expect(card(page)).toHaveCount(0);
        await expect(find(page)).toBeFocused();
      });
    }
  });
}

test('a card is closed by its button, by a tap beside it, and opens again', async ({ page }) => {
  await open(page);
  await headline(page).click();
  await card(page).getByRole('button', { name: 'Close', exact: true }).click();
  await expect(card(page)).toHaveCount(0);
  await figure(page, 'Flat 3×').click();
  await expect(card(page)).toHaveAccessibleName('Flat 3×');
  await page.mouse.click(5, 5);
  await expect(card(page)).toHaveCount(0);
  await figure(page, 'Flat 3×').click();
  await expect(card(page)).toBeVisible();
});

test('a tap inside a card leaves it open, and the page behind it is out of reach', async ({ page }) => {
  await open(page);
  await headline(page).click();
  await card(page).getByRole('heading', { level: 2 }).click();
  await expect(card(page)).toBeVisible();
  for (let press = 0; press < 4; press += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest('dialog') !== null)).toBe(true);
  }
});

test('a card shows the inputs of now', async ({ page }) => {
  await open(page);
  await type(page, { 'Left to quota': '240k', 'Average won deal': '60k' });
  await headline(page).click();
  await expect(card(page).getByRole('definition').filter({ hasText: '$240,000' }).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(picture(page)).toBeVisible();
});
