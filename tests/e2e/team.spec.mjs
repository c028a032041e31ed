// Team and Rep, from the public data set.
import { existsSync } from 'node:fs';
import { bring, FEW, few, keepAll, openData } from './data.mjs';
import { csv, PIPELINE } from './deals-files.mjs';
import { expect, test } from './fixtures.mjs';
import { addedUp, keepPipeline, openRep, openTeam, row, source, takeStandIns, typedTeam } from './team.mjs';

const dollars = (amount) => `$${Math.round(amount).toLocaleString('en-US')}`;

test.describe('the public data set', () => {
  test.skip(!existsSync(PIPELINE), 'skipped: ../shared is not there');

  test('the team is looked at from the day after its data ends, and whoever is short comes first', async ({ page }) => {
    await keepPipeline(page);
    await takeStandIns(page);
    await openTeam(page);
    await expect(page.getByLabel('As of')).toHaveValue('2018-01-02');
    const rows = page.getByRole('table', { name: 'Reps' }).getByRole('rowheader');
    await expect(rows).toHaveCount(30);
    // Of no open deal of this export an amount is known.
    await expect(page.getByText(/^([\d,]+) of the \1 open deals that can still be won have no amount/)).toBeVisible();
    await page.clock.setFixedTime(new Date('2026-11-21T10:00:00'));
    await page.reload();
    await expect(page.getByLabel('As of')).toHaveValue('2018-01-01');
    await expect(page.getByText('Your data ends on Dec 31, 2017, so the day after is taken as today.')).toBeVisible();
    await expect(rows).toHaveCount(30);
    const short = await page.getByRole('button', { name: /^Short of 80% chance/ }).textContent();
    const count = Number(/(\d+) of 30/.exec(short)[1]);
    const chances = await page.getByRole('table', { name: 'Reps' }).locator('td.chance').allTextContents();
    const below = chances.map((chance) => /under 5%|^\s*[0-7]?\d%/.test(chance.trim()));
    expect(below.slice(0, count).every(Boolean), chances.join(', ')).toBe(true);
    expect(below.slice(count).some(Boolean), chances.join(', ')).toBe(false);
  });

  for (const name of ['Darcel Schlecht', 'Lajuana Vencill', 'Hayden Neloms', 'Kary Hendrixson', 'Wilburn Farren']) {
    test(`the figures of ${name} are those that the file's rows add up to`, async ({ page }) => {
      await keepPipeline(page);
      await takeStandIns(page);
      await openRep(page, name);
      const own = addedUp(name, '2018-01-02', '2017-01-02');
      await expect(source(page, 'Win rate')).toContainText(`${own.won} won of ${own.decided} decided in 12 months`);
      await expect(source(page, 'Average won deal')).toContainText(dollars(own.average));
      await expect(source(page, 'Pipeline now')).toContainText(`${own.live} open deal`);
      if (own.stale > 0) await expect(source(page, 'Stale, in no figure')).toContainText(`${own.stale} open deal`);
      await page.getByRole('radio', { name: 'Won', exact: true }).check({ force: true });
      await expect(page.getByText(new RegExp(`^${own.won} deals?, `))).toBeVisible();
    });
  }

  test('another day changes what is booked, and the proposed one is a tap away', async ({ page }) => {
    await keepPipeline(page);
    await takeStandIns(page);
    await openTeam(page);
    await page.getByLabel('As of').fill('2017-12-15');
    await expect(page.getByText(/^30 reps · quarter to Dec 31, 2017, 17 days left/)).toBeVisible();
    // 500 open deals of the file have no created date, and nobody knows whether they were there.
    await expect(page.getByText(/^\d+ deals were perhaps open that day, /)).toBeVisible();
    await page.getByRole('button', { name: 'Back to Jan 2, 2018' }).click();
    await expect(page.getByText(/^30 reps · quarter to Mar 31, 2018/)).toBeVisible();
  });
});

