// Fault 22: a backup file that is huge, endlessly nested, another app's, or says what can't be.
import { writeFileSync } from 'node:fs';
import { backup, pack, record, rep } from './by-hand.mjs';
import { go, kept, openData, picker, withTeam } from './data.mjs';
import { expect, test } from './fixtures.mjs';

const choose = (page, bytes) =>
  picker(page, 'Choose a saved file').setInputFiles({ name: 'saved.json', mimeType: 'application/json', buffer: Buffer.from(bytes) });
const preview = (page) => page.getByRole('region', { name: 'What the file would change', exact: true });
const texts = (page) => page.evaluate(() => Object.entries({ ...localStorage }).sort());
const NO_BACKUP = 'This file is no backup of this app: choose another one.';
const TOO_LARGE = 'This file is too large to be a backup of this app: choose another one.';

const ID = '00000000000000d1';
const HUGE = [
  ['50 MB of brackets', () => '['.repeat(50_000_000), NO_BACKUP],
  ["50 MB of another app's", () => `{"app":"another","data":"${'x'.repeat(50_000_000)}"}`, NO_BACKUP],
  ['50 MB of noise', () => Buffer.alloc(50_000_000, 0xfe), NO_BACKUP],
  ['70 MB', () => ' '.repeat(70_000_000), TOO_LARGE],
];

test('fault 22: files of 50 MB are refused in one sentence, and what is kept stays byte for byte', async ({ page }, testInfo) => {
  test.slow();
  await withTeam(page, 'Backup');
  const before = await texts(page);
  for (const [which, content, sentence] of HUGE) {
    await test.step(which, async () => {
      const path = testInfo.outputPath('huge.json');
      writeFileSync(path, content());
      await picker(page, 'Choose a saved file').setInputFiles(path);
      await expect(page.getByText(sentence)).toBeVisible();
      await page.getByRole('button', { name: 'Dismiss' }).click();
    });
  }
  expect(await texts(page)).toEqual(before);
});

const nested = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;

test('fault 22: what can not be in a file made by hand is counted and left out, and the rest is loaded', async ({ page }) => {
  await openData(page, 'backup');
  const parts = [
    rep(ID, 'Dana Okafor'), rep(ID, 'Somebody Else'),
    nested, record('rep', '00000000000000d2', nested),
    record('rep', '00000000000000d3', '{"id":"00000000000000d3","name":"Tom","comes_in_without_a_deal":1e999}'),
    record('rep', '00000000000000d4', '{"id":"00000000000000d4","name":"Tom","started":"99999-01-01"}'),
    record('rep', '00000000000000d5', '{"__proto__":{"name":"Tom"}}'),
    record('deals', 'x.0', '{"rep":"Dana Okafor","of":1,"deals":1,"packed":"////"}'),
    record('poem', '1', '"a kind that nobody knows"'),
  ];
  await choose(page, backup(parts));
  await expect(preview(page)).toContainText('7 parts of the file can\'t be read: left out.');
  await expect(preview(page)).toContainText('1 part of the file stand there twice: the first one counts.');
  await page.getByRole('button', { name: 'Load it' }).click();
  await page.getByRole('status').filter({ hasText: 'The file was loaded.' }).waitFor();
  await go(page, 'Reps');
  await expect(page.getByText('Dana Okafor', { exact: true }).first()).toBeVisible();
  await expect(page.getByText(/Tom|Somebody/)).toHaveCount(0);
  expect(await page.evaluate(() => Object.prototype.name)).toBeUndefined();
});

const NASTY = '\u202e</text><script>window.ran = 1</script>\u2067';
const SHOWN = '</text><script>window.ran = 1</script>';

test('fault 22: days of the year 9999, the largest amounts and markup in names are shown on every page', async ({ page }) => {
  test.slow();
  await openData(page, 'backup');
  const most = 9_223_372_036_854_775_807n;
  const deals = [
    { id: 'n1', outcome: 'won', created: '2017-01-01', other: '9999-12-31', hundredths: most },
    { id: 'n2', outcome: 'lost', created: '0001-01-01', other: '9999-12-31', hundredths: -most },
    { id: 'n3', outcome: 'open', created: '9999-12-30', other: '9999-12-31', hundredths: most },
    { id: 'n4', outcome: 'open', created: '2017-01-01', other: '0001-01-01', hundredths: most },
    ...Array.from({ length: 12 }, (_, at) => ({
      id: `d${at}`, outcome: at % 2 ? 'won' : 'lost', created: `2017-02-${10 + at}`, other: `2017-09-${10 + at}`, hundredths: 1_000_000n,
    })),
    { id: 'o1', outcome: 'open', created: '2017-12-01', other: '2018-02-01', hundredths: 5_000_000n },
  ].map((deal) => ({ name: `${NASTY} ${deal.id}`, ...deal }));
  const quota = (start, end, amount) => ({ period: { start, end }, amount, source: 'set' });
  const more = {
    manager: NASTY, region: NASTY, role: NASTY, group: NASTY, started: '9999-12-31',
    quotas: [quota('2018-09-01', '2018-04-01', 5), quota('2018-01-01', '2018-04-01', 10_000_000), quota('9999-01-01', '9999-12-31', Number.MAX_SAFE_INTEGER)],
  };
  const file = backup([rep(ID, NASTY, more), pack('00000000000000d1.0', NASTY, deals)]);
  await choose(page, file);
  await expect(preview(page).getByRole('row', { name: /^Deals/ })).toHaveText(/^Deals\s*17$/);
  await expect(preview(page).getByRole('row', { name: /^Reps and quotas/ })).toHaveText(/^Reps and quotas\s*1$/);
  await page.getByRole('button', { name: 'Load it' }).click();
  await page.getByRole('status').filter({ hasText: 'The file was loaded.' }).waitFor();
  await go(page, 'Import');
  await expect(kept(page)).toContainText('17 deals are kept');
  const named = ['#/data/quotas', '#/data/reps', '#/team', `#/team/${ID}`];
  for (const place of [...named, '#/data/type', '#/data/check', '#/data/settings', '#/team/win-rates']) {
    await test.step(place, async () => {
      await page.goto(place);
      await page.getByRole('heading', { level: 1 }).waitFor();
      if (named.includes(place)) await page.getByRole('main').getByText(SHOWN).first().waitFor();
      // Forecasts and the past come a moment later.
      await expect(page.getByRole('progressbar')).toHaveCount(0);
      expect(await page.locator('body').innerText()).not.toMatch(/NaN|Infinity|∞|undefined|[\u202a-\u202e\u2066-\u2069]/);
    });
  }
  expect(await page.evaluate(() => window.ran)).toBeUndefined();
  // Nothing of it but the app's own scripts.
  await expect(page.locator('main script, svg script')).toHaveCount(0);
});
