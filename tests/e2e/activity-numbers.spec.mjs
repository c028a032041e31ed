import { answer, chooseRateFrom, exactValue, field, figure, headline, open, picture, type } from './calculators.mjs';
import { expect, test } from './fixtures.mjs';

const add = (page) => page.getByRole('button', { name: 'Add a step before', exact: true });
const takeAway = (page) => page.getByRole('button', { name: 'Remove the last step', exact: true });

async function observe(page, activities, wins) {
  const seen = field(page, 'Deals won from them');
  if (!(await seen.isVisible())) await page.getByText('Check the chain against what you saw').click();
  await type(page, { 'Conversations, last year': activities, 'Deals won from them': wins });
}

test('a week is worked back from the wins through every conversion', async ({ page }) => {
  await open(page, 'Activity numbers');
  const wins = Math.ceil(118_000 / 30_000);
  const deals = wins / (12 / 48);
  const conversations = deals / 0.4 / 0.2;
  expect(await exactValue(headline(page))).toBeCloseTo(conversations / 6, 9);
  await expect(answer(page).getByText(`conversations a week for 6 weeks: ${conversations} in all, on average.`)).toBeVisible();
  expect(await exactValue(figure(page, 'Wins to find'))).toBe(wins);
  expect(await exactValue(figure(page, 'Deals to create'))).toBeCloseTo(deals, 9);
  expect(await exactValue(figure(page, 'From end to end'))).toBeCloseTo(0.25 * 0.4 * 0.2, 12);
  await expect(figure(page, 'From end to end')).toHaveAccessibleName(/1 in 50 conversations end in a win$/);
});

test('every input moves the week as plain arithmetic says', async ({ page }) => {
  await open(page, 'Activity numbers');
  await chooseRateFrom(page, 'A win rate');
  await type(page, {
    'Left to quota': '1m',
    'Average won deal': '70k',
    'Working weeks left': '11',
    'Win rate': '32%',
    'First meetings that become deals': '45%',
    'Conversations that become first meetings': '12%',
  });
  const wins = Math.ceil(1_000_000 / 70_000);
  expect(await exactValue(headline(page))).toBeCloseTo(wins / 0.32 / 0.45 / 0.12 / 11, 9);
  expect(await exactValue(figure(page, 'Deals to create'))).toBeCloseTo(wins / 0.32, 9);
  await expect(answer(page).getByText(/^conversations a week for 11 weeks:/)).toBeVisible();
});

test('the open pipeline takes off the wins that it should bring, and may cover all', async ({ page }) => {
  await open(page, 'Activity numbers');
  await page.getByRole('checkbox', { name: 'Take off what the open pipeline should bring' }).check();
  const find = 4 - (283_000 * 0.25) / 30_000;
  expect(await exactValue(figure(page, 'Wins to find'))).toBeCloseTo(find, 9);
  expect(await exactValue(headline(page))).toBeCloseTo(find / 0.25 / 0.4 / 0.2 / 6, 9);
  await type(page, { 'Pipeline now': '480k' });
  await expect(answer(page).getByText('Covered on average', { exact: true })).toBeVisible();
  await page.getByRole('checkbox', { name: 'Take off what the open pipeline should bring' }).uncheck();
  await expect(headline(page)).toBeVisible();
});

test('a step can be added, named and taken away', async ({ page }) => {
  await open(page, 'Activity numbers');
  await add(page).click();
  await expect(field(page, 'Name of step 3')).toHaveValue('Calls');
  await type(page, { 'Name of step 3': 'Mailings', 'Mailings that become conversations': '5%' });
  await expect(answer(page).getByText(/^mailings a week for 6 weeks:/)).toBeVisible();
  expect(await exactValue(headline(page))).toBeCloseTo(200 / 0.05 / 6, 9);
  await expect(picture(page)).toHaveAccessibleName(/Mailings 667 a week, Conversations 33 a week/);
  await takeAway(page).click();
  await expect(field(page, 'Name of step 3')).toHaveCount(0);
  expect(await exactValue(headline(page))).toBeCloseTo(200 / 6, 9);
});

test('a chain holds up to six steps and may be empty', async ({ page }) => {
  await open(page, 'Activity numbers');
  for (let step = 3; step <= 6; step += 1) await add(page).click();
  await expect(add(page)).toBeDisabled();
  await expect(page.getByText('6 steps are the most that fit.')).toBeVisible();
  expect(await exactValue(headline(page))).toBeCloseTo(200 / 0.2 ** 4 / 6, 6);
  for (let step = 6; step >= 1; step -= 1) await takeAway(page).click();
  await expect(takeAway(page)).toBeDisabled();
  await expect(answer(page).getByText(/^new deals a week for 6 weeks:/)).toBeVisible();
  expect(await exactValue(headline(page))).toBeCloseTo(16 / 6, 9);
});

test('a step that is given no name keeps the one it has', async ({ page }) => {
  await open(page, 'Activity numbers');
  await type(page, { 'Name of step 2': '   ' });
  await expect(answer(page).getByText(/^conversations a week/)).toBeVisible();
  await expect(field(page, 'Name of step 2')).toHaveValue('Conversations');
});

test('a name with marks in it is shown as it was typed', async ({ page }) => {
  await open(page, 'Activity numbers');
  await type(page, { 'Name of step 2': '<b>"Démos" & visits' });
  await expect(answer(page).getByText(/^<b>"Démos" & visits a week/)).toBeVisible();
  await expect(picture(page)).toContainText('<b>"Démos" & visits');
});

for (const [wins, said] of [[20, false], [24, false], [26, true], [14, true]]) {
  test(`${wins} wins seen of 1,000 where the chain says 20 ${said ? 'are' : 'are not'} a doubt`, async ({ page }) => {
    await open(page, 'Activity numbers');
    await observe(page, '1000', `${wins}`);
    await expect(figure(page, 'From end to end')).toHaveAccessibleName(/you saw 1 in /);
    const doubt = page.getByText(/^By the chain 2% of conversations end in a win, and you saw/);
    await expect(doubt).toHaveCount(said ? 1 : 0);
    if (said) await expect(doubt).toContainText(`you saw ${(wins / 10).toFixed(1)}%`);
  });
}

test('an impossible count of wins is not taken for a rate', async ({ page }) => {
  await open(page, 'Activity numbers');
  await observe(page, '10', '20');
  await expect(page.getByText(/200%|NaN|1 in 0/)).toHaveCount(0);
});

test('the weeks are whole, at least one', async ({ page }) => {
  await open(page, 'Activity numbers');
  await type(page, { 'Working weeks left': '0' });
  await expect(field(page, 'Working weeks left')).toHaveAccessibleDescription('Type something between 1 and 60.');
  await type(page, { 'Working weeks left': '1' });
  await expect(answer(page).getByText(/a week for 1 week: 200 in all/)).toBeVisible();
});
