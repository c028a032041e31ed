// Faults 16 and 17: several tabs of the app are open. One saves, the others show what it saves; any of
// them can take over. `make soak` takes over 200 times.
import { openData, withTeam, go, kept, bring, few, keep } from './data.mjs';
import { expect, test } from './fixtures.mjs';
import { fieldOf, type } from './handover.mjs';
import { stored, untilMirrored } from './mirror.mjs';

const TAKE_OVERS = process.env.SOAK ? 200 : 12;

const take = (page) => page.getByRole('button', { name: 'Take over here' });
const strip = (page) => page.getByText('Ridealong is open in another tab, and that one saves.');
const words = (page) => page.locator('.save-words').first();
const reps = (page) => page.locator('summary');
const alert = (page) => page.getByRole('alert').filter({ hasText: 'Not saved.' });

async function add(page, name) {
  const field = page.getByRole('textbox', { name: 'Add a rep by name' });
  await field.fill(name);
  await field.blur();
}

/** Another tab of the app, at the reps. */
async function beside(page, tab = 'reps') {
  const other = await page.context().newPage();
  await openData(other, tab);
  return other;
}

async function takeOver(page) {
  await take(page).click();
  await expect(page.getByRole('status').filter({ hasText: 'This tab is the one that saves now.' })).toBeVisible();
}

test('fault 16: the first tab saves; the second shows what it saves, and takes over when it is asked to', async ({ page }) => {
  await withTeam(page, 'Reps');
  const other = await beside(page);
  await expect(strip(other)).toBeVisible();
  await expect(words(other)).toHaveText('Another tab saves');
  await expect(strip(page)).toHaveCount(0);
  await add(page, 'Ana Diaz');
  await expect(reps(other)).toHaveText([/^Ana Diaz/, /^Dana Okafor/, /^Tom Reed/]);
  await takeOver(other);
  await expect(strip(page)).toBeVisible();
  await expect(page.getByText('This tab is the one that saves now.')).toHaveCount(0);
  await expect(words(other)).toHaveText(/^Saved on this device/);
  await add(other, 'Ben Ito');
  await expect(reps(page)).toHaveText([/^Ana Diaz/, /^Ben Ito/, /^Dana Okafor/, /^Tom Reed/]);
  await page.reload();
  await expect(reps(page)).toHaveText([/^Ana Diaz/, /^Ben Ito/, /^Dana Okafor/, /^Tom Reed/]);
  await expect(strip(page)).toBeVisible();
});

test(`fault 16: ${TAKE_OVERS} take-overs: no stale read, no lost edit`, async ({ page }) => {
  test.setTimeout(60_000 + TAKE_OVERS * 3_000);
  await withTeam(page, 'Reps');
  const tabs = [page, await beside(page)];
  await expect(strip(tabs[1])).toBeVisible();
  const names = [];
  for (let turn = 1; turn <= TAKE_OVERS; turn += 1) {
    const tab = tabs[turn % 2];
    await takeOver(tab);
    // Who writes follows nobody: what it has not read as it took over would stay missing.
    await expect(reps(tab), `after take-over ${turn}`).toHaveCount(2 + names.length);
    names.push(`Rep ${String(turn).padStart(3, '0')}`);
    await add(tab, names.at(-1));
  }
  for (const tab of tabs) {
    await expect(reps(tab)).toHaveCount(2 + names.length);
    await tab.reload();
    await expect(reps(tab)).toHaveText([/^Dana Okafor/, ...names.map((name) => new RegExp(`^${name}`)), /^Tom Reed/]);
  }
});

test('fault 16: what is being typed when another tab takes over is saved first', async ({ page }) => {
  await withTeam(page, 'Reps');
  const other = await beside(page);
  await page.getByRole('textbox', { name: 'Add a rep by name' }).fill('Ana Diaz');
  await takeOver(other);
  await expect(reps(other)).toHaveText([/^Ana Diaz/, /^Dana Okafor/, /^Tom Reed/]);
});

