// The rescue page: where the app does not start, and where it stops. Fault 21 of the reliability design.
import { field, headline, open } from './calculators.mjs';
import { bring, few, keepAll, kept, openData } from './data.mjs';
import { expect as expected, look, onDevice, test as offlineTest } from './offline.mjs';
import { expect, test } from './fixtures.mjs';
import { check } from './screens.mjs';
import { again, COULD_NOT_START, HAS_STOPPED, keepFigures, keptTexts, ON_ITS_WAY, panicAtNextPage, rescue, savedFile } from './rescue.mjs';

const PANIC = /unreachable/;

test.describe('after a panic', () => {
  test.use({ allowed: [PANIC] });

  for (const [where, go] of [
    ['the shell', async (page) => { await open(page); await keepFigures(page); }],
    ['the workbench', async (page) => { await openData(page); await bring(page, few()); await keepAll(page); }],
  ]) {
    test(`fault 21: a panic of ${where} leads to the rescue page, and what is kept stays byte for byte`, async ({ page }) => {
      await go(page);
      await page.evaluate(() => localStorage.setItem('somebody else', 'theirs'));
      const before = await keptTexts(page);
      await panicAtNextPage(page);
      await expect(rescue(page, HAS_STOPPED)).toBeFocused();
      // It says where in the program, and nothing of what was in it.
      await expect(page.getByText(/^For whoever mends it: .*\.rs:\d+:\d+$/)).toBeVisible();
      expect(await keptTexts(page)).toEqual(before);

      const { name, content } = await savedFile(page);
      expect(name).toMatch(/^ridealong-rescue-\d{4}-\d\d-\d\d\.json$/);
      const { 'somebody else': theirs, ...own } = before;
      expect(content).toEqual({ app: 'ridealong', kind: 'rescue', saved_at: expect.any(Number), entries: own });

      await again(page).click();
      await expect(page.getByRole('navigation', { name: 'Places' })).toBeVisible();
      expect(await keptTexts(page)).toEqual(before);
    });
  }

  test('fault 21: nothing that a stopped program still does reaches what is kept', async ({ page }) => {
    await open(page);
    await keepFigures(page);
    const before = await keptTexts(page);
    // Typed, and not yet kept when the panic comes: the program would keep it as the page goes.
    await field(page, 'Left to quota').fill('999k');
    await panicAtNextPage(page);
    await expect(rescue(page, HAS_STOPPED)).toBeVisible();
    const refused = await page.evaluate(() =>
      [() => localStorage.setItem('ridealong/x', '1'), () => localStorage.removeItem('ridealong/calculator'), () => localStorage.clear()]
        .map((write) => { try { write(); return false; } catch { return true; } }));
    expect(refused).toEqual([true, true, true]);
    await page.goto('about:blank');
    await page.goBack();
    await expect(headline(page)).toBeVisible();
    expect(await keptTexts(page)).toEqual(before);
  });
});

test.describe('where the program is damaged', () => {
  test.use({ allowed: [/CompileError|Failed to load resource|instantiateStreaming/] });

  test('fault 21: a program that is cut short leads to the rescue page, and a whole one opens again', async ({ page, context }) => {
    await open(page);
    await keepFigures(page);
    const before = await keptTexts(page);
    await context.route('**/ridealong-*_bg.wasm', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.body()).subarray(0, 100_000) });
    });
    await page.reload();
    await expect(rescue(page, COULD_NOT_START)).toBeFocused();
    await expect(page.getByText('Your data is safe.')).toBeVisible();
    expect((await savedFile(page)).content.entries).toEqual(before);
    await context.unroute('**/ridealong-*_bg.wasm');
    await again(page).click();
    await expect(field(page, 'Left to quota')).toHaveValue('$240,000');
    expect(await keptTexts(page)).toEqual(before);
  });

  test('a script that does not come leads to the rescue page', async ({ page, context }) => {
    await context.route(/ridealong-[^/]*\.js$/, (route) => route.fulfill({ status: 500 }));
    await page.goto('');
    await expect(rescue(page, COULD_NOT_START)).toBeVisible();
    // Nothing is kept, so that there is nothing to save.
    await expect(page.getByRole('button')).toHaveText(['Load Ridealong again']);
  });
});

