// The start: what a newcomer sees first, and the way from there to what each rep really needs.
import { existsSync } from 'node:fs';
import { headline } from './calculators.mjs';
import { bring, few, keep, keepAll, openData, picker } from './data.mjs';
import { PIPELINE } from './deals-files.mjs';
import { expect, test } from './fixtures.mjs';
import { check } from './screens.mjs';
import { row } from './team.mjs';

const START = 'How much pipeline does each rep really need?';
const TEAM = 'Who needs you now';
const heading = (page) => page.getByRole('heading', { level: 1 });
const ways = (page) => page.getByRole('region', { name: 'Four ways to begin' }).getByRole('link');
const reps = (page) => page.getByRole('table', { name: 'Reps' }).getByRole('rowheader');

/** Opens the app as somebody does who was told its address. */
async function arrive(page) {
  await page.clock.setFixedTime(new Date('2018-01-02T10:00:00'));
  await page.goto('');
  await expect(heading(page)).toHaveText(START);
}

test('the start says what it is about, what becomes of data, and offers four ways', async ({ page }) => {
  await arrive(page);
  await expect(page).toHaveTitle('Ridealong');
  await expect(ways(page)).toHaveText(['Explore a sample team', 'Import from the CRM', 'Type your team', 'Just calculate']);
  await expect(page.getByText(/stays in this browser/)).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Places' }).locator('[aria-current]')).toHaveCount(0);
});

test('the start shows what the calculator answers for the same two reps', async ({ page }) => {
  for (const [wins, needs] of [['50%', '2.5×'], ['20%', '6.9×']]) {
    await arrive(page);
    const rep = page.getByRole('link', { name: new RegExp(`^Wins ${wins} of the deals needs ${needs}`) });
    await expect(rep).toContainText(/Flat 3× asks \$\d+K too (much|little): a \d+% chance of quota\./);
    const [, flat] = /a (\d+%) chance/.exec(await rep.textContent());
    await rep.click();
    await expect(headline(page)).toHaveText(needs);
    await expect(page.getByRole('textbox', { name: 'Win rate', exact: true })).toHaveValue(wins);
    await expect(page.getByRole('button', { name: /^Flat 3×/ })).toContainText(flat);
  }
});

test('back leads to the start again, and its heading is where reading goes on', async ({ page }) => {
  await arrive(page);
  for (const [way, there] of [['Explore a sample team', TEAM], ['Type your team', 'What do you know of each rep?'], ['Just calculate', 'How much pipeline is enough?']]) {
    await page.getByRole('link', { name: way, exact: true }).click();
    await expect(heading(page)).toHaveText(there);
    await page.goBack();
    await expect(heading(page)).toHaveText(START);
    await expect(heading(page)).toBeFocused();
    await expect(page).toHaveTitle('Ridealong');
  }
});

test('the mark in the rail leads to the start', async ({ page }) => {
  await page.setViewportSize({ width: 1180, height: 820 });
  await page.goto('#/calculate/win-rate');
  await page.getByRole('link', { name: 'Ridealong, start' }).click();
  await expect(heading(page)).toHaveText(START);
  await expect(heading(page)).toBeFocused();
});

test('nobody in the team, and the four ways are the same', async ({ page }) => {
  await arrive(page);
  const atStart = await page.getByRole('main').getByRole('region', { name: 'Four ways to begin' }).getByRole('listitem').allTextContents();
  expect(atStart).toHaveLength(4);
  await page.goto('#/team');
  await expect(heading(page)).toHaveText(TEAM);
  await expect(page.getByRole('main').getByRole('listitem')).toHaveText(atStart);
});

test.describe('where a team is kept', () => {
  test('the address without a place opens the team, and back leaves it', async ({ page, baseURL }) => {
    await openData(page);
    await bring(page, few());
    await keepAll(page);
    await page.goto('about:blank');
    await page.goto('');
    await expect(reps(page)).toHaveCount(2);
    await expect(page).toHaveTitle('Team · Ridealong');
    await expect(page).toHaveURL(`${baseURL}#/team`);
    await page.goBack();
    await expect(page).toHaveURL('about:blank');
  });

  test('the start leads on without a step in the history, and the mark leads to the team', async ({ page, baseURL }) => {
    await page.setViewportSize({ width: 1180, height: 820 });
    await openData(page, 'type');
    await page.getByRole('textbox', { name: 'Add a rep by name' }).fill('Dana Okafor');
    await page.getByRole('textbox', { name: 'Add a rep by name' }).press('Enter');
    await page.getByRole('textbox', { name: 'Quota of Dana Okafor' }).waitFor();
    await page.evaluate(() => { location.hash = '#/'; });
    await expect(heading(page)).toHaveText(TEAM);
    await expect(page).toHaveURL(`${baseURL}#/team`);
    await page.getByRole('link', { name: 'Calculate', exact: true }).click();
    await expect(heading(page)).toHaveText('How much pipeline is enough?');
    await page.getByRole('link', { name: 'Ridealong, start' }).click();
    await expect(heading(page)).toHaveText(TEAM);
    await page.goBack();
    await expect(heading(page)).toHaveText('How much pipeline is enough?');
  });

  test('settings and typed calculator figures are no team, and everything erased is a start again', async ({ page }) => {
    await page.goto('#/calculate/coverage');
    await page.getByRole('textbox', { name: 'Left to quota', exact: true }).fill('240k');
    await page.getByRole('textbox', { name: 'Left to quota', exact: true }).blur();
    await openData(page, 'settings');
    await page.getByRole('combobox', { name: 'Amounts in' }).selectOption('EUR');
    await arrive(page);
    await openData(page);
    await bring(page, few());
    await keepAll(page);
    await page.goto('#/data/backup');
    await page.getByRole('button', { name: 'Erase everything…' }).click();
    await page.getByRole('button', { name: 'Erase everything now' }).click();
    await expect(page.getByText('Everything was erased from this browser.')).toBeVisible();
    await arrive(page);
  });

  test('a browser that keeps nothing shows the start', async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked', 'SecurityError'); } });
    });
    await arrive(page);
    await expect(ways(page)).toHaveCount(4);
  });
});