test('fault 16: what is being typed stays while the other tab saves something', async ({ page }) => {
  await withTeam(page, 'Reps');
  const other = await beside(page);
  await expect(strip(other)).toBeVisible();
  const field = other.getByRole('textbox', { name: 'Add a rep by name' });
  await field.fill('Ana Diaz');
  await add(page, 'Ben Ito');
  await expect(reps(other)).toHaveText([/^Ben Ito/, /^Dana Okafor/, /^Tom Reed/]);
  await expect(field).toHaveValue('Ana Diaz');
  await field.blur();
  await expect(alert(other)).toBeVisible();
  await expect(reps(other)).toHaveText([/^Ana Diaz/, /^Ben Ito/, /^Dana Okafor/, /^Tom Reed/]);
  await expect(field).toHaveValue('');
});

test('fault 16: what is changed where another tab saves is said not to be saved, and is once this one takes over', async ({ page }) => {
  await withTeam(page, 'Reps');
  const other = await beside(page);
  await add(other, 'Ana Diaz');
  await expect(alert(other)).toContainText('Another tab is the one that saves now: press Take over here');
  expect(JSON.stringify(await stored(page))).not.toContain('Ana Diaz');
  // Both go on.
  await add(page, 'Ben Ito');
  await expect(reps(other)).toHaveText([/^Ana Diaz/, /^Ben Ito/, /^Dana Okafor/, /^Tom Reed/]);
  await take(other).click();
  await expect(alert(other)).toHaveCount(0);
  await expect.poll(async () => JSON.stringify(await stored(page))).toContain('Ana Diaz');
  await expect(reps(page)).toHaveText([/^Ana Diaz/, /^Ben Ito/, /^Dana Okafor/, /^Tom Reed/]);
});

test('fault 16: where both tabs change the same, what gave way is said with what both have', async ({ page }) => {
  await withTeam(page, 'Reps');
  const other = await beside(page);
  await expect(strip(other)).toBeVisible();
  await type(other, await fieldOf(other, 'Tom Reed', 'Manager'), 'Lee Kim');
  await type(other, await fieldOf(other, 'Tom Reed', 'Region'), 'West');
  await expect(alert(other)).toBeVisible();
  await type(page, await fieldOf(page, 'Tom Reed', 'Manager'), 'Kim Lee');
  const gaveWay = other.getByRole('alert').filter({ hasText: 'The other tab saved something else in the same place' });
  await expect(gaveWay).toContainText('Tom Reed. Manager: Kim Lee in the other tab, Lee Kim here.');
  await expect(await fieldOf(other, 'Tom Reed', 'Manager')).toHaveValue('Kim Lee');
  // What the other tab did not touch waits on.
  await expect(await fieldOf(other, 'Tom Reed', 'Region')).toHaveValue('West');
  await take(other).first().click();
  await expect(alert(other)).toHaveCount(1);
  await expect.poll(async () => JSON.stringify(await stored(page))).toContain('West');
  await expect(await fieldOf(other, 'Tom Reed', 'Manager')).toHaveValue('Kim Lee');
  await gaveWay.getByRole('button', { name: 'All right' }).click();
  await expect(gaveWay).toHaveCount(0);
});

test('fault 16: what replaces or removes much is left to the tab that saves', async ({ page }) => {
  await withTeam(page, 'Import');
  const other = await beside(page, 'import');
  const before = await stored(page);
  await bring(other, few({ A1: { Amount: '9000' } }));
  await keep(other).click();
  await expect(other.getByText('Another tab is the one that saves now: press Take over here')).toBeVisible();
  await go(other, 'Backup');
  await other.getByRole('button', { name: 'Erase everything…' }).click();
  await other.getByRole('button', { name: 'Erase everything now' }).click();
  await expect(other.getByText('Another tab is the one that saves now: press Take over here')).toBeVisible();
  expect(await stored(page)).toEqual(before);
});

test('fault 16: an import and an erasure are seen in the other tab', async ({ page }) => {
  await openData(page);
  const other = await beside(page, 'import');
  await expect(strip(other)).toBeVisible();
  await bring(page, few());
  await keep(page).click();
  await expect(kept(other)).toContainText('4 deals are kept: 2 won, 1 lost, 1 open, of 2 reps');
  await go(page, 'Backup');
  await page.getByRole('button', { name: 'Erase everything…' }).click();
  await page.getByRole('button', { name: 'Erase everything now' }).click();
  await go(other, 'Reps');
  await expect(reps(other)).toHaveCount(0);
});