/** Damages a file that is kept on the device. */
const damage = (page, file) =>
  page.evaluate(async (file) => {
    const [name] = await caches.keys();
    const cache = await caches.open(name);
    const { url } = (await cache.keys()).find(({ url }) => new RegExp(file).test(url));
    const { headers } = await cache.match(url);
    await cache.put(url, new Response('no program', { headers }));
  }, file);

offlineTest.describe('on the device', () => {
  offlineTest.use({ allowed: [/CompileError|ERR_CONNECTION_REFUSED|instantiateStreaming/] });

  offlineTest('fault 21: a kept program that is damaged leads to the rescue page, and is mended once there is a connection', async ({ page, site }) => {
    await open(page);
    await keepFigures(page);
    await onDevice(page);
    const before = await keptTexts(page);
    await site.stop();
    await damage(page, 'ridealong-.*_bg\\.wasm$');
    await page.reload();
    await expected(rescue(page, COULD_NOT_START)).toBeVisible();
    expected((await savedFile(page)).content.entries).toEqual(before);
    const reloaded = page.waitForEvent('load');
    await again(page).click();
    await reloaded;
    await expected(rescue(page, COULD_NOT_START)).toBeVisible();
    await site.start();
    await again(page).click();
    await expected(field(page, 'Left to quota')).toHaveValue('$240,000');
    expected(await keptTexts(page)).toEqual(before);
  });

  offlineTest('fault 21: a kept part of the app that is damaged is mended by loading again', async ({ page }) => {
    await openData(page);
    await bring(page, few());
    await keepAll(page);
    await onDevice(page);
    const before = await keptTexts(page);
    await damage(page, 'workbench_bg\\.wasm$');
    await page.reload();
    await expected(rescue(page, HAS_STOPPED)).toBeVisible();
    await again(page).click();
    await expected(kept(page)).toContainText('4 deals');
    expected(await keptTexts(page)).toEqual(before);
  });

  offlineTest('a kept reader that is damaged is mended by itself', async ({ page }) => {
    await openData(page);
    await onDevice(page);
    await damage(page, 'reader_bg\\.wasm$');
    await page.reload();
    // Made ready before there is a file, it fails: that has the kept files looked at.
    await expected.poll(() => page.evaluate(async () => {
      const [name] = await caches.keys();
      const file = await (await caches.open(name)).match(new URL('reader_bg.wasm', location.href).href);
      return (await file.arrayBuffer()).byteLength;
    })).toBeGreaterThan(100_000);
    await bring(page, few());
    await keepAll(page);
  });

  offlineTest('a version that does not start gives way to the next one', async ({ page, site }) => {
    await open(page);
    await keepFigures(page);
    await onDevice(page);
    const program = site.find(/^ridealong-.*_bg\.wasm$/);
    site.change(program, () => 'no program');
    site.publish('broken');
    expected(await look(page)).toBe(true);
    await page.getByRole('link', { name: 'Win rate', exact: true }).click();
    await page.getByRole('button', { name: 'Use it now' }).click();
    await expected(rescue(page, COULD_NOT_START)).toBeVisible();
    site.restore(program);
    site.publish('next');
    await again(page).click();
    await expected(page.locator('html')).toHaveAttribute('data-version', 'next');
    await open(page);
    await expected(field(page, 'Left to quota')).toHaveValue('$240,000');
  });
});

test('a slow first load says so after ten seconds, and gives way to the app', async ({ page, context }) => {
  let arrive;
  await context.route('**/ridealong-*_bg.wasm', (route) => new Promise((done) => { arrive = () => done(route.continue()); }));
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(1_000);
  await page.goto('#/calculate/coverage', { waitUntil: 'commit' });
  await expect.poll(() => Boolean(arrive)).toBe(true);
  await page.clock.fastForward(9_999);
  await expect(rescue(page, ON_ITS_WAY)).toHaveCount(0);
  await page.clock.fastForward(1);
  await expect(rescue(page, ON_ITS_WAY)).toBeVisible();
  // However long it takes, a slow connection is no fault.
  await page.clock.fastForward(600_000);
  await expect(rescue(page, COULD_NOT_START)).toHaveCount(0);
  await page.clock.resume();
  await arrive();
  await expect(headline(page)).toHaveText('5.6×');
  await expect(rescue(page, ON_ITS_WAY)).toHaveCount(0);
});

