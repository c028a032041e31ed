import { field, figure, headline, open, slider, type } from './calculators.mjs';
import { expect, test } from './fixtures.mjs';

const span = async (slider) => ({
  most: Number(await slider.getAttribute('max')),
  value: Number(await slider.inputValue()),
});

/** Presses the thumb, moves it to parts of the track and lets go there. */
async function drag(page, slider, ...parts) {
  await slider.scrollIntoViewIfNeeded();
  const box = await slider.boundingBox();
  const most = Number(await slider.getAttribute('max'));
  const at = (part) => box.x + 11 + part * (box.width - 22);
  const middle = box.y + box.height / 2;
  await page.mouse.move(at(Number(await slider.inputValue()) / most), middle);
  await page.mouse.down();
  for (const part of parts) await page.mouse.move(at(part), middle, { steps: 5 });
  return { letGo: () => page.mouse.up() };
}

test('the arrow keys step a slider, and its field follows', async ({ page }) => {
  await open(page);
  await slider(page, 'Deals won, last year').press('ArrowRight');
  await expect(field(page, 'Deals won, last year')).toHaveValue('13');
  await slider(page, 'Chance you want').press('ArrowLeft');
  await expect(field(page, 'Chance you want')).toHaveValue('79%');
});

test('a slider is said in words, not as a bare number', async ({ page }) => {
  await open(page);
  await expect(slider(page, 'Left to quota')).toHaveAttribute('aria-valuetext', '$118,000');
  await expect(slider(page, 'Chance you want')).toHaveAttribute('aria-valuetext', '80%');
});

test('the answer follows the thumb before it is let go', async ({ page }) => {
  await open(page);
  const { letGo } = await drag(page, slider(page, 'Pipeline now'), 0.1, 0);
  await expect(figure(page, 'Pipeline now')).toHaveAccessibleName(/0\.0×/);
  await letGo();
  await expect(headline(page)).toHaveText('5.6×');
});

test('a slider that is let go near its end gets more room, and not before', async ({ page }) => {
  await open(page);
  const left = slider(page, 'Left to quota');
  const before = await span(left);
  const { letGo } = await drag(page, left, 0.6, 1);
  await expect.poll(async () => (await span(left)).value).toBe(before.most);
  expect((await span(left)).most).toBe(before.most);
  await letGo();
  await expect.poll(async () => (await span(left)).most).toBeGreaterThan(1.5 * before.most);
  expect((await span(left)).value).toBe(before.most);
  await expect(field(page, 'Left to quota')).toHaveValue(`$${before.most.toLocaleString('en-US')}`);
});

test('a slider that is let go near nothing gets a finer span', async ({ page }) => {
  await open(page);
  const left = slider(page, 'Left to quota');
  const before = await span(left);
  const { letGo } = await drag(page, left, 0.2, 0.03);
  await letGo();
  await expect.poll(async () => (await span(left)).most).toBeLessThan(before.most / 2);
});

test('a slider that is let go in the middle keeps its span, so that the thumb stays put', async ({ page }) => {
  await open(page);
  const left = slider(page, 'Left to quota');
  const before = await span(left);
  const { letGo } = await drag(page, left, 0.7);
  await letGo();
  await expect(field(page, 'Left to quota')).not.toHaveValue('$118,000');
  expect((await span(left)).most).toBe(before.most);
});

test('a typed number takes the slider along', async ({ page }) => {
  await open(page);
  await type(page, { 'Left to quota': '5m' });
  const left = await span(slider(page, 'Left to quota'));
  expect(left.value).toBe(5_000_000);
  expect(left.most).toBeGreaterThan(5_000_000);
});

test('a thumb that was put back where it was still gets a new span for a number typed later', async ({ page }) => {
  await open(page);
  const left = slider(page, 'Left to quota');
  const { value, most } = await span(left);
  const { letGo } = await drag(page, left, 0.8, value / most);
  await letGo();
  await expect(field(page, 'Left to quota')).toHaveValue('$118,000');
  await type(page, { 'Left to quota': '5m' });
  await expect.poll(async () => (await span(left)).most).toBeGreaterThan(5_000_000);
});

test('the slider of a share goes over what the field takes and no farther', async ({ page }) => {
  await open(page);
  const wanted = slider(page, 'Chance you want');
  await wanted.press('End');
  await expect(field(page, 'Chance you want')).toHaveValue('99%');
  await wanted.press('Home');
  await expect(field(page, 'Chance you want')).toHaveValue('1%');
  await expect(headline(page)).toBeVisible();
});

test('moving a slider puts away nonsense in its field', async ({ page }) => {
  await open(page);
  await type(page, { 'Left to quota': 'lots' });
  await slider(page, 'Left to quota').press('ArrowRight');
  await expect(field(page, 'Left to quota')).toHaveValue('$120,000');
  await expect(field(page, 'Left to quota')).not.toHaveAttribute('aria-invalid', 'true');
});

test.describe('with a finger', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  /** A finger comes down on a part of the slider's track and goes this far. */
  async function swipe(page, slider, part, { across = 0, down = 0 }) {
    await slider.scrollIntoViewIfNeeded();
    const box = await slider.boundingBox();
    const from = { x: box.x + part * box.width, y: box.y + box.height / 2 };
    const cdp = await page.context().newCDPSession(page);
    const send = (type, touchPoints) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints });
    await send('touchStart', [from]);
    for (let step = 1; step <= 10; step += 1) {
      await send('touchMove', [{ x: from.x + (across * step) / 10, y: from.y + (down * step) / 10 }]);
    }
    await send('touchEnd', []);
  }

  test('scrolling the page from a slider changes nothing', async ({ page }) => {
    await open(page);
    for (const part of [0.1, 0.75]) {
      const before = await page.evaluate(() => scrollY);
      await swipe(page, slider(page, 'Pipeline now'), part, { down: -250 });
      await expect.poll(() => page.evaluate(() => scrollY)).not.toBe(before);
      await expect(field(page, 'Pipeline now')).toHaveValue('$283,000');
    }
  });

  test('a finger that goes along the slider takes the value with it', async ({ page }) => {
    await open(page);
    await swipe(page, slider(page, 'Pipeline now'), 0.4, { across: 100 });
    await expect(field(page, 'Pipeline now')).not.toHaveValue('$283,000');
  });
});
