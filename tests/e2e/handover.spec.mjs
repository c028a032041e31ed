// From the desk to the tablet and back: a file goes there, both go on, and neither loses an edit.
import { readFileSync } from 'node:fs';
import { withTeam } from './data.mjs';
import { expect, test } from './fixtures.mjs';
import { device, fieldOf, load, look, preview, save, type } from './handover.mjs';

test('desk to tablet and back: what each side changed of one rep is there on both', async ({ page, browser }) => {
  await withTeam(page, 'Backup');
  const tablet = await device(page, browser);
  await load(tablet, await save(page));
  await type(page, await fieldOf(page, 'Tom Reed', 'Manager'), 'Kim Lee');
  await type(page, await fieldOf(page, 'Dana Okafor', 'Role'), 'AE');
  await type(tablet, await fieldOf(tablet, 'Tom Reed', 'Region'), 'West');
  await type(tablet, await fieldOf(tablet, 'Dana Okafor', 'Role'), 'Senior AE');
  await look(page, await save(tablet));
  await expect(preview(page)).toContainText('Reps changed on both sides, with the changes of both: Tom Reed.');
  await expect(preview(page)).toContainText('Role: AE here, Senior AE in the file.');
  await page.getByRole('radio', { name: 'Keep what is here' }).check({ force: true });
  await page.getByRole('button', { name: 'Load it' }).click();
  await page.getByRole('status').filter({ hasText: 'The file was loaded. To give the other device what was changed here, save a file now and load it there.' }).waitFor();
  await expect(page.getByText('A file from another device was last loaded here on Jan 2, 2018.')).toBeVisible();
  await load(tablet, await save(page));
  for (const side of [page, tablet]) {
    await expect(await fieldOf(side, 'Tom Reed', 'Manager')).toHaveValue('Kim Lee');
    await expect(await fieldOf(side, 'Tom Reed', 'Region')).toHaveValue('West');
    await expect(await fieldOf(side, 'Dana Okafor', 'Role')).toHaveValue('AE');
  }
  await look(page, await save(tablet));
  await expect(preview(page)).toContainText('It changes nothing');
  await tablet.context().close();
});

test('where both sides changed the same it says what each has, and one chooses of each rep', async ({ page, browser }) => {
  await withTeam(page, 'Backup');
  const tablet = await device(page, browser);
  await load(tablet, await save(page));
  for (const [rep, here, there] of [['Tom Reed', 'Kim Lee', 'Lee Kim'], ['Dana Okafor', 'Ana Diaz', 'Max Stone']]) {
    await type(page, await fieldOf(page, rep, 'Manager'), here);
    await type(tablet, await fieldOf(tablet, rep, 'Manager'), there);
  }
  await look(page, await save(tablet));
  const of = (name) => preview(page).getByRole('group', { name, exact: true });
  await expect(preview(page)).toContainText('Manager: Kim Lee here, Lee Kim in the file.');
  await expect(preview(page)).toContainText('Manager: Ana Diaz here, Max Stone in the file.');
  await expect(of('All of these').getByRole('radio', { name: "Take all of the file's" })).toBeChecked();
  await of('All of these').getByRole('radio', { name: 'Keep all that is here' }).check();
  await expect(of('Dana Okafor').getByRole('radio', { name: 'Keep what is here' })).toBeChecked();
  await of('Tom Reed').getByRole('radio', { name: "Take the file's" }).check();
  await expect(of('All of these').getByRole('radio', { checked: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Load it' }).click();
  await page.getByRole('status').filter({ hasText: 'The file was loaded.' }).waitFor();
  await expect(await fieldOf(page, 'Tom Reed', 'Manager')).toHaveValue('Lee Kim');
  await expect(await fieldOf(page, 'Dana Okafor', 'Manager')).toHaveValue('Ana Diaz');
  await tablet.context().close();
});

test('a file for the other device has the passphrase that is typed on the page', async ({ page }) => {
  await withTeam(page, 'Backup');
  await page.getByLabel('Passphrase, if you want one').fill('four words and more');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save it for the other device' }).click();
  const text = readFileSync(await (await download).path(), 'utf8');
  expect(JSON.parse(text).kind).toBe('sealed');
  expect(text).not.toContain('Dana');
  await expect(page.getByLabel('Passphrase, if you want one')).toHaveValue('');
});