test('without a team there are four ways to begin', async ({ page }) => {
  await page.goto('#/team');
  for (const [way, arrives] of [
    ['Import from the CRM', 'Bring in your deals'],
    ['Type your team', 'What do you know of each rep?'],
    ['Just calculate', 'How much pipeline is enough?'],
    ['Explore a sample team', 'Who needs you now'],
  ]) {
    await page.goto('#/team');
    await page.getByRole('link', { name: way, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(arrives);
  }
  await expect(page.getByText('A sample team.')).toBeVisible();
});

test('the sample is marked, keeps nothing, and is left in one tap', async ({ page }) => {
  await page.clock.setFixedTime(new Date('2026-11-21T10:00:00'));
  await page.goto('#/sample');
  await expect(page.getByRole('table', { name: 'Reps' }).getByRole('rowheader')).toHaveCount(12);
  await expect(page.getByLabel('As of')).toHaveValue('2026-11-21');
  await page.getByLabel('As of').fill('2026-10-15');
  await expect(page.getByText(/78 days left/)).toBeVisible();
  await page.getByRole('table', { name: 'Reps' }).getByRole('link').first().click();
  await expect(page.getByText('A sample team.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Open deals, and what each can still do' })).toBeVisible();
  await page.getByRole('link', { name: 'Leave the sample' }).click();
  await expect(page.getByText('A sample team.')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Explore a sample team' })).toBeVisible();
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('ridealong:')))).toEqual([]);
});

test('the sample leaves the own team as it is', async ({ page }) => {
  await openData(page);
  await bring(page, few());
  await keepAll(page);
  const before = await page.evaluate(() => ({ ...localStorage }));
  await page.goto('#/sample');
  await expect(page.getByRole('table', { name: 'Reps' }).getByRole('rowheader')).toHaveCount(12);
  await page.getByRole('link', { name: 'Leave the sample' }).click();
  await expect(page.getByRole('table', { name: 'Reps' }).getByRole('rowheader')).toHaveCount(2);
  expect(await page.evaluate(() => ({ ...localStorage }))).toEqual(before);
});

test('a typed team has needs, and they are there after a reload', async ({ page }) => {
  await page.clock.setFixedTime(new Date('2026-11-21T10:00:00'));
  await page.goto('#/data/type');
  await page.getByRole('textbox', { name: 'Add a rep by name' }).fill('Dana Okafor');
  await page.getByRole('textbox', { name: 'Add a rep by name' }).press('Enter');
  for (const [cell, typed] of [['Quota', '200k'], ['Booked so far', '82k'], ['Open pipeline', '283k'], ['Won', '12'], ['Lost', '36'], ['Average deal', '30k']]) {
    const field = page.getByRole('textbox', { name: `${cell} of Dana Okafor` });
    await field.fill(typed);
    await field.press('Enter');
  }
  await page.getByRole('link', { name: 'See what each needs' }).click();
  // The calculators' own first example: 4 wins, 22 deals, 5.6×.
  await expect(row(page, 'Dana Okafor')).toContainText('2.4× of 5.6×');
  await page.reload();
  await page.getByRole('link', { name: 'Dana Okafor', exact: true }).click();
  await expect(source(page, 'Pipeline now')).toContainText('as typed');
  await expect(source(page, 'Win rate')).toContainText('12 won of 48 decided');
});

test('a team pasted from a spreadsheet is taken over, and what can not be read is said', async ({ page }) => {
  await page.clock.setFixedTime(new Date('2026-11-21T10:00:00'));
  await page.goto('#/data/type');
  await page.getByText('Or paste the team from a spreadsheet').click();
  await page.getByRole('textbox', { name: /^A row a rep/ }).fill('Rep\tQuota\tBooked\tPipeline\tWon\tLost\tAverage deal\nDana Okafor\t200k\t82k\t283k\t12\t36\t30k\nTom Reed\tlots\t0\t90k\t20\t20\t10k\n');
  await page.getByRole('button', { name: 'Read the team' }).click();
  await expect(page.getByText(/^2 reps taken over\. Row 3, quota: "lots" is not an amount/)).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Open pipeline of Tom Reed' })).toHaveValue('$90,000');
  await openTeam(page);
  await expect(row(page, 'Dana Okafor')).toContainText('of 5.6×');
  await expect(row(page, 'Tom Reed')).toContainText('no quota set');
});

