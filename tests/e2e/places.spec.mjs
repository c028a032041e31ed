import { CALCULATORS, open, type } from './calculators.mjs';
import { expect, test } from './fixtures.mjs';

test('a tab leads to its calculator, names the page and moves the focus to its heading', async ({ page, baseURL }) => {
  await open(page);
  for (const { tab, question, route } of [...CALCULATORS.slice(1), CALCULATORS[0]]) {
    await page.getByRole('navigation', { name: 'Calculators' }).getByRole('link', { name: tab, exact: true }).click();
    const heading = page.getByRole('heading', { level: 1 });
    await expect(heading).toHaveText(question);
    await expect(heading).toBeFocused();
    await expect(page).toHaveTitle(`${tab} · Ridealong`);
    await expect(page).toHaveURL(`${baseURL}${route}`);
    await expect(page.getByRole('link', { name: tab, exact: true })).toHaveAttribute('aria-current', 'page');
    await expect(page.getByRole('navigation', { name: 'Calculators' }).locator('[aria-current]')).toHaveCount(1);
  }
});

for (const { tab, question, route } of CALCULATORS) {
  test(`a link leads straight to ${tab}`, async ({ page }) => {
    await page.goto(route);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(question);
    await expect(page).toHaveTitle(`${tab} · Ridealong`);
  });
}

test('back and forward go through the calculators that were open', async ({ page }) => {
  await open(page);
  await page.getByRole('link', { name: 'Win rate', exact: true }).click();
  await page.getByRole('link', { name: 'Activity numbers', exact: true }).click();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How sure is this win rate?');
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How much pipeline is enough?');
  await page.goForward();
  await expect(page).toHaveTitle('Win rate · Ridealong');
});

test('an address where nothing is says so and leads back', async ({ page }) => {
  await page.goto('#/team/dana');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is nothing at this address');
  await expect(page).toHaveTitle('Not found · Ridealong');
  await page.getByRole('link', { name: 'Go to the calculators' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page).toHaveTitle('Coverage · Ridealong');
});

test('an address where nothing is does not lose what was typed', async ({ page }) => {
  await open(page);
  await type(page, { 'Left to quota': '240k' });
  await page.evaluate(() => { location.hash = '#/nowhere'; });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is nothing at this address');
  await page.goBack();
  await expect(page.getByRole('textbox', { name: 'Left to quota', exact: true })).toHaveValue('$240,000');
});

test('only places that exist are shown', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page);
  await expect(page.getByRole('navigation', { name: 'Places' }).getByRole('link')).toHaveText(['Team', 'Calculate', 'Data']);
});

test('the app starts the same in any sub-folder, from an address without a fragment', async ({ page, baseURL }) => {
  expect(new URL(baseURL).pathname).toBe('/some/where/');
  await page.goto('');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How much pipeline does each rep really need?');
  await expect(page).toHaveTitle('Ridealong');
  await page.getByRole('link', { name: 'Just calculate' }).click();
  await expect(page).toHaveTitle('Coverage · Ridealong');
});
