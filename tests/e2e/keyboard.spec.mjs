// Everything can be done with the keyboard alone.
import { CALCULATORS, field, headline, open } from './calculators.mjs';
import { choose, csv, DEALS, filled } from './deals-files.mjs';
import { expect, test } from './fixtures.mjs';

test.use({ viewport: { width: 1440, height: 900 } });

/** Notes every control that is shown, by the browser's own count, and says how many there are. */
const noteControls = (page) =>
  page.evaluate(() => {
    window.controls = [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
      .filter((each) => each.checkVisibility() && !each.disabled)
      // Of a group of radio buttons the Tab key stops at the chosen one.
      .filter((each) => each.type !== 'radio' || each.checked);
    return window.controls.length;
  });

/** The focused control: which of the noted ones it is, and whether one sees that it is focused. */
const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const { top, bottom } = element.getBoundingClientRect();
    const outlined = (each) => getComputedStyle(each).outlineStyle !== 'none' && parseFloat(getComputedStyle(each).outlineWidth) > 0;
    return {
      at: window.controls.indexOf(element),
      html: element.outerHTML.slice(0, 120),
      inSight: bottom > 0 && top < innerHeight,
      // What is drawn by its label or its row is outlined there.
      outlined: [element, ...document.querySelectorAll('label:focus-within, summary:focus')].some(outlined),
    };
  });

for (const { tab } of CALCULATORS) {
  test(`the Tab key reaches every control of ${tab} once, from top to bottom, in sight and outlined`, async ({ page }) => {
    await open(page, tab);
    await choose(page, csv(DEALS));
    await filled(page).waitFor();
    // With a key, so that what is focused next is outlined.
    await page.getByRole('button', { name: 'Table', exact: true }).press('Enter');
    await page.getByRole('region', { name: "The chart's data" }).waitFor();
    const count = await noteControls(page);
    await page.getByRole('link', { name: 'Skip to the page' }).focus();
    const reached = [];
    for (let press = 0; press < count; press += 1) {
      if (press > 0) await page.keyboard.press('Tab');
      const { at, html, inSight, outlined } = await focused(page);
      expect(inSight, `${html} is in sight`).toBe(true);
      expect(outlined, `${html} is outlined`).toBe(true);
      reached.push(at);
    }
    expect(reached).toEqual(Array.from({ length: count }, (_, at) => at));
  });
}

test('the first Tab offers to skip to the page', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How much pipeline is enough?');
});

test('the source of the win rate is chosen with the arrow keys', async ({ page }) => {
  await open(page);
  await page.getByRole('radio', { name: 'Deals won and lost' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'A win rate' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'A win rate' })).toBeFocused();
  await expect(field(page, 'Win rate')).toBeVisible();
});

test('a whole question is answered without a pointer', async ({ page }) => {
  await open(page);
  await field(page, 'Left to quota').focus();
  await page.keyboard.type('240k');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(field(page, 'Average won deal')).toBeFocused();
  await page.keyboard.type('60k');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/4 wins, so about 22 deals in play, \$1\.3M\.$/)).toBeVisible();
  await expect(headline(page)).toHaveText('5.5×');
});

test('the chart becomes a table with the space bar', async ({ page }) => {
  await open(page);
  const table = page.getByRole('button', { name: 'Table', exact: true });
  await table.focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('table')).toBeVisible();
  await expect(table).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Space');
  await expect(page.getByRole('table')).toHaveCount(0);
});

test('a file is chosen with the keyboard', async ({ page }) => {
  await open(page);
  const chooser = page.waitForEvent('filechooser');
  await page.getByLabel('Fill from a CRM export', { exact: true }).focus();
  await page.keyboard.press('Enter');
  await (await chooser).setFiles({ name: 'deals.csv', mimeType: 'text/csv', buffer: Buffer.from(csv(DEALS)) });
  await expect(page.getByRole('combobox', { name: 'Figures of' })).toBeVisible();
});

for (const { tab } of CALCULATORS) {
  test(`every control of ${tab} has a name`, async ({ page }) => {
    await open(page, tab);
    await choose(page, csv(DEALS));
    await page.getByRole('combobox', { name: 'Figures of' }).waitFor();
    for (const role of ['button', 'link', 'textbox', 'slider', 'radio', 'checkbox', 'combobox']) {
      for (const control of await page.getByRole(role).all()) {
        await expect.soft(control, await control.evaluate((each) => each.outerHTML)).toHaveAccessibleName(/\w/, { timeout: 500 });
      }
    }
  });
}
