// Amounts are read and written in the reader's own way.
import { chooseRateFrom, exactValue, field, figure, headline, open, type } from './calculators.mjs';
import { expect, test } from './fixtures.mjs';

test.describe('in German', () => {
  test.use({ locale: 'de-DE' });

  test('amounts are written and read with a comma for decimals and points between thousands', async ({ page }) => {
    await open(page);
    await expect(field(page, 'Left to quota')).toHaveValue(/^118\.000\s\$$/);
    await expect(headline(page)).toHaveText('5,6×');
    await type(page, { 'Left to quota': '1.234,50', 'Pipeline now': '1.234,50' });
    await expect(field(page, 'Left to quota')).toHaveValue(/^1\.234,50\s\$$/);
    expect(await exactValue(figure(page, 'Pipeline now'))).toBeCloseTo(1, 12);
    await type(page, { 'Left to quota': '118.000', 'Pipeline now': '1,2m' });
    await expect(field(page, 'Pipeline now')).toHaveValue(/^1\.200\.000\s\$$/);
    expect(await exactValue(figure(page, 'Pipeline now'))).toBeCloseTo(1_200_000 / 118_000, 12);
  });

  test('a field offers its number with the comma that it then reads', async ({ page }) => {
    await open(page);
    await type(page, { 'Left to quota': '999,5' });
    await field(page, 'Left to quota').focus();
    await expect(field(page, 'Left to quota')).toHaveValue('999,5');
    await field(page, 'Left to quota').blur();
    await expect(field(page, 'Left to quota')).toHaveValue(/^999,50\s\$$/);
  });

  test('a percentage has its space and its comma', async ({ page }) => {
    await open(page);
    await chooseRateFrom(page, 'A win rate');
    await type(page, { 'Win rate': '2,5 %' });
    await expect(field(page, 'Win rate')).toHaveValue(/^2,5\s%$/);
    expect(await exactValue(figure(page, 'Break-even'))).toBeCloseTo(40, 9);
  });
});

for (const locale of ['en-US', 'en-IN', 'fr-FR', 'de-CH', 'pt-BR', 'sv-SE', 'ja-JP', 'ar-EG']) {
  test.describe(locale, () => {
    test.use({ locale });

    test(`what a field writes and offers can be typed back in ${locale}`, async ({ page }) => {
      await open(page);
      const names = ['Left to quota', 'Deals won, last year', 'Chance you want'];
      await type(page, { 'Left to quota': '1234567' });
      for (const name of names) {
        const written = await field(page, name).inputValue();
        await type(page, { [name]: written });
        await expect(field(page, name), `${written} is read`).not.toHaveAttribute('aria-invalid', 'true');
        await expect(field(page, name)).toHaveValue(written);
        await field(page, name).focus();
        const offered = await field(page, name).inputValue();
        await type(page, { [name]: offered });
        await expect(field(page, name), `${offered} is read`).not.toHaveAttribute('aria-invalid', 'true');
        await expect(field(page, name)).toHaveValue(written);
      }
      expect(await exactValue(figure(page, 'Pipeline now'))).toBeCloseTo(283_000 / 1_234_567, 12);
    });
  });
}

test('a currency only changes how amounts are written', async ({ page }) => {
  await open(page);
  const currency = page.getByRole('combobox', { name: 'Amounts in', exact: true });
  await currency.selectOption('EUR');
  await expect(field(page, 'Left to quota')).toHaveValue('€118,000');
  await expect(page.getByText(/in play, €660K\.$/)).toBeVisible();
  await currency.selectOption('JPY');
  await expect(field(page, 'Left to quota')).toHaveValue('¥118,000');
  await expect(headline(page)).toHaveText('5.6×');
});
