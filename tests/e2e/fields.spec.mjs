import { chooseRateFrom, exactValue, field, figure, headline, open, slider, type } from './calculators.mjs';
import { expect, test } from './fixtures.mjs';

const TYPED = [
  ['1.2m', '$1,200,000'],
  ['30k', '$30,000'],
  ['200k - 82k', '$118,000'],
  ['$ 250,000', '$250,000'],
  ['1 000 000', '$1,000,000'],
  [' 485000 ', '$485,000'],
];
test('an amount may be typed the way people type it', async ({ page }) => {
  await open(page);
  for (const [typed, written] of TYPED) {
    await type(page, { 'Left to quota': typed });
    await expect(field(page, 'Left to quota'), `"${typed}" is read`).toHaveValue(written);
    const left = Number(written.replace(/\D/g, ''));
    expect(await exactValue(figure(page, 'Pipeline now'))).toBeCloseTo(283_000 / left, 9);
  }
});

test('a win rate may be typed the way people type it', async ({ page }) => {
  await open(page);
  await chooseRateFrom(page, 'A win rate');
  for (const [typed, written] of [['35 %', '35%'], ['40', '40%'], ['0.35', '35%'], ['1 in 4', '25%'], ['2.5%', '2.5%']]) {
    await type(page, { 'Win rate': typed });
    await expect(field(page, 'Win rate'), `"${typed}" is read`).toHaveValue(written);
    expect(await exactValue(figure(page, 'Break-even'))).toBeCloseTo(100 / parseFloat(written), 9);
  }
});

test('a count may be typed with separators, and not as a fraction', async ({ page }) => {
  await open(page);
  await type(page, { 'Deals won, last year': '1,200' });
  await expect(field(page, 'Deals won, last year')).toHaveValue('1,200');
  await type(page, { 'Deals won, last year': '2.5' });
  await expect(field(page, 'Deals won, last year')).toHaveAccessibleDescription(
    'That is not a whole number: type it like 12 or 1,200.',
  );
});

const NONSENSE = [
  ['Left to quota', 'lots', 'That is not an amount: type it like 250,000, 250k, 1.2m or 200k - 82k.'],
  ['Left to quota', '', 'Type an amount, such as 250,000 or 250k.'],
  ['Left to quota', '1e999', 'That is not an amount: type it like 250,000, 250k, 1.2m or 200k - 82k.'],
  ['Left to quota', '-5', 'Type something between $0 and $1,000,000,000,000.'],
  ['Left to quota', '2000 bn', 'Type something between $0 and $1,000,000,000,000.'],
  ['Deals won, last year', 'a dozen', 'That is not a whole number: type it like 12 or 1,200.'],
  ['Chance you want', '120%', 'A percentage lies between 0 and 100: type it like 35% or 1 in 4.'],
  ['Chance you want', '100%', 'Type something between 1% and 99%.'],
  ['Chance you want', '0', 'Type something between 1% and 99%.'],
];
test('nonsense gets one sentence at its field, and the last good answer stays', async ({ page }) => {
  await open(page);
  for (const [name, typed, sentence] of NONSENSE) {
    await test.step(`"${typed}" in "${name}"`, async () => {
      await expect(field(page, name)).not.toHaveAttribute('aria-invalid', 'true');
      await type(page, { [name]: typed });
      await expect(field(page, name)).toHaveAttribute('aria-invalid', 'true');
      await expect(field(page, name)).toHaveAccessibleDescription(sentence);
      await expect(page.getByRole('alert').filter({ hasText: sentence })).toBeVisible();
      await expect(field(page, name)).toHaveValue(typed);
      await expect(headline(page)).toHaveText('5.6×');
      await field(page, name).press('Escape');
    });
  }
});

test('typing something sensible again takes the sentence away', async ({ page }) => {
  await open(page);
  await type(page, { 'Left to quota': 'lots' });
  await type(page, { 'Left to quota': '240k' });
  await expect(field(page, 'Left to quota')).not.toHaveAttribute('aria-invalid', 'true');
  await expect(field(page, 'Left to quota')).toHaveAccessibleDescription('');
  await expect(figure(page, 'Pipeline now')).toHaveAccessibleName(/1\.2×/);
});

test('Escape brings the last good value back', async ({ page }) => {
  await open(page);
  await field(page, 'Average won deal').fill('thirty thousand');
  await expect(field(page, 'Average won deal')).toHaveAttribute('aria-invalid', 'true');
  await field(page, 'Average won deal').press('Escape');
  await expect(field(page, 'Average won deal')).toHaveValue('$30,000');
  await expect(field(page, 'Average won deal')).not.toHaveAttribute('aria-invalid', 'true');
});

test('Enter writes what was typed neatly', async ({ page }) => {
  await open(page);
  await field(page, 'Left to quota').fill('1.2m');
  await field(page, 'Left to quota').press('Enter');
  await expect(field(page, 'Left to quota')).toHaveValue('$1,200,000');
});

test('a half-typed number counts as soon as it can be read', async ({ page }) => {
  await open(page);
  await field(page, 'Pipeline now').fill('');
  await field(page, 'Pipeline now').pressSequentially('59');
  await expect(figure(page, 'Pipeline now')).toHaveAccessibleName(/0\.0×/);
  await field(page, 'Pipeline now').pressSequentially('k');
  await expect(figure(page, 'Pipeline now')).toHaveAccessibleName(/0\.5×/);
});

test('what a field offers to be typed over means the same when it is typed again', async ({ page }) => {
  await open(page);
  await chooseRateFrom(page, 'A win rate');
  await type(page, { 'Win rate': '0.5%' });
  await expect(field(page, 'Win rate')).toHaveValue('0.5%');
  await field(page, 'Win rate').focus();
  const offered = await field(page, 'Win rate').inputValue();
  await type(page, { 'Win rate': offered });
  await expect(field(page, 'Win rate')).toHaveValue('0.5%');
});

test('the arrow keys step a field', async ({ page }) => {
  await open(page);
  const won = field(page, 'Deals won, last year');
  await won.focus();
  await won.press('ArrowUp');
  await expect(won).toHaveValue('13');
  await expect(slider(page, 'Deals won, last year')).toHaveValue('13');
  await won.press('ArrowDown');
  await won.press('ArrowDown');
  await expect(won).toHaveValue('11');
  await won.blur();
  await expect(page.getByText(/on 47 decided\sdeals/)).toBeVisible();
});

test('the arrow keys stop at the least and the most that make sense', async ({ page }) => {
  await open(page);
  await type(page, { 'Deals won, last year': '1', 'Chance you want': '99%' });
  const won = field(page, 'Deals won, last year');
  await won.focus();
  for (let press = 0; press < 3; press += 1) await won.press('ArrowDown');
  await expect(won).toHaveValue('0');
  const wanted = field(page, 'Chance you want');
  await wanted.focus();
  await wanted.press('ArrowUp');
  await wanted.blur();
  await expect(wanted).toHaveValue('99%');
});

test('while a field makes no sense the answer says that it is the last good one', async ({ page }) => {
  await open(page);
  const outdated = page.getByText('This is the answer to the last figures that made sense.');
  await expect(outdated).toBeHidden();
  await field(page, 'Left to quota').fill('lots');
  await expect(outdated).toBeVisible();
  await field(page, 'Left to quota').fill('€30k');
  await expect(page.getByText('Amounts are in USD: choose EUR under Amounts in, or leave the currency out.')).toBeVisible();
  await field(page, 'Left to quota').fill('30k');
  await expect(outdated).toBeHidden();
});
