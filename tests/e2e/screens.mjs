// What a screen must hold to, whatever stands on it.
import AxeBuilder from '@axe-core/playwright';
import { expect } from './fixtures.mjs';

const LEAST = 44;

/** The controls that are smaller, each measured with the label that stands in for it. */
export const tooSmall = (page) =>
  page.evaluate((least) => {
    // A link that is stretched over its row or card is as large as that.
    const stretched = (control) => getComputedStyle(control, '::after').position === 'absolute';
    const targetOf = (control) => {
      if (['radio', 'checkbox', 'file'].includes(control.type)) return control.closest('label') ?? control;
      return stretched(control) ? control.closest('tr, li') : control;
    };
    return [...document.querySelectorAll('a[href], button, input, select, summary')]
      .filter((control) => !control.closest('.skip') && targetOf(control).checkVisibility())
      .map((control) => ({ control, box: targetOf(control).getBoundingClientRect() }))
      // Sizes are fractions of a pixel after rounding.
      .filter(({ box }) => box.width < least - 0.01 || box.height < least - 0.01)
      .map(({ control, box }) => `${control.outerHTML.slice(0, 100)}: ${box.width.toFixed(1)} x ${box.height.toFixed(1)}`);
  }, LEAST);

/** What is wider than the screen. */
export const tooWide = (page) =>
  page.evaluate(() => {
    const scroller = document.scrollingElement;
    if (scroller.scrollWidth <= scroller.clientWidth) return [];
    return [...document.querySelectorAll('main *')]
      .filter((each) => each.getBoundingClientRect().right > scroller.clientWidth + 0.5)
      .map((each) => each.outerHTML.slice(0, 100))
      .slice(0, 5);
  });

/** Words that are cut off by the box they stand in, where it does not scroll. */
export const cut = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('main button, main label, main select, main p, main h1, main h2, main a, main data')]
      .filter((each) => each.checkVisibility() && getComputedStyle(each).display !== 'inline')
      .filter((each) => !each.closest('.visually-hidden') && !each.querySelector('.visually-hidden'))
      .filter((each) => each.scrollWidth > each.clientWidth + 1)
      .map((each) => `${each.outerHTML.slice(0, 100)} (${each.scrollWidth} in ${each.clientWidth})`),
  );

/** What axe complains of: rule, and where. */
export async function violations(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary}`));
}

const SCREENS = [
  { width: 340, height: 700 },
  { width: 390, height: 844 },
  { width: 820, height: 1180 },
  { width: 1180, height: 820 },
  { width: 1440, height: 900 },
];

/** Holds a state to every screen: nothing too wide, cut off or too small for a finger, and nothing that axe complains of. */
export async function check(page, state) {
  for (const screen of SCREENS) {
    await page.setViewportSize(screen);
    expect.soft(await tooWide(page), `${state}: too wide at ${screen.width}`).toEqual([]);
    expect.soft(await cut(page), `${state}: cut off at ${screen.width}`).toEqual([]);
    expect.soft(await tooSmall(page), `${state}: too small at ${screen.width}`).toEqual([]);
  }
  expect.soft(await violations(page), state).toEqual([]);
}
