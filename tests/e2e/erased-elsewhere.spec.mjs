// What one device erased or undid, and the files of another.
import { go, kept, withTeam } from './data.mjs';
import { expect, test } from './fixtures.mjs';
import { device, erase, fieldOf, load, look, preview, save, type } from './handover.mjs';
import { everythingMirrored, stored, untilMirrored } from './mirror.mjs';

const said = (page, text) => page.getByRole('status').filter({ hasText: text });
const names = (page) => page.locator('summary');
const of = (page, name) => preview(page).getByRole('group', { name, exact: true });

async function loadIt(page) {
  await page.getByRole('button', { name: 'Load it' }).click();
  await said(page, 'The file was loaded.').waitFor();
}

test('a load that was undone is offered as the first time, and says nothing to the other device', async ({ page, browser }) => {
  await withTeam(page, 'Backup');
  const tablet = await device(page, browser);
  const bytes = await save(page);
  const all = [/^In the file\s*New$/, /^Deals\s*4$/, /^Reps and quotas\s*2$/, /^How files are read\s*1$/];
  for (const time of ['first', 'second']) {
    await test.step(`the ${time} time`, async () => {
      await look(tablet, bytes);
      await expect(preview(tablet).getByRole('row')).toHaveText(all);
      await loadIt(tablet);
      await tablet.getByRole('button', { name: 'Undo', exact: true }).click();
      await said(tablet, 'Undone: everything is as it was before.').waitFor();
      await go(tablet, 'Reps');
      await expect(names(tablet)).toHaveCount(0);
    });
  }
  await look(page, await save(tablet));
  await expect(preview(page)).toContainText('It changes nothing');
  await tablet.context().close();
});

test('an erased rep is erased on the other device too, with their deals, if one says so there', async ({ page, browser }) => {
  await withTeam(page, 'Backup');
  const tablet = await device(page, browser);
  await load(tablet, await save(page));
  await erase(page, 'Dana Okafor');
  await said(page, 'were erased').waitFor();
  const bytes = await save(page);
  await look(tablet, bytes);
  await expect(preview(tablet)).toContainText('Erased where the file comes from. Here: what is known of them and 2 deals.');
  await of(tablet, 'Dana Okafor').getByRole('radio', { name: 'Keep here' }).check();
  await loadIt(tablet);
  await go(tablet, 'Reps');
  await expect(names(tablet)).toHaveText([/^Dana Okafor/, /^Tom Reed/]);
  await tablet.getByRole('button', { name: 'Undo', exact: true }).click();
  await said(tablet, 'Undone: everything is as it was before.').waitFor();

  await look(tablet, bytes);
  await expect(of(tablet, 'Dana Okafor').getByRole('radio', { name: 'Erase here too' })).toBeChecked();
  await loadIt(tablet);
  await expect(said(tablet, 'Erased here too, from the second copy and the snapshots too: Dana Okafor.')).toBeVisible();
  await untilMirrored(tablet);
  for (const copy of [JSON.stringify(await stored(tablet)), await everythingMirrored(tablet)]) expect(copy).not.toContain('Dana');
  await go(tablet, 'Import');
  await expect(kept(tablet)).toContainText('2 deals are kept: 1 won, 0 lost, 1 open, of 1 rep');
  await go(tablet, 'Reps');
  await tablet.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(names(tablet)).toHaveText([/^Dana Okafor/, /^Tom Reed/]);
  await go(tablet, 'Import');
  await expect(kept(tablet)).toContainText('4 deals are kept');
  await tablet.context().close();
});

test('who was erased stays erased when a file has them, or comes back whole', async ({ page }) => {
  await withTeam(page, 'Reps');
  await type(page, await fieldOf(page, 'Dana Okafor', 'Manager'), 'Kim Lee');
  const bytes = await save(page);
  await erase(page, 'Dana Okafor');
  await said(page, 'were erased').waitFor();
  await look(page, bytes);
  await expect(preview(page)).toContainText('Erased here. In the file: what is known of them and 2 deals.');
  await expect(of(page, 'Dana Okafor').getByRole('radio', { name: 'Leave erased' })).toBeChecked();
  await loadIt(page);
  await go(page, 'Reps');
  await expect(names(page)).toHaveText([/^Tom Reed/]);
  await go(page, 'Import');
  await expect(kept(page)).toContainText('2 deals are kept');

  await look(page, bytes);
  await of(page, 'Dana Okafor').getByRole('radio', { name: 'Bring back' }).check();
  await loadIt(page);
  await expect(await fieldOf(page, 'Dana Okafor', 'Manager')).toHaveValue('Kim Lee');
  await go(page, 'Import');
  await expect(kept(page)).toContainText('4 deals are kept: 2 won, 1 lost, 1 open, of 2 reps');
});