test.describe('by touch alone, on a tablet', () => {
  test.use({ viewport: { width: 820, height: 1180 }, hasTouch: true });

  const tap = (page, role, name) => page.getByRole(role, { name, exact: true }).first().tap();

  test('the sample team leads to what a rep really needs', async ({ page }) => {
    await arrive(page);
    await tap(page, 'link', 'Explore a sample team');
    await expect(reps(page)).toHaveCount(12);
    await page.getByRole('table', { name: 'Reps' }).getByRole('link').first().tap();
    await expect(page.getByText(/is what .+ really needs on the /).last()).toBeVisible();
    await tap(page, 'link', 'Leave the sample');
    await expect(page.getByRole('link', { name: 'Import from the CRM' })).toBeVisible();
  });

  test('an import leads to who needs the manager', async ({ page }) => {
    await arrive(page);
    await tap(page, 'link', 'Import from the CRM');
    const chooser = page.waitForEvent('filechooser');
    await page.getByText('Choose a file', { exact: true }).tap();
    await (await chooser).setFiles({ name: 'deals.csv', mimeType: 'text/csv', buffer: Buffer.from(few()) });
    await keep(page).tap();
    await page.getByRole('heading', { name: /^Kept: / }).waitFor();
    await tap(page, 'link', 'Team');
    await expect(row(page, 'Dana Okafor')).toContainText('no quota set');
  });

  test('a team that is typed leads to what a rep really needs', async ({ page }) => {
    await arrive(page);
    await tap(page, 'link', 'Type your team');
    const name = page.getByRole('textbox', { name: 'Add a rep by name' });
    await name.tap();
    await page.keyboard.type('Dana Okafor');
    await page.keyboard.press('Enter');
    // The calculators' own first example.
    for (const [cell, typed] of [['Quota', '200k'], ['Booked so far', '82k'], ['Open pipeline', '283k'], ['Won', '12'], ['Lost', '36'], ['Average deal', '30k']]) {
      await page.getByRole('textbox', { name: `${cell} of Dana Okafor` }).tap();
      await page.keyboard.type(typed);
    }
    await tap(page, 'link', 'See what each needs');
    await expect(row(page, 'Dana Okafor')).toContainText('2.4× of 5.6×');
  });

  test('just calculating leads to an answer', async ({ page }) => {
    await arrive(page);
    await tap(page, 'link', 'Just calculate');
    await expect(headline(page)).toHaveText('5.6×');
    await page.getByRole('button', { name: /^A 20% win rate/ }).tap();
    await expect(headline(page)).toHaveText('6.9×');
  });

  test('the public data set leads to what each of 30 reps really needs and why flat 3× is wrong for them', async ({ page }) => {
    test.skip(!existsSync(PIPELINE), 'skipped: ../shared is not there');
    await arrive(page);
    await tap(page, 'link', 'Import from the CRM');
    await picker(page).setInputFiles(PIPELINE);
    await keep(page).tap();
    await page.getByRole('heading', { name: /^Kept: / }).waitFor();
    await tap(page, 'link', 'Quotas');
    await tap(page, 'button', "Last year's bookings as a stand-in");
    await tap(page, 'link', 'Team');
    await expect(reps(page)).toHaveCount(30);
    await expect(page.getByText(/^Flat 3× asks too (much|little) of /).first()).toBeVisible();
    await page.getByRole('link', { name: 'Darcel Schlecht', exact: true }).tap();
    // Read out as well, a moment later, by a status before it.
    await expect(page.getByText(/^is what Darcel Schlecht really needs on the .+ left: /).last()).toBeVisible();
    await page.getByRole('button', { name: 'Win rate', exact: true }).tap();
    await expect(page.getByRole('dialog')).toContainText('30 reps of the team with decided deals');
  });
});

for (const colorScheme of ['light', 'dark']) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, hasTouch: true, contextOptions: { reducedMotion: 'reduce' } });

    test(`the start holds to every screen, in the ${colorScheme} scheme`, async ({ page }) => {
      await arrive(page);
      await check(page, 'the start');
    });
  });
}
