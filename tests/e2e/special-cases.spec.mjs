// Every special case of the coverage ladder has its sentence on the rep's page.
import { expect, test } from './fixtures.mjs';
import { AT_THE_END, keepSpecialCases, LATE, openSpecialCase, SPECIAL_CASES } from './special-cases.mjs';

test('each special case of the ladder says what it is', async ({ page }) => {
  await keepSpecialCases(page);
  for (const [name, , , says] of SPECIAL_CASES) {
    await openSpecialCase(page, name);
    await expect(page.getByRole('main').getByText(says).last(), name).toBeVisible();
  }
});

test('five days before the end it is said that what is created now counts for the next period', async ({ page }) => {
  await keepSpecialCases(page, LATE);
  for (const [name, says] of AT_THE_END) {
    await openSpecialCase(page, name);
    await expect(page.getByRole('main').getByText(says).last(), name).toBeVisible();
  }
});
