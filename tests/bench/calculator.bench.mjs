// How long after a slider moved the coverage calculator's answer and chart stand, laid out.

const ROUTE = '#/calculate/coverage';
/** The processor is slowed this many times: a desk machine then stands for a tablet. */
const SLOWED = 4;
const WARM_UPS = 10;
const CHANGES = 60;

export const figures = [
  { name: 'calculator_answer_and_chart_median_ms', unit: 'ms', target: 16, better: 'lower' },
];

export async function run({ browser, url }) {
  const context = await browser.newContext({ serviceWorkers: 'block', locale: 'en-US', viewport: { width: 1180, height: 820 } });
  try {
    const page = await context.newPage();
    await page.goto(url + ROUTE);
    await page.locator('main figure svg').first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    const cdp = await context.newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
    const times = await page.evaluate(moveSlider, WARM_UPS + CHANGES);
    const kept = times.slice(WARM_UPS).sort((a, b) => a - b);
    const median = (kept[CHANGES / 2 - 1] + kept[CHANGES / 2]) / 2;
    return { calculator_answer_and_chart_median_ms: median };
  } finally {
    await context.close();
  }
}

/**
 * Runs in the page: moves the first slider to `count` places far apart and times each move until
 * the answer (`main output`) and the drawing (in `main figure`) have both changed and are laid out.
 */
async function moveSlider(count) {
  const main = document.querySelector('main');
  const slider = main.querySelector('input[type=range]');
  const low = Number(slider.min || 0);
  const high = Number(slider.max || 100);
  const step = Number(slider.step) || (high - low) / 1000;
  const steps = Math.floor((high - low) / step);
  const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const times = [];

  for (let move = 0; move < count; move += 1) {
    // Golden-ratio strides over the middle of the range: no two neighbours are near each other.
    const share = 0.2 + 0.6 * ((move * 0.618034) % 1);
    const value = low + Math.round(steps * share) * step;
    times.push(await timed(value));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  }
  return times;

  function timed(value) {
    return new Promise((done, fail) => {
      const open = new Set(['output', 'figure']);
      const observer = new MutationObserver((records) => {
        for (const { target } of records) {
          const element = target instanceof Element ? target : target.parentElement;
          for (const part of open) if (element?.closest(part)) open.delete(part);
        }
        if (open.size > 0) return;
        main.querySelector('figure svg').getBoundingClientRect();
        const time = performance.now() - start;
        clearTimeout(late);
        observer.disconnect();
        done(time);
      });
      const late = setTimeout(() => {
        observer.disconnect();
        fail(new Error(`at ${value} nothing changed within 5 s in: ${[...open].join(', ')}`));
      }, 5000);
      observer.observe(main, { subtree: true, childList: true, characterData: true, attributes: true });
      const start = performance.now();
      setValue.call(slider, String(value));
      slider.dispatchEvent(new Event('input', { bubbles: true }));
    });
  }
}
