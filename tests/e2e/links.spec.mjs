// A link carries a calculator's inputs, and nothing else.
import { allText, chooseRateFrom, field, figure, headline, open, type } from './calculators.mjs';
import { choose, csv, DEALS, figuresOf } from './deals-files.mjs';
import { expect, test } from './fixtures.mjs';

const copyLink = (page) => page.getByRole('button').filter({ hasText: 'Copy link to this' });

/** Copies the link of the open page and gives it back. */
async function copied(page) {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await copyLink(page).click();
  await expect(page.getByRole('status').filter({ hasText: 'Link copied' })).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Opens a link as somebody else does, in a browser that knows nothing. */
async function elsewhere(browser, link, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

const noticeOf = (page) => page.getByRole('status').filter({ hasText: /These figures came (with the link|from a file)|your own figures stay/ });

test('a link brings the inputs of the coverage calculator over and strips itself', async ({ page, browser, baseURL }) => {
  await open(page);
  await page.getByRole('combobox', { name: 'Amounts in' }).selectOption('EUR');
  await chooseRateFrom(page, 'A win rate');
  await type(page, { 'Left to quota': '123456.78', 'Win rate': '12.5%', 'Chance you want': '90' });
  const link = await copied(page);
  expect(link.startsWith(`${baseURL}#/calculate/coverage?`)).toBe(true);
  expect(link.length).toBeLessThan(2_000);
  const there = await elsewhere(browser, link);
  await expect(field(there, 'Left to quota')).toHaveValue('€123,456.78');
  await expect(field(there, 'Win rate')).toHaveValue('12.5%');
  await expect(field(there, 'Chance you want')).toHaveValue('90%');
  await expect(headline(there)).toHaveText(await headline(page).innerText());
  await expect(noticeOf(there)).toContainText('These figures came with the link.');
  expect(there.url()).toBe(`${baseURL}#/calculate/coverage`);
  await there.context().close();
});

test('a link brings the win rate over', async ({ page, browser }) => {
  await open(page, 'Win rate');
  await type(page, { 'Deals won, last year': '31', 'Worth of the lost deals': '2m', 'Tight means give or take': '8' });
  const there = await elsewhere(browser, await copied(page));
  await expect(there.getByRole('heading', { level: 1 })).toHaveText('How sure is this win rate?');
  await expect(field(there, 'Deals won, last year')).toHaveValue('31');
  await expect(field(there, 'Worth of the lost deals')).toHaveValue('$2,000,000');
  await expect(field(there, 'Tight means give or take')).toHaveValue('8%');
  await there.context().close();
});

test('a link brings a chain of activities over, whatever its steps are called', async ({ page, browser }) => {
  await open(page, 'Activity numbers');
  await page.getByRole('button', { name: 'Add a step before' }).click();
  await type(page, { 'Name of step 3': 'Démos & visits = 100% ~ #1', 'Working weeks left': '9' });
  const there = await elsewhere(browser, await copied(page));
  await expect(field(there, 'Name of step 3')).toHaveValue('Démos & visits = 100% ~ #1');
  await expect(field(there, 'Working weeks left')).toHaveValue('9');
  await there.context().close();
});

test("one's own figures come back with one tap", async ({ page }) => {
  await open(page);
  await type(page, { 'Left to quota': '500k' });
  await page.evaluate(() => { location.hash = '#/calculate/coverage?left=240000&deal=20000'; });
  await expect(field(page, 'Left to quota')).toHaveValue('$240,000');
  await page.getByRole('button', { name: 'Back to my own figures' }).click();
  await expect(field(page, 'Left to quota')).toHaveValue('$500,000');
  await expect(field(page, 'Average won deal')).toHaveValue('$30,000');
  await expect(noticeOf(page)).toHaveCount(0);
});

test('what a link does not say stays, and keys that nobody knows are passed over', async ({ page, baseURL }) => {
  await page.goto('#/calculate/coverage?won=20&colour=blue&__proto__=1');
  await expect(field(page, 'Deals won, last year')).toHaveValue('20');
  await expect(field(page, 'Deals lost, last year')).toHaveValue('36');
  await expect(page).toHaveURL(`${baseURL}#/calculate/coverage`);
});

const ABSURD = [
  'left=NaN', 'left=1e999', 'left=-5', 'left=99999999999999', 'left=', 'won=2.5', 'rate=101', 'chance=100',
  'won=3&weeks=0', 'won=3&step=40~%FF', 'currency=XXX', 'won=3&lost=inf',
];

test('a link that says something absurd is refused whole, in one sentence', async ({ page, baseURL }) => {
  await open(page);
  for (const query of ABSURD) {
    await test.step(query, async () => {
      await page.evaluate((query) => { location.hash = `#/calculate/coverage?${query}`; }, query);
      const [key, value] = query.split('&').at(-1).split('=');
      await expect(noticeOf(page)).toContainText(
        `This link says "${key}" is "${value}", which can't be, so your own figures stay: ask for it again.`,
      );
      await expect(page.getByRole('button', { name: 'Back to my own figures' })).toHaveCount(0);
      await expect(headline(page)).toHaveText('5.6×');
      await expect(field(page, 'Deals won, last year')).toHaveValue('12');
      await expect(page).toHaveURL(`${baseURL}#/calculate/coverage`);
    });
  }
});

test('a link of 100,000 characters is refused', async ({ page, baseURL }) => {
  await page.goto(`#/calculate/coverage?won=3&x=${'9'.repeat(100_000)}`);
  await expect(noticeOf(page)).toContainText('This link is too long to be one of ours');
  await expect(field(page, 'Deals won, last year')).toHaveValue('12');
  await expect(page).toHaveURL(`${baseURL}#/calculate/coverage`);
});

test('a link that was cut anywhere, or has a character changed, still leads to an answer', async ({ page, baseURL }) => {
  await open(page);
  const link = await copied(page);
  const query = link.slice(link.indexOf('?') + 1);
  const spoilt = [...query].flatMap((_, at) => [query.slice(0, at), `${query.slice(0, at)}~${query.slice(at + 1)}`]);
  for (const each of spoilt.filter((_, at) => at % 5 === 1)) {
    await page.evaluate((query) => { location.hash = `#/calculate/coverage?${query}`; }, each);
    await expect(page).toHaveURL(new RegExp(`^${baseURL}#/calculate/coverage\\??$`));
    await expect(headline(page).or(page.getByText(/^(No number|Quota met)/)).first()).toBeVisible();
    expect(await allText(page)).not.toMatch(/NaN|[Ii]nfinit|∞|undefined/);
  }
});

test("people's data is never in a link", async ({ page }) => {
  await open(page);
  await choose(page, csv(DEALS));
  await figuresOf(page).selectOption('Ana Müller');
  const link = decodeURIComponent(await copied(page));
  expect(link).not.toMatch(/Ana|Bo|deals\.csv|Negotiation/);
  expect(link).toContain('won=3&lost=1');
});

test('where copying is not allowed the link is shown to be copied by hand', async ({ page }) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await open(page);
  await copyLink(page).click();
  await expect(page.getByRole('textbox', { name: 'Copy this link' })).toHaveValue(/#\/calculate\/coverage\?currency=USD&left=118000&/);
});

test('figures that came with a link are kept for the next visit', async ({ page }) => {
  await page.goto('#/calculate/coverage?left=240000');
  await expect(field(page, 'Left to quota')).toHaveValue('$240,000');
  await expect(figure(page, 'Pipeline now')).toHaveAccessibleName(/1\.2×/);
  await page.reload();
  await expect(field(page, 'Left to quota')).toHaveValue('$240,000');
});

test("one's own figures can be had back after the page was closed", async ({ page }) => {
  await open(page);
  await type(page, { 'Deals won, last year': '15' });
  await page.evaluate(() => { location.hash = '#/calculate/coverage?won=9'; });
  await expect(field(page, 'Deals won, last year')).toHaveValue('9');
  await page.reload();
  await expect(noticeOf(page)).toContainText('These figures came from a file or a link.');
  await page.getByRole('button', { name: 'Back to my own figures' }).click();
  await expect(field(page, 'Deals won, last year')).toHaveValue('15');
  await page.reload();
  await expect(field(page, 'Deals won, last year')).toHaveValue('15');
  await expect(noticeOf(page)).toHaveCount(0);
});

test("a file's figures are kept once it is said so, and the own ones are gone then", async ({ page }) => {
  await open(page);
  await choose(page, csv(DEALS));
  await figuresOf(page).selectOption('Ana Müller');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Back to my own figures' })).toBeVisible();
  await expect(field(page, 'Deals won, last year')).toHaveValue('3');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await page.reload();
  await expect(field(page, 'Deals won, last year')).toHaveValue('3');
  await expect(page.getByRole('button', { name: 'Back to my own figures' })).toHaveCount(0);
});
