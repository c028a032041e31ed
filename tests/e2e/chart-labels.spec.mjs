// The words in a picture stay inside it and off each other, at every width.
import { chooseRateFrom, open, picture, type } from './calculators.mjs';
import { expect, test } from './fixtures.mjs';

const WIDTHS = [340, 360, 390, 480, 600, 768, 820, 1024, 1180, 1440];

/** How far boxes may reach into each other or out: less than half the gap between two lines. */
const SLACK = 1.5;

/**
 * The words of the picture that leave it, leave the screen or cover others. A text's box has room
 * above and below its letters: that is taken off, a fifth of its height on each side.
 */
const faults = (page) =>
  picture(page).evaluate((picture, slack) => {
    const frame = picture.getBoundingClientRect();
    const words = [...picture.querySelectorAll('text')].map((text) => {
      const { left, right, top, bottom, height } = text.getBoundingClientRect();
      return { words: text.textContent, left, right, top: top + height / 5, bottom: bottom - height / 5 };
    });
    const found = [];
    for (const [at, one] of words.entries()) {
      if (one.left < Math.max(0, frame.left) - slack || one.right > Math.min(innerWidth, frame.right) + slack) {
        found.push(`"${one.words}" leaves the picture at a side: ${one.left.toFixed()} to ${one.right.toFixed()} of ${frame.left.toFixed()} to ${frame.right.toFixed()}`);
      }
      if (one.top < frame.top - slack || one.bottom > frame.bottom + slack) found.push(`"${one.words}" leaves the picture above or below`);
      for (const other of words.slice(at + 1)) {
        const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        if (across > slack && down > slack) found.push(`"${one.words}" covers "${other.words}" by ${across.toFixed(1)} x ${down.toFixed(1)}`);
      }
    }
    return words.length === 0 ? ['there are no words'] : found;
  }, SLACK);

async function checkAtEveryWidth(page) {
  await page.evaluate(() => document.fonts.ready);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    // The picture is drawn anew once its frame is told its width.
    await expect
      .poll(() => picture(page).evaluate((picture) => {
        const drawn = picture.querySelector('svg').viewBox.baseVal.width / 10;
        return Math.abs(drawn - picture.getBoundingClientRect().width);
      }))
      .toBeLessThan(2);
    expect(await faults(page), `at ${width}`).toEqual([]);
  }
}

const COVERAGE = {
  'the first figures': {},
  'a large deal': { 'Left to quota': '20k', 'Average won deal': '90k', 'Pipeline now': '1m' },
  'many small deals': { 'Left to quota': '1.2m', 'Average won deal': '3304', 'Deals won, last year': '349', 'Deals lost, last year': '204' },
  'break-even at 3x': { 'Deals won, last year': '16', 'Deals lost, last year': '32', 'Pipeline now': '354k' },
  'a pipeline of just what is needed': { 'Pipeline now': '660k' },
  'no pipeline': { 'Pipeline now': '0' },
  'almost sure': { 'Chance you want': '99' },
  'hardly sure': { 'Chance you want': '1' },
  'a guide beside another': { 'Chance you want': '52' },
  'hardly any wins': { 'Deals won, last year': '1', 'Deals lost, last year': '400' },
  'nothing lost': { 'Deals lost, last year': '0', 'Pipeline now': '130k' },
};
for (const [which, figures] of Object.entries(COVERAGE)) {
  test(`the curve's labels keep clear of each other at every width, with ${which}`, async ({ page }) => {
    await open(page);
    await type(page, figures);
    await checkAtEveryWidth(page);
  });
}

const RATES = {
  'the first figures': {},
  'a tight rate': { 'Deals won, last year': '1200', 'Deals lost, last year': '3600' },
  'nearly tight': { 'Deals won, last year': '30', 'Deals lost, last year': '90' },
  'few deals': { 'Deals won, last year': '1', 'Deals lost, last year': '1' },
  'nothing won': { 'Deals won, last year': '0' },
  'nothing lost': { 'Deals lost, last year': '0' },
  'a very tight wish': { 'Tight means give or take': '1' },
  'a loose wish': { 'Tight means give or take': '30' },
  'hundreds of thousands': { 'Deals won, last year': '300000', 'Deals lost, last year': '700000' },
};
for (const [which, figures] of Object.entries(RATES)) {
  test(`the fan's labels keep clear of each other at every width, with ${which}`, async ({ page }) => {
    await open(page, 'Win rate');
    await type(page, figures);
    await checkAtEveryWidth(page);
  });
}

test("the bars' labels keep clear of each other at every width, with the first figures", async ({ page }) => {
  await open(page, 'Activity numbers');
  await checkAtEveryWidth(page);
});

test("the bars' labels keep clear of each other at every width, with six steps of long names", async ({ page }) => {
  await open(page, 'Activity numbers');
  await chooseRateFrom(page, 'A win rate');
  await type(page, { 'Win rate': '2.5%', 'Left to quota': '90m' });
  for (let step = 3; step <= 6; step += 1) await page.getByRole('button', { name: 'Add a step before' }).click();
  for (let step = 1; step <= 6; step += 1) await type(page, { [`Name of step ${step}`]: `Wertschöpfungsgespräche mit dem Einkauf ${step}` });
  await checkAtEveryWidth(page);
});
