// Faults 19 and 20 of the reliability design: without a connection, and while a new version comes.
import { field, headline, open, type } from './calculators.mjs';
import { bring, few, go, keepAll, kept, openData, QUESTIONS } from './data.mjs';
import { caches, expect, look, offer, onDevice, test, version } from './offline.mjs';

/** A site that is stopped, and a browser that keeps asking for the page's icon. */
const NO_CONNECTION = /ERR_CONNECTION_REFUSED/;

test.describe('with the server stopped', () => {
  test.use({ allowed: [NO_CONNECTION] });

  test('fault 19: with the server stopped a reload and a deep link open the app in its sub-folder', async ({ page, site }) => {
    await open(page);
    await type(page, { 'Left to quota': '240k' });
    await onDevice(page);
    await site.stop();

    await page.reload();
    await expect(field(page, 'Left to quota')).toHaveValue('$240,000');
    const another = await page.context().newPage();
    await open(another, 'Win rate');
    await another.goto(`${site.url}index.html?from=elsewhere#/calculate/activity-numbers`);
    await expect(another.getByRole('heading', { level: 1 })).toHaveText('What does a week have to hold?');
  });

  test('fault 19: every part of the app is there without a connection after one visit to one page', async ({ page, site }) => {
    await open(page);
    await onDevice(page);
    await site.stop();

    // The workbench and the reader, neither of which this visit ever loaded.
    await openData(page);
    await bring(page, few());
    await keepAll(page);
    await page.reload();
    await expect(kept(page)).toContainText('4 deals');
    await page.goto('#/sample');
    await expect(page.getByRole('heading', { level: 1, name: 'Who needs you now' })).toBeVisible();
    await expect(page.getByRole('table', { name: 'Reps' }).getByRole('link').nth(11)).toBeVisible();
    const fonts = await page.evaluate(async () => {
      await document.fonts.ready;
      return [...document.fonts].filter((face) => face.status === 'loaded').map((face) => face.family);
    });
    expect(fonts.join()).toContain('Inter');
  });

  test('fault 19: what the browser threw away of the app is asked for again, and the rest still opens', async ({ page, site }) => {
    await open(page);
    await onDevice(page);
    await page.evaluate(async () => {
      const [name] = await caches.keys();
      await (await caches.open(name)).delete(new URL('workbench_bg.wasm', location.href).href);
    });
    await openData(page);
    await site.stop();
    await open(page);
    await expect(headline(page)).toHaveText('5.6×');
  });
});

test.describe('of other paths', () => {
test.use({ allowed: [/404/] });

test('only the app is answered from the device: other paths of its folder and other sites are not', async ({ page, site }) => {
  await open(page);
  await onDevice(page);
  const statuses = await page.evaluate(() =>
    Promise.all(['./', './index.html', './other/', './nothing.js', '/', '/a/'].map(async (path) => (await fetch(path)).status)));
  expect(statuses).toEqual([200, 200, 404, 404, 404, 404]);
  await page.goto(`${site.url}other/`);
  await expect(page.locator('body')).toHaveText('Not found');
});
});

test('the app is kept after it is there, and nothing but its own files is asked for', async ({ page, context, site }) => {
  const asked = [];
  context.on('request', (request) => asked.push(request.url()));
  await open(page);
  await onDevice(page);
  const names = await page.evaluate(async () => {
    const [name] = await caches.keys();
    return (await (await caches.open(name)).keys()).map(({ url }) => url);
  });
  expect(names).toContain(`${site.url}index.html`);
  for (const url of [...asked, ...names]) expect(url.startsWith(site.url), url).toBe(true);
});

test.describe('a version that is not whole', () => {
  test.use({ allowed: [/ERR_CONNECTION_REFUSED|404|is not what the build made/] });

  for (const [fault, spoil] of [
    ['a missing file', (site) => site.remove('workbench.js')],
    ['a file of another version', (site) => site.change('workbench.js', (text) => `${text}\n// half published`)],
  ]) {
    test(`fault 20: an update with ${fault} is never used, and the version before goes on without a connection`, async ({ page, site }) => {
      await open(page);
      await onDevice(page);
      const before = await caches(page);
      site.change('workbench.js', (text) => `${text}\n// next`);
      site.publish('next');
      const published = site.read('workbench.js');
      spoil(site);
      site.asked.length = 0;
      expect(await look(page)).toBe(false);
      // It was tried, past every cache.
      expect(site.asked.filter((path) => path.endsWith('/workbench.js'))).not.toHaveLength(0);

      await site.stop();
      await page.reload();
      await page.getByRole('link', { name: 'Data', exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: QUESTIONS.import })).toBeVisible();
      expect(await version(page)).toBe('');
      await expect(offer(page)).toHaveCount(0);
      expect(await caches(page)).toEqual(expect.arrayContaining(before));

      // Published whole it is taken like any other.
      await site.start();
      site.change('workbench.js', () => published);
      expect(await look(page)).toBe(true);
      await page.getByRole('link', { name: 'Calculate', exact: true }).click();
      await page.getByRole('button', { name: 'Use it now' }).click();
      await expect(page.locator('html')).toHaveAttribute('data-version', 'next');
    });
  }
});

