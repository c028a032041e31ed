// A whole visit through everything stays on this device: the watch of fixtures.mjs fails a test on
// any request to another origin, and here every single request is looked at too.
import { CALCULATORS, chooseRateFrom, field, figure, headline, open, picture, slider, type } from './calculators.mjs';
import { choose, csv, DEALS, drop, figuresOf } from './deals-files.mjs';
import { expect, test } from './fixtures.mjs';

test('a whole visit through everything asks for the files of the site and for nothing else', async ({ page, context, baseURL }) => {
  const asked = [];
  context.on('request', (request) => asked.push({ url: request.url(), method: request.method(), body: request.postData() }));
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  for (const { tab } of CALCULATORS) {
    await open(page, tab);
    await type(page, { 'Deals won, last year': '20', 'Deals lost, last year': 'nonsense' });
    await field(page, 'Deals lost, last year').press('Escape');
    await slider(page, 'Deals lost, last year').press('PageUp');
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    await picture(page).hover({ force: true });
    await headline(page).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button').filter({ hasText: 'Copy link to this' }).click();
  }
  await open(page);
  await chooseRateFrom(page, 'A win rate');
  await page.getByRole('button', { name: /^A 20% win rate/ }).click();
  await figure(page, 'Flat 3×').click();
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Amounts in' }).selectOption('EUR');
  await choose(page, csv(DEALS));
  await figuresOf(page).selectOption('Ana Müller');
  await drop(page, '');
  await expect(page.getByText(/^This file is empty/)).toBeVisible();
  await page.evaluate(() => { location.hash = '#/calculate/win-rate?won=33'; });
  await page.getByRole('button', { name: 'Back to my own figures' }).click();
  await page.reload();
  await expect(headline(page)).toBeVisible();

  expect(asked.length).toBeGreaterThan(3);
  for (const { url, method, body } of asked) {
    expect(url.startsWith(baseURL), url).toBe(true);
    expect(new URL(url).search, 'nothing is told in an address').toBe('');
    expect({ method, body }).toEqual({ method: 'GET', body: null });
  }
});

test.describe('without a connection', () => {
  // The browser asks for the page's icon again whenever its address changes.
  test.use({ allowed: [/ERR_INTERNET_DISCONNECTED/] });

  test('the app goes on without a connection once it is open', async ({ page, context }) => {
    await open(page);
    await page.evaluate(() => document.fonts.ready);
    await context.setOffline(true);
    for (const { tab } of CALCULATORS) {
      await page.getByRole('navigation', { name: 'Calculators' }).getByRole('link', { name: tab, exact: true }).click();
      await type(page, { 'Deals won, last year': '24' });
      await expect(headline(page)).toBeVisible();
    }
  });

  // Before the app is on the device as a whole: what reads files is loaded when the first file comes.
  test('a first file without a connection is answered with what to do', async ({ page, context }) => {
    await open(page);
    await context.setOffline(true);
    await choose(page, csv(DEALS));
    await expect(page.getByRole('status').getByText(/could not start: check the connection/)).toBeVisible();
    await expect(headline(page)).toHaveText('5.6×');
  });
});

test('nothing is kept in cookies', async ({ page, context }) => {
  await open(page);
  await type(page, { 'Left to quota': '240k' });
  expect(await context.cookies()).toEqual([]);
});
