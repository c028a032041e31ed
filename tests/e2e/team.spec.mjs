// Team and Rep, from the public data set.
import { existsSync } from 'node:fs';
import { bring, FEW, few, keepAll, openData } from './data.mjs';
import { csv, PIPELINE } from './deals-files.mjs';
import { expect, test } from './fixtures.mjs';
import { addedUp, keepPipeline, openRep, openTeam, row, source, takeStandIns } from './team.mjs';

const dollars = (amount) => `$${Math.round(amount).toLocaleString('en-US')}`;

test.describe('the public data set', () => {
  test.skip(!existsSync(PIPELINE), 'skipped: ../shared is not there');

  test('the team is looked at from the day after its data ends, and whoever is short comes first', async ({ page }) => {
    await keepPipeline(page);
    await takeStandIns(page);
    await openTeam(page);
    await expect(page.getByLabel('As of')).toHaveValue('2018-01-02');
    const rows = page.getByRole('table', { name: 'Reps' }).getByRole('rowheader');
    await expect(rows).toHaveCount(30);
    await page.clock.setFixedTime(new Date('2026-11-21T10:00:00'));
    await page.reload();
    await expect(page.getByLabel('As of')).toHaveValue('2018-01-01');
    await expect(page.getByText('Your data ends on Dec 31, 2017, so the day after is taken as today.')).toBeVisible();
    await expect(rows).toHaveCount(30);
    const short = await page.getByRole('button', { name: /^Short of 80% chance/ }).textContent();
    const count = Number(/(\d+) of 30/.exec(short)[1]);
    const chances = await page.getByRole('table', { name: 'Reps' }).locator('td.chance').allTextContents();
    const below = chances.map((chance) => /under 5%|^\s*[0-7]?\d%/.test(chance.trim()));
    expect(below.slice(0, count).every(Boolean), chances.join(', ')).toBe(true);
    expect(below.slice(count).some(Boolean), chances.join(', ')).toBe(false);
  });

  for (const name of ['Darcel Schlecht', 'Lajuana Vencill', 'Hayden Neloms', 'Kary Hendrixson', 'Wilburn Farren']) {
    test(`the figures of ${name} are those that the file's rows add up to`, async ({ page }) => {
      await keepPipeline(page);
      await takeStandIns(page);
      await openRep(page, name);
      const own = addedUp(name, '2018-01-02', '2017-01-02');
      await expect(source(page, 'Win rate')).toContainText(`${own.won} won of ${own.decided} decided in 12 months`);
      await expect(source(page, 'Average won deal')).toContainText(dollars(own.average));
      await expect(source(page, 'Pipeline now')).toContainText(`${own.live} open deal`);
      if (own.stale > 0) await expect(source(page, 'Stale, in no figure')).toContainText(`${own.stale} open deal`);
      await page.getByRole('radio', { name: 'Won', exact: true }).check({ force: true });
      await expect(page.getByText(new RegExp(`^${own.won} deals?, `))).toBeVisible();
    });
  }

  test('what is tried changes the answer and nothing that is kept', async ({ page }) => {
    await keepPipeline(page);
    await takeStandIns(page);
    await openRep(page, 'Darcel Schlecht');
    const need = page.getByRole('button', { name: /coverage needed, how it is worked out$/ });
    const real = await need.textContent();
    await page.getByRole('button', { name: 'Try changes' }).click();
    await page.getByRole('textbox', { name: 'Win rate', exact: true }).fill('20%');
    await page.getByRole('textbox', { name: 'Win rate', exact: true }).blur();
    await expect(need).not.toHaveText(real);
    await page.getByRole('button', { name: 'Back to the real figures' }).click();
    await expect(need).toHaveText(real);
    await page.reload();
    await expect(need).toHaveText(real);
  });

  test('another day changes what is booked, and the proposed one is a tap away', async ({ page }) => {
    await keepPipeline(page);
    await takeStandIns(page);
    await openTeam(page);
    await page.getByLabel('As of').fill('2017-12-15');
    await expect(page.getByText(/^30 reps · to Dec 31, 2017, 17 days left/)).toBeVisible();
    await page.getByRole('button', { name: 'Back to Jan 2, 2018' }).click();
    await expect(page.getByText(/^30 reps · to Mar 31, 2018/)).toBeVisible();
  });
});

test('without a team the page says what to do', async ({ page }) => {
  await page.goto('#/team');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Who needs you now');
  await expect(page.getByRole('link', { name: 'Bring in your deals' })).toBeVisible();
});

test('a rep without a quota has a reason in the place of a need', async ({ page }) => {
  await openData(page);
  await bring(page, few());
  await keepAll(page);
  await openTeam(page);
  await expect(row(page, 'Dana Okafor')).toContainText('no quota set');
  await page.getByRole('link', { name: 'Dana Okafor', exact: true }).click();
  await expect(page.getByText(/^No quota is set for this period: /)).toBeVisible();
});

test('an export without losses asks how many of ten quotes come in', async ({ page }) => {
  await openData(page);
  await bring(page, csv([FEW[0], ...Array.from({ length: 20 }, (_, at) => FEW[1].with(0, `W${at}`))]));
  await keepAll(page);
  await openTeam(page);
  await expect(page.getByText(/^Hardly a loss is recorded, /).first()).toBeVisible();
});

test('an address of a rep who is not in the team says so', async ({ page }) => {
  await openData(page);
  await bring(page, few());
  await keepAll(page);
  await page.goto('#/team/0000000000000000');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This rep is not in the team');
});
