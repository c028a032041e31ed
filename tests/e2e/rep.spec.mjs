// A rep's page: what is tried, and where it is opened from.
import { existsSync } from 'node:fs';
import { slider } from './calculators.mjs';
import { bring, few, keepAll, openData } from './data.mjs';
import { PIPELINE } from './deals-files.mjs';
import { expect, test } from './fixtures.mjs';
import { keepPipeline, openRep, openTeam, takeStandIns } from './team.mjs';

const reps = (page) => page.getByRole('table', { name: 'Reps' }).getByRole('link');
const need = (page) => page.getByRole('button', { name: /^[^:]+ needed, how it is worked out$/ });
const tried = (page) => page.getByRole('button', { name: /^Tried: .+ needed, how it is worked out$/ });
const back = (page) => page.getByRole('button', { name: 'Back to the real figures' });

/** Opens the sample's reps from the team. */
async function openSample(page, place) {
  await page.clock.setFixedTime(new Date('2026-11-21T10:00:00'));
  await page.goto('#/sample');
  await reps(page).nth(11).waitFor();
  await reps(page).nth(place).click();
  await page.getByRole('region', { name: 'Deals', exact: true }).waitFor();
}

test('what is tried stands beside the rep\'s own need and changes nothing that is kept', async ({ page }) => {
  test.skip(!existsSync(PIPELINE), 'skipped: ../shared is not there');
  await keepPipeline(page);
  await takeStandIns(page);
  await openRep(page, 'Darcel Schlecht');
  const real = await need(page).textContent();
  await page.getByRole('button', { name: /^Try (changes|other rates)$/ }).first().click();
  await expect(tried(page)).toHaveCount(0);
  await page.getByRole('textbox', { name: 'Win rate', exact: true }).fill('20%');
  await page.getByRole('textbox', { name: 'Win rate', exact: true }).blur();
  await expect(tried(page)).not.toHaveText(real);
  await expect(need(page)).toHaveText(real);
  await expect(page.getByText('Win rate 20%, as tried or answered: no deals stand behind it, so it has no likely range.')).toBeVisible();
  await back(page).click();
  await expect(tried(page)).toHaveCount(0);
  await page.reload();
  await expect(need(page)).toHaveText(real);
});

for (const [width, height] of [[360, 740], [390, 844], [820, 1180], [1180, 820], [1440, 900]]) {
  test(`nothing moves under the finger when the first slider does, at ${width}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    for (const place of [0, 7]) {
      await openSample(page, place);
      await page.getByRole('button', { name: /^Try (changes|other rates)$/ }).first().click();
      const sliders = ['Win rate', 'Average won deal', 'Pipeline now', 'Left to quota'].map((name) => slider(page, name));
      await sliders[0].scrollIntoViewIfNeeded();
      const places = async () => Promise.all([...sliders, back(page)].map(async (control) => (await control.boundingBox()).y));
      await sliders[0].focus();
      const before = await places();
      for (const moved of sliders) {
        await moved.evaluate((each) => { each.value = each.max; each.dispatchEvent(new Event('input', { bubbles: true })); });
        await expect(back(page)).toHaveAttribute('aria-disabled', 'false');
        expect(await places(), `after a move of ${await moved.getAttribute('aria-label')}`).toEqual(before);
      }
      await back(page).click();
      await expect(back(page)).toHaveAttribute('aria-disabled', 'true');
      await expect(back(page)).toBeFocused();
    }
  });
}

test('the sample team and a rep of it can be opened by their addresses alone', async ({ page, context }) => {
  await page.clock.setFixedTime(new Date('2026-11-21T10:00:00'));
  await page.goto('#/sample');
  await reps(page).nth(11).waitFor();
  const name = await reps(page).nth(3).textContent();
  const href = await reps(page).nth(3).getAttribute('href');
  const fresh = await context.newPage();
  await fresh.clock.setFixedTime(new Date('2026-11-21T10:00:00'));
  await fresh.goto(href);
  await expect(fresh.getByRole('heading', { level: 1 })).toHaveText(name);
  await expect(need(fresh)).toBeVisible();
  await expect(fresh.getByText('A sample team.')).toBeVisible();
  await expect(fresh).toHaveTitle(`${name} · Ridealong`);
  await fresh.reload();
  await expect(need(fresh)).toBeVisible();
  await fresh.goto('#/sample/0000000000000000');
  await expect(fresh.getByRole('heading', { level: 1 })).toHaveText('This rep is not in the team');
});

test('a rep\'s own deals that are in no figure are said, and so is what is to be known of the team\'s', async ({ page }) => {
  await openData(page);
  await bring(page, few({ A2: { 'Close Date': '' } }));
  await keepAll(page);
  await openRep(page, 'Dana Okafor');
  await expect(page.getByText('1 deal of Dana Okafor is won or lost without a close date and in no figure here: ')).toBeVisible();
  await page.getByText(/^\d things to know of the team's deals$/).click();
  await expect(page.getByText(/^1 deal is won or lost without a close date and is left out: /)).toBeVisible();
  await openRep(page, 'Tom Reed');
  await expect(page.getByText(/of Tom Reed (is|are) won or lost without/)).toHaveCount(0);
});

test('a sentence that leads on is read as plain words', async ({ page }) => {
  await openData(page);
  await bring(page, few());
  await keepAll(page);
  await openTeam(page);
  await page.getByRole('link', { name: 'Dana Okafor', exact: true }).click();
  await expect(page.getByRole('status', { name: 'Answer', exact: true })).toHaveText('No quota is set for this period: set one under Data, Quotas, to see what is needed.');
  await page.getByRole('link', { name: 'set one under Data, Quotas' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What is each rep to bring in?');
});