test('deals that are imported later take over from what was typed, rep by rep', async ({ page }) => {
  await openData(page, 'type');
  await page.getByRole('textbox', { name: 'Add a rep by name' }).fill('Dana Okafor');
  await page.getByRole('textbox', { name: 'Add a rep by name' }).press('Enter');
  for (const [cell, typed] of [['Quota', '200k'], ['Open pipeline', '283k'], ['Won', '12'], ['Lost', '36'], ['Average deal', '30k']]) {
    const field = page.getByRole('textbox', { name: `${cell} of Dana Okafor` });
    await field.fill(typed);
    await field.press('Enter');
  }
  await openRep(page, 'Dana Okafor');
  await expect(source(page, 'Win rate')).toContainText('12 won of 48 decided');
  await page.goto('#/data/import');
  await bring(page, few());
  await keepAll(page);
  await openRep(page, 'Dana Okafor');
  await expect(source(page, 'Win rate')).toContainText('1 won of 2 decided');
});

test('a rep without a quota has a reason in the place of a need', async ({ page }) => {
  await openData(page);
  await bring(page, few());
  await keepAll(page);
  await openTeam(page);
  await expect(row(page, 'Dana Okafor')).toContainText('no quota set');
  await page.getByRole('link', { name: 'Dana Okafor', exact: true }).click();
  await expect(page.getByRole('paragraph').filter({ hasText: /^No quota is set for this period: / })).toBeVisible();
});

test('an export without losses asks how many of ten quotes come in', async ({ page }) => {
  await openData(page);
  await bring(page, csv([FEW[0], ...Array.from({ length: 20 }, (_, at) => FEW[1].with(0, `W${at}`))]));
  await keepAll(page);
  await openTeam(page);
  await expect(page.getByText(/^Hardly a loss is recorded, /).first()).toBeVisible();
});

test('a year that is still being typed is no day to look from', async ({ page }) => {
  await openData(page);
  await bring(page, few());
  await keepAll(page);
  await openTeam(page);
  await expect(page.getByText(/^2 reps · quarter to Jun 30, 2017/)).toBeVisible();
  await page.getByLabel('As of').fill('0201-05-01');
  await page.getByLabel('As of').blur();
  await expect(page.getByRole('button', { name: /^Back to / })).toHaveCount(0);
  await page.getByLabel('As of').fill('2017-05-01');
  await expect(page.getByRole('button', { name: 'Back to May 22, 2017' })).toBeVisible();
});

test('deals of nobody are said where no rep is', async ({ page }) => {
  await openData(page);
  await bring(page, csv([['Deal', 'Stage', 'Created Date', 'Close Date', 'Amount'], ...FEW.slice(1).map((row) => row.with(0, row[2]).toSpliced(1, 2))]));
  await page.getByRole('button', { name: 'Count them for the team alone' }).click();
  await keepAll(page);
  await openTeam(page);
  await expect(page.getByText(/^4 deals are kept, but no rep is: /)).toBeVisible();
});

test('an address of a rep who is not in the team says so', async ({ page }) => {
  await openData(page);
  await bring(page, few());
  await keepAll(page);
  await page.goto('#/team/0000000000000000');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This rep is not in the team');
});

