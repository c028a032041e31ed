// Fault 24: a link that is cut, endless, changed or says what can't be. `links.spec.mjs` has what a
// good link does; every cut and every changed character is tried in tests/faults/link.rs.
import { allText, field, open } from './calculators.mjs';
import { expect, test } from './fixtures.mjs';

const notice = (page) => page.getByRole('status').filter({ hasText: 'link' });
const texts = (page) => page.evaluate(() => Object.entries({ ...localStorage }).sort());

const REFUSED = [
  ['NaN', '#/calculate/coverage?left=NaN'],
  ['1e999', '#/calculate/win-rate?wonamount=1e999'],
  ['a name that is cut', '#/calculate/activity-numbers?won=9&steps=1&step=40~a%F'],
  ['steps that are cut off', '#/calculate/activity-numbers?won=9&steps=3&step=40~Calls'],
  ['100,000 characters', `#/calculate/coverage?won=9&x=${'9'.repeat(100_000)}`],
  ['100,000 keys', `#/calculate/activity-numbers?${'won=9&'.repeat(100_000)}`],
];

for (const [which, address] of REFUSED) {
  test(`fault 24: a link with ${which} is refused in one sentence, and the own figures stay`, async ({ page, baseURL }) => {
    await open(page);
    const before = await texts(page);
    await page.evaluate((address) => { location.hash = address; }, address);
    await expect(notice(page)).toContainText('so your own figures stay: ask for it again.');
    await expect(page).toHaveURL(`${baseURL}${address.replace(/\?.*/, '')}`);
    await expect(field(page, 'Deals won, last year')).toHaveValue('12');
    expect(await texts(page)).toEqual(before);
  });
}

test('fault 24: names in a link are text in the picture, its table and the fields, and turn nothing round', async ({ page }) => {
  const name = (text) => encodeURIComponent(text);
  const SCRIPT = '</text><script>ran=1</script>';
  await page.goto(`#/calculate/activity-numbers?steps=2&step=40~${name(`\u202e${SCRIPT}`)}&step=20~${name('<marquee>\u2067=1+1')}&colour=blue&__proto__=1`);
  await expect(field(page, 'Name of step 1')).toHaveValue(SCRIPT);
  await expect(field(page, 'Name of step 2')).toHaveValue('<marquee>=1+1');
  await expect(page.locator('figure svg').getByText(SCRIPT, { exact: false }).first()).toBeAttached();
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await expect(page.getByRole('table')).toContainText(SCRIPT);
  expect(await allText(page)).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  expect(await page.evaluate(() => window.ran)).toBeUndefined();
  await expect(page.locator('main script, main marquee, svg script')).toHaveCount(0);
});

const NOWHERE = [`#/${'x'.repeat(100_000)}`, '#/team/zzz', '#/data/__proto__', '#/calculate/%00', '#/team/%E2%80%AE', '#//////'];

test('fault 24: an address that is none says so, and leads on', async ({ page }) => {
  await open(page);
  for (const address of NOWHERE) {
    await test.step(address.slice(0, 30), async () => {
      await page.evaluate((address) => { location.hash = address; }, address);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByRole('navigation').getByRole('link').first()).toBeVisible();
      expect(await allText(page)).not.toMatch(/NaN|undefined|[\u202a-\u202e]/);
    });
  }
});