test('fault 20: a good update waits while a form is half typed, is offered on the next page and keeps what was typed', async ({ page, site }) => {
  await open(page);
  await onDevice(page);
  const before = await caches(page);
  await field(page, 'Left to quota').fill('31');
  site.publish('next');
  expect(await look(page)).toBe(true);
  await expect(page.locator('html')).toHaveAttribute('data-update', 'ready');

  // Neither the half-typed number nor anything else of the page has moved.
  await expect(field(page, 'Left to quota')).toHaveValue('31');
  await expect(field(page, 'Left to quota')).toBeFocused();
  await expect(offer(page)).toHaveCount(0);
  await field(page, 'Left to quota').pressSequentially('0k');
  // A reload is no consent either.
  await page.reload();
  expect(await version(page)).toBe('');
  await expect(field(page, 'Left to quota')).toHaveValue('$310,000');
  await expect(page.locator('html')).toHaveAttribute('data-update', 'ready');

  await page.getByRole('link', { name: 'Win rate', exact: true }).click();
  await expect(offer(page)).toContainText('A new version is ready.');
  await field(page, 'Deals won, last year').fill('17');
  await page.getByRole('button', { name: 'Use it now' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-version', 'next');
  await expect(field(page, 'Deals won, last year')).toHaveValue('17');
  await expect(offer(page)).toHaveCount(0);
  const after = await caches(page);
  expect(after).toHaveLength(1);
  expect(before).not.toContain(after[0]);
});

test.describe('beside an address where nothing is', () => {
test.use({ allowed: [/404/] });

test('fault 20: an offer that was put away does not come back in this visit, and the new version opens in the next one', async ({ page, context, site }) => {
  await open(page);
  await onDevice(page);
  site.publish('next');
  expect(await look(page)).toBe(true);
  await page.getByRole('link', { name: 'Win rate', exact: true }).click();
  await offer(page).getByRole('button', { name: 'Dismiss' }).click();
  await page.getByRole('link', { name: 'Coverage', exact: true }).click();
  await expect(headline(page)).toBeVisible();
  await expect(offer(page)).toHaveCount(0);
  const beside = await context.newPage();
  await beside.goto(new URL('/', site.url).href);
  await page.close();
  // A browser takes its time to see that a page is gone.
  await expect.poll(() => beside.evaluate(async (scope) => Boolean((await navigator.serviceWorker.getRegistration(scope)).waiting), site.url)).toBe(false);
  const later = await context.newPage();
  await open(later);
  await expect(later.locator('html')).toHaveAttribute('data-version', 'next');
});
});

test('fault 20: a new version is not taken under another window that is open', async ({ page, context, site }) => {
  await open(page);
  await onDevice(page);
  const other = await context.newPage();
  await open(other);
  await field(other, 'Left to quota').fill('31');
  site.publish('next');
  expect(await look(page)).toBe(true);
  await page.getByRole('link', { name: 'Win rate', exact: true }).click();
  await page.getByRole('button', { name: 'Use it now' }).click();
  await expect(offer(page)).toContainText('open in another tab or window');
  expect(await version(page)).toBe('');
  await expect(field(other, 'Left to quota')).toHaveValue('31');
  await other.close();
  await page.getByRole('button', { name: 'Use it now' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-version', 'next');
});

test("an update clears away the app's own old version and nothing of anybody else's", async ({ page, site }) => {
  await open(page);
  await onDevice(page);
  const theirs = ['somebody else', 'ridealong /a/ 0123', 'ridealong /a/sub-folder/below/ 0123', 'ridealong'];
  await page.evaluate((names) => Promise.all(names.map((name) => caches.open(name))), theirs);
  site.publish('next');
  expect(await look(page)).toBe(true);
  await page.getByRole('link', { name: 'Win rate', exact: true }).click();
  await page.getByRole('button', { name: 'Use it now' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-version', 'next');
  const names = await caches(page);
  expect(names).toEqual(expect.arrayContaining(theirs));
  expect(names).toHaveLength(theirs.length + 1);
});

test('a typed team is kept through an update', async ({ page, site }) => {
  await openData(page);
  await bring(page, few());
  await keepAll(page);
  await onDevice(page);
  site.publish('next');
  expect(await look(page)).toBe(true);
  await go(page, 'Reps');
  await page.getByRole('button', { name: 'Use it now' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-version', 'next');
  await expect(page.getByText('Dana Okafor', { exact: true })).toBeVisible();
});