test('an app that has all of its files and does not start within ten seconds leads to the rescue page', async ({ page }) => {
  await page.addInitScript(() => {
    const real = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...given) => {
      await new Promise((begin) => { globalThis.begin = begin; });
      return real(...given);
    };
  });
  await page.clock.install();
  await page.goto('#/calculate/coverage');
  await expect.poll(() => page.evaluate(() => Boolean(globalThis.begin))).toBe(true);
  await expect.poll(async () => {
    await page.clock.fastForward(10_000);
    return rescue(page, COULD_NOT_START).isVisible();
  }).toBe(true);
  // One that starts after all takes its place.
  await page.evaluate(() => globalThis.begin());
  await expect(headline(page)).toHaveText('5.6×');
  await expect(rescue(page, COULD_NOT_START)).toHaveCount(0);
});

test.describe('with nothing but the rescue page', () => {
  test.use({ allowed: [/CompileError|instantiateStreaming/] });

  /** A page whose program is damaged, with something kept. */
  async function stranded(page, context) {
    await open(page);
    await keepFigures(page);
    await context.route('**/ridealong-*_bg.wasm', (route) => route.fulfill({ contentType: 'application/wasm', body: 'no program' }));
    await page.reload();
    await expect(rescue(page, COULD_NOT_START)).toBeVisible();
  }

  test('what is kept can be copied as text', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await stranded(page, context);
    const before = await keptTexts(page);
    await page.getByRole('button', { name: 'Copy it as text' }).click();
    await expect(page.getByText(/^Copied/)).toBeVisible();
    expect(JSON.parse(await page.evaluate(() => navigator.clipboard.readText())).entries).toEqual(before);
  });

  test('where a browser does not let it be copied, the text is there to be copied by hand', async ({ page, context }) => {
    await page.addInitScript(() => { navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed')); });
    await stranded(page, context);
    const before = await keptTexts(page);
    await page.getByRole('button', { name: 'Copy it as text' }).click();
    const text = page.getByRole('textbox', { name: 'Your data as text' });
    await expect(text).toBeFocused();
    expect(JSON.parse(await text.inputValue()).entries).toEqual(before);
  });

  test("on an iPhone's home screen, where there are no downloads, it is shared as a text file", async ({ page, context }) => {
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'standalone', { value: true });
      navigator.canShare = () => true;
      navigator.share = async ({ files: [file] }) => { globalThis.shared = { name: file.name, text: await file.text() }; };
    });
    await stranded(page, context);
    await page.getByRole('button', { name: 'Save my data to a file' }).click();
    await expect(page.getByText('It was handed on.')).toBeVisible();
    const { name, text } = await page.evaluate(() => globalThis.shared);
    expect(name).toMatch(/\.txt$/);
    expect(JSON.parse(text).entries).toEqual(await keptTexts(page));
  });

  test('an entry that can not be read does not keep the others from being saved', async ({ page, context }) => {
    await page.addInitScript(() => {
      const real = Storage.prototype.getItem;
      Storage.prototype.getItem = function getItem(key) {
        if (key === 'ridealong:broken') throw new Error('corrupt');
        return real.call(this, key);
      };
      localStorage.setItem('ridealong:broken', 'x');
    });
    await stranded(page, context);
    const { entries } = (await savedFile(page)).content;
    expect(entries['ridealong:broken']).toBe(null);
    expect(entries['ridealong/calculator']).toContain('240000');
  });

  for (const colorScheme of ['light', 'dark']) {
    test(`it is accessible and fits every screen in the ${colorScheme} scheme`, async ({ page, context }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await stranded(page, context);
      await check(page, 'the rescue page');
    });
  }
});
