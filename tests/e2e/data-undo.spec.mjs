// Undo stays until something else is changed: looking at a file changes nothing.
import { bring, few, go, total, withTeam } from './data.mjs';
import { expect, test } from './fixtures.mjs';

const card = (page, name) => page.locator('summary').filter({ hasText: name });
const undo = (page) => page.getByRole('button', { name: 'Undo', exact: true });

async function removeTom(page) {
  await withTeam(page, 'Reps');
  await card(page, 'Tom Reed').click();
  const tom = page.getByRole('group').filter({ has: card(page, 'Tom Reed') });
  await tom.getByRole('button', { name: 'Remove from the team' }).click();
  await tom.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(undo(page)).toBeVisible();
}

test('a rep who was removed can be brought back after a file was looked at and left', async ({ page }) => {
  await removeTom(page);
  await go(page, 'Import');
  await bring(page, few());
  await expect(total(page)).toBeVisible();
  await page.getByRole('button', { name: /^(Cancel|Close)$/ }).click();
  await undo(page).click();
  await go(page, 'Reps');
  await expect(page.locator('summary')).toHaveText([/^Dana Okafor/, /^Tom Reed/]);
});

test('what can no longer be undone is no longer said', async ({ page }) => {
  await removeTom(page);
  await expect(page.getByRole('status').filter({ hasText: 'Tom Reed' })).toBeVisible();
  await go(page, 'Settings');
  await page.getByRole('combobox', { name: 'Amounts in' }).selectOption('EUR');
  await expect(undo(page)).toBeHidden();
  await expect(page.getByRole('status').filter({ hasText: 'Tom Reed' })).toHaveCount(0);
});