test('fault 16: the next tab saves when the one that saved is closed', async ({ page }) => {
  await withTeam(page, 'Reps');
  const other = await beside(page);
  await expect(strip(other)).toBeVisible();
  await page.close();
  await expect(strip(other)).toHaveCount(0);
  await add(other, 'Ana Diaz');
  await untilMirrored(other);
  await other.reload();
  await expect(strip(other)).toHaveCount(0);
  await expect(reps(other)).toHaveText([/^Ana Diaz/, /^Dana Okafor/, /^Tom Reed/]);
});

test('fault 16: a tab that does not answer any more is written over by none, and takes nothing back', async ({ page }) => {
  await withTeam(page, 'Reps');
  const other = await beside(page);
  await expect(strip(other)).toBeVisible();
  // Asleep: it hears nothing.
  const asleep = page.evaluate(() => { const until = performance.now() + 6_000; while (performance.now() < until); });
  await takeOver(other);
  await add(other, 'Ben Ito');
  await asleep;
  await add(page, 'Ana Diaz');
  await expect(alert(page)).toBeVisible();
  await expect(reps(page)).toHaveText([/^Ana Diaz/, /^Ben Ito/, /^Dana Okafor/, /^Tom Reed/]);
  expect(JSON.stringify(await stored(other))).not.toContain('Ana Diaz');
});

test('fault 17: beside the tab of a newer version this one only shows, and leaves what that one wrote', async ({ page }) => {
  await withTeam(page, 'Reps');
  const other = await beside(page);
  await expect(strip(other)).toBeVisible();
  // A newer version took the turn by the same lock, and wrote records in its own way.
  const written = await other.evaluate(async () => {
    await new Promise((held) => { navigator.locks.request('ridealong', { steal: true }, () => { held(); return new Promise(() => {}); }).catch(() => {}); });
    localStorage.setItem('ridealong/writer', 'newer');
    const texts = {};
    for (const key of Object.keys(localStorage).filter((name) => /^ridealong:(rep|settings):/.test(name))) {
      const record = JSON.parse(localStorage.getItem(key));
      const data = JSON.stringify({ ...record.data, more: 1 });
      const table = Array.from({ length: 256 }, (_, n) => { for (let k = 0; k < 8; k += 1) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1; return n >>> 0; });
      const bytes = new TextEncoder().encode(`${record.kind}\n2\n${record.id}\n${record.rev + 2}\n${record.saved_at}\n${data}`);
      const crc32 = ((bytes.reduce((crc, byte) => table[(crc ^ byte) & 255] ^ (crc >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0');
      texts[key] = `{"app":"ridealong","kind":"${record.kind}","schema":2,"id":"${record.id}","rev":${record.rev + 2},"saved_at":${record.saved_at},"crc32":"${crc32}","data":${data}}`;
      localStorage.setItem(key, texts[key]);
    }
    return texts;
  });
  expect(Object.keys(written).length).toBeGreaterThan(1);
  await expect(page.getByText('Your data was saved by a newer version of the app')).toBeVisible();
  await add(page, 'Ana Diaz');
  // Even where it has the turn again it writes nothing over.
  await other.close();
  await expect(strip(page)).toHaveCount(0);
  await expect(page.getByText('Your data was saved by a newer version of the app')).toBeVisible();
  const now = await stored(page);
  for (const [key, text] of Object.entries(written)) expect(now[key]).toBe(text);
});

test('a report that stood beside other deals is closed when another tab has kept some since', async ({ page }) => {
  await withTeam(page, 'Import');
  const other = await beside(page, 'import');
  await bring(page, few({ A1: { Amount: '7000' } }));
  await expect(keep(page)).toBeVisible();
  await takeOver(other);
  await bring(other, few({ A1: { Amount: '9000' } }));
  await keep(other).click();
  const closed = page.getByRole('status').filter({ hasText: 'The deals that are kept have changed in another tab: choose the file again.' });
  await expect(closed).toBeVisible();
  await expect(keep(page)).toHaveCount(0);
  await takeOver(page);
  await expect(closed).toHaveCount(0);
  await expect(keep(page)).toHaveCount(0);
  // What was kept by an import of its own is nothing that is open.
  await other.getByRole('button', { name: 'Take over here' }).click();
  await bring(other, few({ A1: { Amount: '8000' } }));
  await keep(other).click();
  await kept(other).filter({ hasText: '4 deals' }).waitFor();
  await expect(closed).toHaveCount(0);
  await takeOver(page);
  await bring(page, few({ A1: { Amount: '8000' } }));
  await expect(page.getByRole('main')).toContainText('The same as what is kept');
});