test('behind every line of a rep is a card: formula, inputs, source, and what it leaves out', async ({ page }) => {
  await page.clock.setFixedTime(new Date('2026-11-21T10:00:00'));
  await page.goto('#/sample');
  await page.getByRole('table', { name: 'Reps' }).getByRole('link').first().click();
  const lines = page.getByRole('region', { name: 'Where the numbers come from' }).getByRole('button');
  await expect(lines.first()).toBeVisible();
  const card = page.getByRole('dialog');
  const shown = await page.getByRole('region', { name: 'Where the numbers come from' }).getByRole('definition').allInnerTexts();
  for (const [at, line] of (await lines.all()).entries()) {
    await line.click();
    await expect(card.getByRole('heading', { name: 'Formula' })).toBeVisible();
    await expect(card.getByRole('heading', { name: 'What it leaves out' })).toBeVisible();
    await expect(card.getByText(/^Source: \w/)).toBeVisible();
    // The line's own figure is among the card's.
    await expect(card.getByRole('definition').filter({ hasText: shown[at].split('\n')[0] }).first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(line).toBeFocused();
  }
});

test('the card of a win rate says whom it was learned together with', async ({ page }) => {
  await page.clock.setFixedTime(new Date('2026-11-21T10:00:00'));
  await page.goto('#/sample');
  const first = page.getByRole('table', { name: 'Reps' }).getByRole('link').first();
  await first.click();
  await expect(source(page, 'Win rate')).toContainText(/; the usual rep of group (Mid-market|Enterprise) \d+%; likely /);
  await page.getByRole('button', { name: 'Win rate', exact: true }).click();
  const card = page.getByRole('dialog');
  await expect(card).toContainText(/\d+ reps of group (Mid-market|Enterprise) with decided deals/);
  // The weighted mean of the rep's own rate and the group's, as the card has them.
  const [won, lost] = /(\d+) won, (\d+) lost/.exec(await card.innerText()).slice(1).map(Number);
  const [a, b] = /a = ([\d.]+), b = ([\d.]+);/.exec(await card.innerText()).slice(1).map(Number);
  await expect(source(page, 'Win rate').locator('b')).toHaveText(`${Math.round((100 * (a + won)) / (a + b + won + lost))}%`);
});

test('a team without a quota is told so, and where to set it', async ({ page }) => {
  await openData(page);
  await bring(page, few());
  await keepAll(page);
  await openTeam(page);
  await expect(page.getByText('No quota is set for this period, so nobody can be short of it.')).toBeVisible();
  await page.getByRole('link', { name: 'Set quotas' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What is each rep to bring in?');
});

test('quotas that are kept for another period are said, and a tap away', async ({ page }) => {
  await typedTeam(page, ['Dana Okafor\t200k\t82k\t283k\t12\t36\t30k']);
  await openTeam(page);
  await page.getByLabel('As of').fill('2027-02-01');
  await expect(page.getByText('Quotas are kept for the quarter to Dec 31, 2026; none for this period: look from a day in it, or set quotas.')).toBeVisible();
  await page.getByRole('button', { name: 'Look from Oct 1, 2026' }).click();
  await expect(page.getByLabel('As of')).toHaveValue('2026-10-01');
  await expect(row(page, 'Dana Okafor')).toContainText('of 5.6×');
});

test('what is left adds up: with the rows, and on its card', async ({ page }) => {
  await typedTeam(page, ['Dana Okafor\t200k\t82k\t283k\t12\t36\t30k', 'Luis Ferreira\t150k\t160k\t90k\t12\t31\t10k']);
  await openTeam(page);
  await expect(row(page, 'Dana Okafor')).toContainText('$118K left');
  await expect(row(page, 'Luis Ferreira')).toContainText('quota met, $10K over');
  const left = page.getByRole('button', { name: /^Left to quota/ });
  await expect(left).toContainText('$118K');
  await expect(left).toContainText("$242K booked of $350K, $10K of it over quota");
  await left.click();
  const amounts = await page.getByRole('dialog').getByRole('definition').allInnerTexts();
  const signed = amounts.map((amount) => Number(amount.replace('−', '-').replace(/[^\d-]/g, '')));
  expect(signed.slice(0, -1).reduce((sum, amount) => sum + amount, 0)).toBe(signed.at(-1));
});

test('where everybody is at quota words stand in the place of figures of nobody', async ({ page }) => {
  await typedTeam(page, ['Dana Okafor\t80k\t82k\t283k\t12\t36\t30k', 'Luis Ferreira\t150k\t160k\t90k\t12\t31\t10k']);
  await openTeam(page);
  await expect(page.getByText(/^Everybody with a quota is at it, /)).toBeVisible();
  await expect(page.getByText(/\b0 of 0\b/)).toHaveCount(0);
});

test('where nobody has a number yet words say so', async ({ page }) => {
  await typedTeam(page, ['Dana Okafor\t80k', 'Luis Ferreira\t150k']);
  await openTeam(page);
  await expect(page.getByText('Nothing tells yet what 2 reps need with something left: each row says what is missing.')).toBeVisible();
  await expect(page.getByText(/\b0 of 0\b/)).toHaveCount(0);
});

test('what is not typed is the reason, in the row and on the page of the rep', async ({ page }) => {
  await typedTeam(page, ['Dana Okafor\t200k\t82k\t283k\t12\t36\t30k', 'Ana Silva\t120k\t0\t90k\t12\t36\t', 'Bo Lind\t120k\t0\t\t12\t36\t30k', 'Cy Park\t120k\t0\t90k\t\t\t30k']);
  await openTeam(page);
  await expect(row(page, 'Ana Silva')).toContainText('no average deal typed');
  await expect(row(page, 'Bo Lind')).toContainText(/– of \d+\.\d×/);
  await expect(row(page, 'Bo Lind')).toContainText('no pipeline typed');
  await expect(row(page, 'Cy Park')).toContainText('won and lost not typed');
  await page.getByRole('link', { name: 'Bo Lind', exact: true }).click();
  await expect(page.getByText(/ No pipeline is typed, so there is no chance of quota: /)).toBeVisible();
  await expect(source(page, 'Pipeline now')).toContainText('not typed');
  await openTeam(page);
  await page.getByRole('link', { name: 'Ana Silva', exact: true }).click();
  await page.getByRole('link', { name: 'type the average deal under Data, Type' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What do you know of each rep?');
});

test('less than one average deal is told in deals', async ({ page }) => {
  await typedTeam(page, ['Dana Okafor\t100k\t98k\t50k\t12\t36\t10k']);
  await openTeam(page);
  await expect(row(page, 'Dana Okafor')).toContainText(/left5 of \d+ deals/);
  await page.getByRole('link', { name: 'Dana Okafor', exact: true }).click();
  await expect(page.getByRole('button', { name: /^\d+ deals needed, how it is worked out$/ })).toBeVisible();
  await expect(page.getByText(/^in play is what Dana Okafor really needs on the \$2K left, less than one average deal: 1 win\. /).last()).toBeVisible();
});

test('the order of the rows is said, and why on its card', async ({ page }) => {
  await typedTeam(page, ['Ana Silva\t150k\t160k\t90k\t12\t31\t10k', 'Bo Lind\t\t0\t90k\t20\t20\t10k', 'Cy Park\t120k', 'Dana Okafor\t200k\t82k\t283k\t12\t36\t30k', 'Eli Roth\t900k\t82k\t283k\t12\t36\t30k']);
  await openTeam(page);
  await expect(page.getByRole('table', { name: 'Reps' }).getByRole('rowheader').getByRole('link')).toHaveText(['Eli Roth', 'Dana Okafor', 'Cy Park', 'Bo Lind', 'Ana Silva']);
  await page.getByRole('button', { name: 'most money short first' }).click();
  await expect(page.getByRole('dialog').getByRole('definition')).toHaveText(['2', '1', '1', '1']);
});

test('what is said of the deals leads to where it is mended', async ({ page }) => {
  await openData(page);
  await bring(page, csv([FEW[0], ...Array.from({ length: 20 }, (_, at) => FEW[1].with(0, `W${at}`))]));
  await keepAll(page);
  await openTeam(page);
  await page.getByRole('link', { name: 'say under Data, Settings' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How does your company count?');
});

test('a day that can not be kept is said to be not, and what is there stays', async ({ page }) => {
  await openData(page);
  await bring(page, few());
  await keepAll(page);
  await openTeam(page);
  await page.evaluate(() => {
    Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
  });
  await page.getByLabel('As of').fill('2017-05-01');
  await expect(page.getByRole('alert').filter({ hasText: /^Not saved\. This browser's storage for the app is full/ })).toBeVisible();
  await expect(page.getByLabel('As of')).toHaveValue('2017-05-01');
  await expect(page.getByRole('table', { name: 'Reps' }).getByRole('rowheader')).toHaveCount(2);
  await page.reload();
  await expect(page.getByLabel('As of')).toHaveValue('2017-05-22');
});

test('kept data that is damaged is said on Team too', async ({ page }) => {
  await openData(page);
  await bring(page, few());
  await keepAll(page);
  await page.evaluate(() => Object.keys(localStorage).filter((key) => /^ridealong:rep/.test(key)).forEach((key) => localStorage.setItem(key, localStorage.getItem(key).slice(0, 90))));
  await page.goto('#/team');
  await page.reload();
  for (const name of ['Dana Okafor', 'Tom Reed']) {
    await expect(page.getByRole('alert').filter({ hasText: `${name} could not be read; the second copy on this device was whole and is used. Nothing is lost.` })).toBeVisible();
  }
});

test('the day that is looked from has one ring when it is focused', async ({ page }) => {
  await page.goto('#/sample');
  await page.getByRole('table', { name: 'Reps' }).getByRole('link').nth(11).waitFor();
  await page.getByRole('link', { name: 'Leave the sample' }).focus();
  await page.keyboard.press('Tab');
  while (!(await page.getByLabel('As of').evaluate((field) => field === document.activeElement))) await page.keyboard.press('Tab');
  const rings = await page.getByLabel('As of').evaluate((field) => [field, field.closest('label')].map((each) => getComputedStyle(each).outlineStyle));
  expect(rings).toEqual(['none', 'solid']);
});
