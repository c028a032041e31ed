// Inputs are kept in this browser for the next visit, and nothing that was kept is destroyed.
import { chooseRateFrom, field, headline, open, type } from './calculators.mjs';
import { expect, test } from './fixtures.mjs';

/** Everything that is kept, as it is. */
const kept = (page) => page.evaluate(() => ({ ...localStorage }));

/** Puts records into the browser before the app starts, once. */
async function keepBefore(page, make) {
  await open(page);
  await type(page, { 'Left to quota': '500k' });
  await expect.poll(async () => JSON.stringify(await kept(page))).toContain('500000');
  const records = make(await kept(page));
  await page.goto('about:blank');
  await page.addInitScript((records) => {
    if (location.protocol === 'about:' || sessionStorage.getItem('kept before')) return;
    sessionStorage.setItem('kept before', 'yes');
    localStorage.clear();
    for (const [key, text] of Object.entries(records)) localStorage.setItem(key, text);
  }, records);
}

/** The one record of the calculators. */
const only = (records) => {
  const entries = Object.entries(records);
  expect(entries).toHaveLength(1);
  return entries[0];
};

test('inputs are back after a reload', async ({ page }) => {
  await open(page);
  await chooseRateFrom(page, 'A win rate');
  await page.getByRole('combobox', { name: 'Amounts in' }).selectOption('GBP');
  await type(page, { 'Left to quota': '1.2m', 'Win rate': '33%' });
  await page.reload();
  await expect(field(page, 'Left to quota')).toHaveValue('£1,200,000');
  await expect(field(page, 'Win rate')).toHaveValue('33%');
});

test('what was typed just before the page is left is kept too', async ({ page }) => {
  await open(page);
  await field(page, 'Left to quota').fill('777k');
  await page.goto('about:blank');
  await open(page);
  await expect(field(page, 'Left to quota')).toHaveValue('$777,000');
});

test('a chain of activities is back in the next visit', async ({ page }) => {
  await open(page, 'Activity numbers');
  await page.getByRole('button', { name: 'Add a step before' }).click();
  await type(page, { 'Name of step 3': 'Mailings' });
  await page.reload();
  await expect(field(page, 'Name of step 3')).toHaveValue('Mailings');
});

test('nonsense is never kept', async ({ page }) => {
  await open(page);
  await type(page, { 'Left to quota': '240k' });
  await type(page, { 'Left to quota': 'lots' });
  await page.reload();
  await expect(field(page, 'Left to quota')).toHaveValue('$240,000');
});

test('every record is under a name of ours, as others may keep things on the same origin', async ({ page }) => {
  await keepBefore(page, (before) => ({ ...before, 'somebody else': 'theirs' }));
  await open(page);
  await type(page, { 'Left to quota': '600k' });
  await expect.poll(async () => JSON.stringify(await kept(page))).toContain('600000');
  const after = await kept(page);
  expect(after['somebody else']).toBe('theirs');
  delete after['somebody else'];
  for (const key of Object.keys(after)) expect(key).toMatch(/^ridealong\//);
});

for (const [which, spoil] of [
  ['cut in half', (text) => text.slice(0, text.length / 2)],
  ['of another app', (text) => text.replace('ridealong', 'other')],
  ['no record at all', () => '\u0000not json 😀'],
  ['with absurd values', (text) => text.replace(/"won":\d+/, '"won":-1e999')],
]) {
  test(`a record that is ${which} is put aside byte for byte, and it says so`, async ({ page }) => {
    let spoilt;
    await keepBefore(page, (before) => {
      const [key, text] = only(before);
      spoilt = spoil(text);
      return { [key]: spoilt };
    });
    await open(page);
    await expect(page.getByRole('status').getByText(/^Your last figures could not be read/)).toBeVisible();
    await expect(headline(page)).toHaveText('5.6×');
    expect(Object.values(await kept(page))).toContain(spoilt);
    await type(page, { 'Left to quota': '650k' });
    await expect.poll(async () => JSON.stringify(await kept(page))).toContain('650000');
    expect(Object.values(await kept(page))).toContain(spoilt);
    await page.reload();
    await expect(field(page, 'Left to quota')).toHaveValue('$650,000');
    expect(Object.values(await kept(page))).toContain(spoilt);
  });
}

test('a record that was kept by a newer version is not touched, and it says so', async ({ page }) => {
  let newer;
  await keepBefore(page, (before) => {
    const [key, text] = only(before);
    newer = { [key]: text.replace(/"schema":\d+/, '"schema":999') };
    return newer;
  });
  await open(page);
  await expect(page.getByRole('status').getByText(/kept by a newer version of the app/)).toBeVisible();
  await type(page, { 'Left to quota': '650k' });
  await expect(headline(page)).toBeVisible();
  await page.reload();
  await expect(headline(page)).toBeVisible();
  expect(await kept(page)).toEqual(newer);
});

test('a record with fields that nobody knows and some that are missing is read', async ({ page }) => {
  await keepBefore(page, (before) => {
    const [key, text] = only(before);
    const record = JSON.parse(text);
    const { left_to_quota } = record.data;
    return { [key]: JSON.stringify({ ...record, data: { left_to_quota, colour: 'blue' } }) };
  });
  await open(page);
  await expect(field(page, 'Left to quota')).toHaveValue('$500,000');
  await expect(field(page, 'Average won deal')).toHaveValue('$30,000');
});

const BLOCKED = [
  ['can not be reached', () => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })],
  ['is not there', () => Object.defineProperty(window, 'localStorage', { value: null })],
  ['can not be read', () => { Storage.prototype.getItem = () => { throw new DOMException('no', 'UnknownError'); }; }],
];
for (const [how, block] of BLOCKED) {
  test(`where storage ${how} the app works, and says that nothing is kept`, async ({ page }) => {
    await page.addInitScript(block);
    await open(page);
    await expect(page.getByRole('status').getByText(/^This browser does not let the app keep anything/)).toBeVisible();
    await type(page, { 'Left to quota': '240k' });
    await expect(headline(page)).not.toHaveText('5.6×');
    await page.getByRole('link', { name: 'Win rate', exact: true }).click();
    await page.getByRole('link', { name: 'Coverage', exact: true }).click();
    await expect(field(page, 'Left to quota')).toHaveValue('$240,000');
  });
}

test('where storage is full it says so, and what was kept before stays', async ({ page }) => {
  await keepBefore(page, (before) => before);
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
  });
  await open(page);
  await type(page, { 'Left to quota': '650k' });
  await expect(page.getByRole('status').getByText(/storage is full/)).toBeVisible();
  expect(JSON.stringify(await kept(page))).toContain('500000');
});
